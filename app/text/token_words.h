#pragma once

#include "app/text/text_table.h"
#include "core/keys/token.h"

#include <string>
#include <vector>

namespace tanba::text {

/// Turns what is known of a card or token into words of one language.
class TokenWords {
  public:
    TokenWords(const TextTable& table, Language language) : table_(table), language_(language) {}

    /// What people call it: its own label, and what a simulated card is beside it, so that nobody takes it
    /// for a real one.
    std::string name(const keys::Token& token) const;
    std::string kind(keys::TokenKind kind) const;
    /// What to warn of before this token signs; empty when there is nothing.
    std::vector<std::string> notices(const keys::Token& token) const;
    /// Tries left, last try, blocked, or that the card does not tell.
    std::string pinState(const keys::PinRules& rules) const;
    /// "length: 4–8, digits only"; empty when nothing is known.
    std::string pinRules(const keys::PinRules& rules) const;

  private:
    std::string word(Ui text, const TextValues& values = {}) const {
        return table_.ui(text, language_, values);
    }

    const TextTable& table_;
    Language language_;
};

} // namespace tanba::text
