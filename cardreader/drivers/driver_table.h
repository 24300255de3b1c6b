#pragma once

#include "cardreader/drivers/driver.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::card {

/// A row of resources/cards.json: how a card is recognised, who speaks with it, what people call it.
struct CardRow {
    /// Matching, one of three: a run of bytes within the historical bytes (ISO 7816-3 8.2.4); a whole answer
    /// to reset under a mask; the application to select.
    Bytes historical;
    Bytes atr;
    Bytes mask;
    Bytes application;

    const CardDriver* driver = nullptr; ///< none: its name is known, its language is not
    std::string nameKk;
    std::string nameRu;
    std::string nameEn;

    std::string_view name(std::string_view language) const;
};

/// The rows of a document like resources/cards.json; none when it is no such document.
std::vector<CardRow> cardRowsOf(std::string_view document);
/// The first row that an answer to reset fits, without talking to the card.
const CardRow* rowByAtr(std::span<const CardRow> table, ByteView atr);

/// All rows, in the order of the file.
std::span<const CardRow> cardTable();

/// The driver for the card in the session, which it has selected: the rows by answer to reset first, then
/// every row that is found by selecting its application. card.unknown when none fits.
Result<const CardDriver*> driverFor(CardSession& session);

/// Drivers whose ATR fits, without talking to the card. Empty: only selecting can tell.
const CardDriver* driverByAtr(ByteView atr);

/// What people call a card with this ATR, from the table, in "kk", "ru" or "en"; empty when it is not there.
std::string_view cardNameByAtr(ByteView atr, std::string_view language = "en");

/// The same, or where only selecting could tell: what the cards of this driver are called.
std::string_view cardName(ByteView atr, const CardDriver& driver, std::string_view language);

} // namespace tanba::card
