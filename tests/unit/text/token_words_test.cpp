#include "app/text/token_words.h"

#include <gtest/gtest.h>

namespace tanba::text {
namespace {

class LabelledToken : public keys::Token {
  public:
    LabelledToken(keys::TokenKind kind, keys::TokenProof proof) : kind_(kind), proof_(proof) {}
    std::string label() const override { return "card"; }
    keys::TokenKind kind() const override { return kind_; }
    keys::PinRules pinRules() const override { return {}; }
    std::vector<std::unique_ptr<keys::SigningKey>> keys() override { return {}; }
    keys::TokenProof proof() const override { return proof_; }

  private:
    keys::TokenKind kind_;
    keys::TokenProof proof_;
};

TokenWords wordsIn(Language language) {
    return {TextTable::builtIn(), language};
}

keys::PinRules withTries(std::optional<int> tries) {
    keys::PinRules rules;
    rules.triesLeft = tries;
    return rules;
}

TEST(TokenWords, ADemonstrationIsCalledOneWhereverItShows) {
    const LabelledToken demo(keys::TokenKind::Simulated, keys::TokenProof::Real);
    const LabelledToken real(keys::TokenKind::IdCard, keys::TokenProof::Real);
    for (const Language language : kLanguages) {
        const TokenWords words = wordsIn(language);
        EXPECT_NE(words.name(demo), demo.label());
        EXPECT_NE(words.name(demo).find(demo.label()), std::string::npos);
        EXPECT_EQ(words.notices(demo).size(), 1U);
        EXPECT_EQ(words.name(real), real.label());
        EXPECT_TRUE(words.notices(real).empty());
    }
    EXPECT_EQ(wordsIn(Language::Kk).name(demo), "Көрсетуге арналған карта «card»");
}

TEST(TokenWords, WhatIsProvedWithAnEmulatorOnlyIsSaid) {
    const LabelledToken token(keys::TokenKind::IdCard, keys::TokenProof::EmulatorOnly);
    ASSERT_EQ(wordsIn(Language::Ru).notices(token).size(), 1U);
    EXPECT_NE(wordsIn(Language::Ru).notices(token).front().find("эмулятором"), std::string::npos);
}

TEST(TokenWords, KindsHaveNames) {
    EXPECT_EQ(wordsIn(Language::Kk).kind(keys::TokenKind::IdCard), "жеке куәлік");
    EXPECT_EQ(wordsIn(Language::Ru).kind(keys::TokenKind::File), "файл ключа");
    EXPECT_EQ(wordsIn(Language::En).kind(keys::TokenKind::Token), "card or token");
}

TEST(TokenWords, TheStateOfThePin) {
    const TokenWords words = wordsIn(Language::Kk);
    EXPECT_EQ(words.pinState(withTries(0)), "бұғатталған");
    EXPECT_EQ(words.pinState(withTries(3)), "қалған әрекет саны: 3");
    EXPECT_EQ(words.pinState(withTries(1)), "соңғы әрекет қалды, қате енгізілсе бұғатталады");
    EXPECT_EQ(words.pinState(withTries({})), "қалған әрекет санын карта айтпайды");
    keys::PinRules low;
    low.countLow = true;
    EXPECT_EQ(words.pinState(low), "қате енгізілген, әрекеттер азайды");
    low.lastTry = true;
    EXPECT_EQ(words.pinState(low), words.pinState(withTries(1)));
}

TEST(TokenWords, TheRulesOfThePin) {
    keys::PinRules rules;
    EXPECT_EQ(wordsIn(Language::En).pinRules(rules), "");
    rules.minimumLength = 4;
    EXPECT_EQ(wordsIn(Language::En).pinRules(rules), "length 4–");
    rules.maximumLength = 8;
    rules.digitsOnly = true;
    EXPECT_EQ(wordsIn(Language::En).pinRules(rules), "length 4–8, digits only");
    rules.minimumLength = 8;
    EXPECT_EQ(wordsIn(Language::Kk).pinRules(rules), "ұзындығы 8, тек цифр");
}

TEST(TokenWords, AStateOfAReaderHasItsNextStep) {
    const Sentence known =
        TextTable::builtIn().sentence(Ui::MonitorKnown, Language::Kk, {{"card", "Жеке куәлік"}});
    EXPECT_EQ(known.what, "Карта дайын: Жеке куәлік.");
    EXPECT_FALSE(known.next.empty());
    for (const Ui state : {Ui::MonitorServiceOff, Ui::MonitorNoReader, Ui::MonitorEmpty, Ui::MonitorReading,
                           Ui::MonitorUnknown, Ui::MonitorUnreadable, Ui::MonitorInUse})
        for (const Language language : kLanguages)
            EXPECT_FALSE(TextTable::builtIn().sentence(state, language).next.empty()) << uiCode(state);
}

} // namespace
} // namespace tanba::text
