#include "core/base/encoding.h"
#include "tests/support/outcome.h"
#include "tests/unit/cardreader/pkcs11/test_module.h"

#include <gtest/gtest.h>

#include <thread>

namespace tanba::pkcs11 {
namespace {

using test::outcome;

class TokenTest : public testing::Test {
  protected:
    TestModule module;
    PreparedPin pins{kRightPin};
};

TEST_F(TokenTest, TellsWhatItIsWithoutAPin) {
    const auto token = module.token();
    ASSERT_NE(token, nullptr);
    EXPECT_EQ(token->label(), "ҚОЛТАҢБА");
    EXPECT_EQ(token->serial(), "0123456789ABCDEF");
    EXPECT_EQ(token->kind(), keys::TokenKind::Token);
    EXPECT_EQ(token->proof(), keys::TokenProof::EmulatorOnly);
    EXPECT_EQ(token->moduleName(), "Test module");
    EXPECT_EQ(token->pinRules().minimumLength, 4u);
    const auto keys = token->keys();
    ASSERT_EQ(keys.size(), 1u);
    EXPECT_EQ(keys[0]->id(), toHex(gostPerson().certificate.subjectKeyId()));
    EXPECT_EQ(keys[0]->certificate(), gostPerson().certificate);
    EXPECT_EQ(module.calls("C_Login"), 0);
}

TEST_F(TokenTest, TextsOfTheModuleAreMadeSafe) {
    module.tell("label", "Bank\x1b[31m \xE2\x80\xAE"
                         "drow");
    const auto token = module.token();
    ASSERT_NE(token, nullptr);
    EXPECT_EQ(token->label(), "Bank\uFFFD[31m \uFFFDdrow");
}

TEST_F(TokenTest, KeyAndSessionOutliveTheToken) {
    std::unique_ptr<keys::KeySession> session;
    {
        auto opened = module.key()->open(pins, nullptr);
        ASSERT_TRUE(opened.ok());
        session = std::move(opened).value();
    }
    EXPECT_EQ(outcome(keys::signChecked(*session, gostDigest())), "ok");
    EXPECT_EQ(session->certificate(), gostPerson().certificate);
}

TEST_F(TokenTest, NoSessionInheritsAnothersPin) {
    const auto key = module.key();
    const auto first = key->open(pins, nullptr);
    ASSERT_TRUE(first.ok());
    PreparedPin wrong("87654321");
    EXPECT_EQ(outcome(key->open(wrong, nullptr)), "pin.wrong_count_unknown");
    EXPECT_EQ(outcome(first.value()->sign(gostDigest())), "ok");
}

TEST_F(TokenTest, AKeyWithoutACertificateIsShownAndNotOpened) {
    module.removeBeside("cert");
    const auto token = module.token();
    ASSERT_NE(token, nullptr);
    const auto keys = token->keys();
    ASSERT_EQ(keys.size(), 1u);
    EXPECT_FALSE(keys[0]->certificate().has_value());
    EXPECT_EQ(keys[0]->id(), "45");
    const auto opened = keys[0]->open(pins, nullptr);
    EXPECT_EQ(outcome(opened), "card.no_certificate");
    EXPECT_EQ(opened.failure().subject, "Test key");
    EXPECT_EQ(pins.asked, 0);
}

TEST_F(TokenTest, KeysAreComparedWhereIdsDiffer) {
    module.tell("key_id", "0x46");
    const auto session = module.key()->open(pins, nullptr);
    ASSERT_TRUE(session.ok());
    EXPECT_EQ(outcome(keys::signChecked(*session.value(), gostDigest())), "ok");
}

TEST_F(TokenTest, ACertificateOfAStrangerHasNoKeyHere) {
    auto root = test::Authority::makeRoot(crypto::KeyAlgorithm::Gost2015_512, "root");
    module.putBeside("cert", root.issue(crypto::KeyAlgorithm::Gost2015_512).certificate.der());
    module.tell("key_id", "0x46");
    const auto token = module.token();
    ASSERT_NE(token, nullptr);
    const auto keys = token->keys();
    ASSERT_EQ(keys.size(), 2u);
    EXPECT_EQ(outcome(keys[0]->open(pins, nullptr)), "key.id_not_found");
    EXPECT_EQ(outcome(keys[1]->open(pins, nullptr)), "card.no_certificate");
}

TEST_F(TokenTest, CertificatesOfAuthoritiesAreNoKeys) {
    const auto root = test::Authority::makeRoot(crypto::KeyAlgorithm::Rsa, "root");
    module.putBeside("cert", root.certificate().der());
    module.tell("public_key", "no");
    const auto token = module.token();
    ASSERT_NE(token, nullptr);
    EXPECT_TRUE(token->keys().empty());
}

TEST_F(TokenTest, KeyFilesOnTheTokenAreOffered) {
    const Bytes file = test::pkcs12File(gostPerson(), "Qwerty12");
    module.putBeside("p12", file);
    const auto token = module.token();
    ASSERT_NE(token, nullptr);
    ASSERT_EQ(token->keyFiles().size(), 1u);
    EXPECT_EQ(token->keyFiles()[0].content, file);
    EXPECT_EQ(token->keyFiles()[0].label, "Test key");
}

TEST_F(TokenTest, HiddenKeyFilesAreOfferedAfterThePin) {
    module.putBeside("p12", test::pkcs12File(gostPerson(), "Qwerty12"));
    module.tell("p12", "private");
    const auto token = module.token();
    ASSERT_NE(token, nullptr);
    EXPECT_TRUE(token->keyFiles().empty());
    const auto files = token->keyFilesAfterLogin(pins, nullptr);
    ASSERT_TRUE(files.ok());
    EXPECT_EQ(files.value().size(), 1u);
    PreparedPin wrong("87654321");
    EXPECT_EQ(outcome(token->keyFilesAfterLogin(wrong, nullptr)), "pin.wrong_count_unknown");
}

TEST_F(TokenTest, DataThatIsNoKeyFileIsNotOffered) {
    Bytes damaged = test::pkcs12File(gostPerson(), "Qwerty12");
    damaged.resize(damaged.size() / 2);
    for (const Bytes& content : {damaged, toBytes("0\x82 text"), Bytes{0x30, 0x82, 0x00, 0x00, 0x00}}) {
        module.putBeside("p12", content);
        const auto token = module.token();
        ASSERT_NE(token, nullptr);
        EXPECT_TRUE(token->keyFiles().empty());
    }
}

TEST_F(TokenTest, ACardThatWasGivenAPinIsResetOnceTheModuleHasEnded) {
    ModuleOptions options = module.options();
    std::vector<std::string> reset;
    options.afterPin = [&](const std::string& slot) {
        EXPECT_EQ(module.calls("C_Finalize"), 1);
        reset.push_back(slot);
    };
    TokenList list = tokensOf(module.found(), options, nullptr);
    ASSERT_EQ(list.tokens.size(), 1u);
    EXPECT_TRUE(reset.empty()) << "nobody gave a PIN";
    module.forgetCalls();
    auto session = list.tokens[0]->keys().at(0)->open(pins, nullptr);
    ASSERT_TRUE(session.ok());
    EXPECT_EQ(outcome(session.value()->sign(gostDigest())), "ok");
    EXPECT_TRUE(reset.empty());
    session.value().reset();
    ASSERT_EQ(reset.size(), 1u);
    EXPECT_FALSE(reset[0].empty());
}

TEST_F(TokenTest, ACardIsResetAlsoWhenTheModuleDiedOfThePin) {
    ModuleOptions options = module.options();
    int resets = 0;
    options.afterPin = [&](const std::string&) { ++resets; };
    TokenList list = tokensOf(module.found(), options, nullptr);
    ASSERT_EQ(list.tokens.size(), 1u);
    module.tell("crash_in", "C_Login");
    EXPECT_EQ(outcome(list.tokens[0]->keys().at(0)->open(pins, nullptr)), "module.crashed");
    EXPECT_EQ(resets, 1);
}

TEST_F(TokenTest, APulledTokenIsSaidToBePulled) {
    const auto key = module.key();
    for (const std::string returned : {"0x5", "0x30", "0x31", "0x32", "0xe0", "0xb3", "0x101"}) {
        SCOPED_TRACE(returned);
        module.tell("present", "yes");
        module.tell("error_in", "");
        const auto session = key->open(pins, nullptr);
        ASSERT_TRUE(session.ok());
        module.tell("error_in", "C_Sign:" + returned);
        const auto stillThere = session.value()->sign(gostDigest());
        EXPECT_EQ(outcome(stillThere), "module.failed");
        EXPECT_EQ(stillThere.failure().detail, "C_Sign: CKR " + returned);
        module.tell("error_in", "C_SignInit:" + returned);
        module.tell("present", "no");
        EXPECT_EQ(outcome(session.value()->sign(gostDigest())), "token.removed");
    }
}

TEST_F(TokenTest, NobodyWaitsForASlotAfterGivingUp) {
    using namespace std::chrono_literals;
    ModuleOptions patient = module.options();
    patient.settle = 60s;
    TokenList list = tokensOf(module.found(), patient, nullptr);
    ASSERT_EQ(list.tokens.size(), 1u);
    CancelToken cancel;
    auto keys = list.tokens[0]->keys();
    const auto session = keys.at(0)->open(pins, &cancel);
    ASSERT_TRUE(session.ok());
    module.tell("error_in", "C_Sign:0x30");
    module.forgetCalls();
    std::thread person([&] {
        // The first look at the slot has begun. Whenever the giving up comes from here on, it is heard;
        // mostly it comes between the two looks.
        while (module.calls("C_GetSlotList") == 0)
            std::this_thread::yield();
        std::this_thread::sleep_for(300ms);
        cancel.cancel();
    });
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(outcome(session.value()->sign(gostDigest())), "cancelled");
    EXPECT_LT(std::chrono::steady_clock::now() - start, 30s);
    person.join();
}

TEST_F(TokenTest, AnotherTokenInTheSlotIsNotThisOne) {
    const auto key = module.key();
    const auto session = key->open(pins, nullptr);
    ASSERT_TRUE(session.ok());
    module.tell("serial", "another");
    module.tell("error_in", "C_SignInit:0xb3");
    EXPECT_EQ(outcome(session.value()->sign(gostDigest())), "token.removed");
    module.tell("error_in", "");
    pins.asked = 0;
    EXPECT_EQ(outcome(key->open(pins, nullptr)), "token.removed");
    EXPECT_EQ(pins.asked, 0);
}

TEST_F(TokenTest, ATokenThatComesBackIsFoundAgain) {
    const auto key = module.key();
    module.tell("present", "no");
    EXPECT_EQ(outcome(key->open(pins, nullptr)), "token.removed");
    EXPECT_TRUE(module.list().tokens.empty());
    EXPECT_TRUE(module.list().failures.empty());
    module.tell("present", "yes");
    EXPECT_EQ(outcome(key->open(pins, nullptr)), "ok");
}

TEST_F(TokenTest, ABlankTokenIsNoneYet) {
    module.tell("blank", "yes");
    const TokenList list = module.list();
    EXPECT_TRUE(list.tokens.empty());
    EXPECT_TRUE(list.failures.empty());
    EXPECT_EQ(module.calls("C_OpenSession"), 0);
}

TEST_F(TokenTest, WhatSignReturns) {
    const auto session = module.key()->open(pins, nullptr);
    ASSERT_TRUE(session.ok());
    for (const auto& [returned, code] :
         std::vector<std::pair<std::string, std::string>>{{"0x70", "module.mechanism"},
                                                          {"0x63", "module.mechanism"},
                                                          {"0x68", "module.mechanism"},
                                                          {"0x90", "module.failed"},
                                                          {"0x150", "module.failed"}}) {
        module.tell("error_in", "C_SignInit:" + returned);
        EXPECT_EQ(outcome(session.value()->sign(gostDigest())), code) << returned;
    }
    module.tell("error_in", "");
    EXPECT_EQ(outcome(session.value()->sign(gostDigest())), "ok");
}

TEST_F(TokenTest, OneModuleThatFailsDoesNotHideAnother) {
    TestModule broken;
    broken.tell("crash_in", "C_Initialize");
    const TokenList list = tokensOf({broken.found(), module.found()}, module.options(), nullptr);
    EXPECT_EQ(list.tokens.size(), 1u);
    ASSERT_EQ(list.failures.size(), 1u);
    EXPECT_EQ(list.failures[0].code, FailureCode::ModuleCrashed);
    CancelToken cancel;
    cancel.cancel();
    EXPECT_TRUE(tokensOf({broken.found(), module.found()}, module.options(), &cancel).tokens.empty());
}

} // namespace
} // namespace tanba::pkcs11
