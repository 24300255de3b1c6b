#include "cardreader/drivers/driver_table.h"

#include "cardreader/apdu/atr.h"
#include "cardreader/drivers/kz_id_card.h"
#include "cardreader/drivers/piv.h"
#include "cardreader/drivers/pkcs15.h"
#include "core/base/encoding.h"

#include "generated/cards_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace tanba::card {

namespace {

const KzIdCard kKzIdCard;
const PivCard kPivCard;
const Pkcs15Card kPkcs15Card;
const std::array<const CardDriver*, 3> kDrivers{&kKzIdCard, &kPivCard, &kPkcs15Card};

const CardDriver* driverByName(std::string_view name) {
    const auto found = std::ranges::find(kDrivers, name, &CardDriver::name);
    return found == kDrivers.end() ? nullptr : *found;
}

std::string textMember(const nlohmann::json& row, const char* member) {
    const auto found = row.find(member);
    return found != row.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Hex with spaces for the eye.
Bytes hexMember(const nlohmann::json& row, const char* member) {
    std::string text = textMember(row, member);
    std::erase(text, ' ');
    const auto bytes = fromHex(text);
    return bytes.ok() ? bytes.value() : Bytes();
}

bool matchesMasked(ByteView atr, const CardRow& row) {
    if (atr.size() != row.atr.size())
        return false;
    for (std::size_t index = 0; index < atr.size(); ++index) {
        const std::uint8_t mask = index < row.mask.size() ? row.mask[index] : std::uint8_t{0xFF};
        if ((atr[index] & mask) != (row.atr[index] & mask))
            return false;
    }
    return true;
}

bool fits(ByteView atr, const CardRow& row) {
    if (!row.historical.empty()) {
        // Not std::ranges::search: clang 14 cannot compile it with this library's std::span.
        const ByteView historical = historicalBytes(atr);
        return std::search(historical.begin(), historical.end(), row.historical.begin(),
                           row.historical.end()) != historical.end();
    }
    return !row.atr.empty() && matchesMasked(atr, row);
}

} // namespace

std::vector<CardRow> cardRowsOf(std::string_view text) {
    std::vector<CardRow> table;
    const auto document = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
    const auto rows = document.find("cards");
    if (rows == document.end())
        return table;
    for (const auto& row : *rows) {
        CardRow card;
        card.historical = hexMember(row, "historical");
        card.atr = hexMember(row, "atr");
        card.mask = hexMember(row, "mask");
        card.application = hexMember(row, "application");
        card.driver = driverByName(textMember(row, "driver"));
        card.nameKk = textMember(row, "kk");
        card.nameRu = textMember(row, "ru");
        card.nameEn = textMember(row, "en");
        table.push_back(std::move(card));
    }
    return table;
}

const CardRow* rowByAtr(std::span<const CardRow> table, ByteView atr) {
    for (const CardRow& row : table)
        if (fits(atr, row))
            return &row;
    return nullptr;
}

std::string_view CardRow::name(std::string_view language) const {
    return language == "kk" ? nameKk : language == "ru" ? nameRu : nameEn;
}

std::span<const CardRow> cardTable() {
    static const std::vector<CardRow> table = cardRowsOf(resources::cards_json());
    return table;
}

Result<const CardDriver*> driverFor(CardSession& session) {
    const CardDriver* const expected = driverByAtr(session.atr());
    if (expected != nullptr) {
        TANBA_TRY(const bool recognised, expected->recognises(session));
        if (recognised)
            return expected;
    }
    for (const CardRow& row : cardTable()) {
        if (row.application.empty() || row.driver == nullptr || row.driver == expected)
            continue;
        TANBA_TRY(const bool recognised, row.driver->recognises(session));
        if (recognised)
            return row.driver;
    }
    return fail(FailureCode::CardUnknown, {}, toHex(session.atr()));
}

const CardDriver* driverByAtr(ByteView atr) {
    const CardRow* const row = rowByAtr(cardTable(), atr);
    return row == nullptr ? nullptr : row->driver;
}

std::string_view cardNameByAtr(ByteView atr, std::string_view language) {
    const CardRow* const row = rowByAtr(cardTable(), atr);
    return row == nullptr ? std::string_view() : row->name(language);
}

std::string_view cardName(ByteView atr, const CardDriver& driver, std::string_view language) {
    const std::string_view byAtr = cardNameByAtr(atr, language);
    if (!byAtr.empty())
        return byAtr;
    const auto found = std::ranges::find(cardTable(), &driver, &CardRow::driver);
    return found == cardTable().end() ? std::string_view() : found->name(language);
}

} // namespace tanba::card
