#include "app/text/token_words.h"

#include <algorithm>
#include <array>

namespace tanba::text {

namespace {

struct KindRow {
    keys::TokenKind kind;
    Ui text;
};
constexpr std::array<KindRow, 4> kKinds{{
    {keys::TokenKind::File, Ui::TokenKindFile},
    {keys::TokenKind::IdCard, Ui::TokenKindIdCard},
    {keys::TokenKind::Token, Ui::TokenKindToken},
    {keys::TokenKind::Simulated, Ui::TokenKindSimulated},
}};

} // namespace

std::string TokenWords::name(const keys::Token& token) const {
    if (token.kind() != keys::TokenKind::Simulated)
        return token.label();
    return word(Ui::TokenLabelSimulated, {{"name", token.label()}});
}

std::string TokenWords::kind(keys::TokenKind kind) const {
    return word(std::ranges::find(kKinds, kind, &KindRow::kind)->text);
}

std::vector<std::string> TokenWords::notices(const keys::Token& token) const {
    std::vector<std::string> notices;
    if (token.kind() == keys::TokenKind::Simulated)
        notices.push_back(word(Ui::TokenNoticeSimulated));
    if (token.proof() == keys::TokenProof::EmulatorOnly)
        notices.push_back(word(Ui::TokenNoticeEmulatorOnly));
    return notices;
}

std::string TokenWords::pinState(const keys::PinRules& rules) const {
    if (rules.triesLeft == 0)
        return word(Ui::PinBlockedState);
    if (rules.lastTry || rules.triesLeft == 1)
        return word(Ui::PinLastTryState);
    if (rules.triesLeft)
        return word(Ui::PinTries, {{"tries", std::to_string(*rules.triesLeft)}});
    return word(rules.countLow ? Ui::PinCountLow : Ui::PinTriesUnknown);
}

std::string TokenWords::pinRules(const keys::PinRules& rules) const {
    std::string length;
    if (rules.minimumLength == rules.maximumLength && rules.minimumLength != 0)
        length = std::to_string(rules.minimumLength);
    else if (rules.minimumLength != 0 || rules.maximumLength != 0)
        length = std::to_string(rules.minimumLength) + "–" +
                 (rules.maximumLength == 0 ? std::string() : std::to_string(rules.maximumLength));
    std::string told = length.empty() ? std::string() : word(Ui::PinRuleLength, {{"length", length}});
    if (rules.digitsOnly)
        told += (told.empty() ? "" : ", ") + word(Ui::PinRuleDigits);
    return told;
}

} // namespace tanba::text
