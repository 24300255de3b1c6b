#include "app/cli/token_view.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <array>

namespace tanba::cli {

namespace {

using text::Ui;

struct KindName {
    keys::TokenKind kind;
    std::string_view name;
};
constexpr std::array<KindName, 4> kKindNames{{
    {keys::TokenKind::File, "file"},
    {keys::TokenKind::IdCard, "id-card"},
    {keys::TokenKind::Token, "token"},
    {keys::TokenKind::Simulated, "simulated"},
}};

template <typename Number>
Json numberOrNull(Number number) {
    return number == 0 ? Json() : Json(number);
}

Json pinJson(const keys::PinRules& rules) {
    return {{"triesLeft", rules.triesLeft ? Json(*rules.triesLeft) : Json()},
            {"blocked", rules.triesLeft == 0},
            {"lastTry", rules.lastTry},
            {"countLow", rules.countLow},
            {"minimumLength", numberOrNull(rules.minimumLength)},
            {"maximumLength", numberOrNull(rules.maximumLength)},
            {"digitsOnly", rules.digitsOnly},
            {"enteredOnReader", rules.enteredOnReader}};
}

std::string pinText(const keys::PinRules& rules, const text::TokenWords& words, const Console& console) {
    std::string told = words.pinState(rules);
    const std::string rule = words.pinRules(rules);
    if (!rule.empty())
        told += "; " + rule;
    if (rules.enteredOnReader)
        told += "; " + console.word(Ui::PinOnReader);
    return told;
}

} // namespace

Json tokenJson(const TokenAtHand& found) {
    keys::Token& token = *found.token;
    Json keyFiles = Json::array();
    for (const KeyFileOnToken& file : found.keyFiles)
        keyFiles.push_back({{"label", file.label}, {"size", file.size}});
    const keys::PinManagement* management = token.pinManagement();
    return {{"name", token.label()},
            {"kind", std::ranges::find(kKindNames, token.kind(), &KindName::kind)->name},
            {"demonstration", token.kind() == keys::TokenKind::Simulated},
            {"proof", token.proof() == keys::TokenProof::EmulatorOnly ? "emulator-only" : "real"},
            {"reader", found.reader},
            {"serial", token.serial()},
            {"pin", pinJson(token.pinRules())},
            {"canChangePin", management != nullptr && management->canChange()},
            {"canUnblockPin", management != nullptr && management->canUnblock()},
            {"keyFiles", keyFiles}};
}

std::vector<text::Fact> tokenFacts(const TokenAtHand& found, const Console& console) {
    const keys::Token& token = *found.token;
    const text::TokenWords words(console.table(), console.language());
    std::vector<text::Fact> facts;
    const auto add = [&](Ui label, const std::string& value) {
        if (!value.empty())
            facts.push_back({console.word(label), displayText(value)});
    };
    add(Ui::TokenName, words.name(token));
    add(Ui::TokenKindLabel, words.kind(token.kind()));
    add(Ui::TokenReader, found.reader);
    add(Ui::CertificateSerial, token.serial());
    add(Ui::TokenPin, pinText(token.pinRules(), words, console));
    for (const KeyFileOnToken& file : found.keyFiles)
        add(Ui::TokenKeyFile, file.label);
    if (token.proof() == keys::TokenProof::EmulatorOnly)
        add(Ui::TokenProofLabel, console.word(Ui::TokenProofEmulatorOnly));
    return facts;
}

void tellNotices(const keys::Token& token, Console& console) {
    const text::TokenWords words(console.table(), console.language());
    for (const std::string& notice : words.notices(token))
        console.remark(notice);
}

} // namespace tanba::cli
