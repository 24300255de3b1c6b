#include "app/service/policy/policy.h"

#include "core/base/clock.h"
#include "core/keys/demo_certificate.h"
#include "tests/support/fixtures.h"
#include "tests/support/outcome.h"
#include "tests/unit/service_policy/policy_world.h"

#include <gtest/gtest.h>

namespace tanba::service {
namespace {

using test::outcome;

TEST(PolicyFile, IsReadAsItStandsInTheReadme) {
    const auto policy = readPolicy(policyText(
        R"({"origin":"https://portal.kz","formats":["cms","cms-detached","xml","raw"],"identity":true},)"
        R"({"origin":"https://other.kz:8443","formats":["xml"]})"));
    ASSERT_TRUE(policy.ok()) << policy.failure().detail;
    ASSERT_EQ(policy.value().rules.size(), 2U);
    EXPECT_EQ(policy.value().rules[0].formats.size(), 4U);
    EXPECT_EQ(policy.value().rules[0].identity, PolicyRule::Identity::Show);
    EXPECT_EQ(policy.value().rules[1].origin, "https://other.kz:8443");
    EXPECT_EQ(policy.value().rules[1].identity, PolicyRule::Identity::Keep);
    EXPECT_EQ(policy.value().log, "/tmp/log");
}

TEST(PolicyFile, IsRefusedWhenAnythingInItIsNotUnderstood) {
    const std::string right = R"({"origin":"https://portal.kz","formats":["cms"]})";
    ASSERT_EQ(outcome(readPolicy(policyText(right))), "ok");
    for (const std::string& wrong :
         {std::string(), std::string("{"), std::string("[]"), std::string("{\"rules\":[]}"),
          policyText(right, "relative/log"), policyText(right + "," + right), policyText("7"),
          policyText(R"({"origin":"https://portal.kz","formats":["cms"],"login":true})"),
          policyText(R"({"origin":"https://*.kz","formats":["cms"]})"),
          policyText(R"({"origin":"https://PORTAL.kz","formats":["cms"]})"),
          policyText(R"({"origin":"https://portal.kz/","formats":["cms"]})"),
          policyText(R"({"origin":"http://portal.kz","formats":["cms"]})"),
          policyText(R"({"origin":"null","formats":["cms"]})"),
          policyText(R"({"origin":"https://portal.kz","formats":[]})"),
          policyText(R"({"origin":"https://portal.kz","formats":["login"]})"),
          policyText(R"({"origin":"https://portal.kz","formats":"cms"})"),
          policyText(R"({"origin":"https://portal.kz","formats":["cms"],"identity":"yes"})"),
          std::string(70'000, ' ')})
        EXPECT_EQ(outcome(readPolicy(wrong)), "policy.malformed") << wrong;
}

TEST(Policy, PermitsDocumentsOfItsOriginInItsFormats) {
    ConsentQuestion question = portalQuestion();
    EXPECT_EQ(outcome(permits(portalPolicy(), question)), "ok");
    question.format = ConsentFormat::CmsDetached;
    question.items.push_back(document("another"));
    EXPECT_EQ(outcome(permits(portalPolicy(), question)), "ok");
}

TEST(Policy, RefusesEverythingElse) {
    const auto refused = [](auto change) {
        ConsentQuestion question = portalQuestion();
        change(question);
        return outcome(permits(portalPolicy(), question)) == "policy.refused";
    };
    using Question = ConsentQuestion;
    EXPECT_TRUE(refused([](Question& q) { q.caller.origin = "https://evil.kz"; }));
    EXPECT_TRUE(refused([](Question& q) { q.caller.origin = "https://sub.portal.kz"; }));
    EXPECT_TRUE(refused([](Question& q) { q.caller.origin.reset(); }));
    // A program may say what it likes.
    EXPECT_TRUE(refused([](Question& q) { q.caller.kind = Caller::Kind::Program; }));
    EXPECT_TRUE(refused([](Question& q) { q.format = ConsentFormat::Xml; }));
    EXPECT_TRUE(refused([](Question& q) { q.format = ConsentFormat::Raw; }));
    EXPECT_TRUE(refused([](Question& q) { q.kind = Question::Kind::ShowIdentity; }));
    EXPECT_TRUE(refused([](Question& q) { q.kind = Question::Kind::ChooseFile; }));
    EXPECT_TRUE(refused([](Question& q) { q.withCertificate = true; }));
    EXPECT_TRUE(refused([](Question& q) { q.items[0].content = nullptr; }));
    EXPECT_TRUE(
        refused([](Question& q) { q.items[0].classification.contentClass = sign::ContentClass::HashOnly; }));
    EXPECT_TRUE(refused([](Question& q) {
        q.items.push_back(document("<login/>"));
        q.items[1].classification.contentClass = sign::ContentClass::Login;
    }));
    EXPECT_EQ(outcome(permits({}, portalQuestion())), "policy.refused");
}

TEST(Policy, ShowsAnIdentityOnlyWhereTheRuleSaysSo) {
    ConsentPolicy policy = portalPolicy();
    policy.rules[0].identity = PolicyRule::Identity::Show;
    ConsentQuestion question = portalQuestion();
    question.withCertificate = true;
    EXPECT_EQ(outcome(permits(policy, question)), "ok");
    question.kind = ConsentQuestion::Kind::ShowIdentity;
    EXPECT_EQ(outcome(permits(policy, question)), "ok");
}

TEST(PolicyKey, APersonsKeyNeverSignsWithoutThePerson) {
    const auto trust = trust::builtInTrust();
    ASSERT_TRUE(trust.ok());
    EXPECT_EQ(outcome(permitsKey(person().certificate, trust.value())), "policy.key_refused");
    EXPECT_EQ(outcome(permitsKey(informationSystem().certificate, trust.value())), "ok");
    EXPECT_FALSE(isTestKey(informationSystem().certificate, trust.value())) << "somebody is bound by it";
    const auto demo = keys::DemoAuthority::make(crypto::KeyAlgorithm::Ec, SystemClock().now());
    const auto key = keys::makeDemoKey(crypto::KeyAlgorithm::Ec);
    const auto certificate = demo.value().issue(
        key.value().publicKey(), {{}, {Oid("1.3.6.1.5.5.7.3.4")}, {keys::KeyUsageBit::DigitalSignature}});
    EXPECT_EQ(outcome(permitsKey(certificate.value(), trust.value())), "ok");
    EXPECT_TRUE(isTestKey(certificate.value(), trust.value()));
}

TEST(PolicyKey, TheNameOfATestAuthorityIsNotEnough) {
    const auto trust = trust::builtInTrust();
    const trust::Authority* impersonated = nullptr;
    for (const trust::Authority& authority : trust.value().test)
        impersonated = &authority;
    ASSERT_NE(impersonated, nullptr);
    trust::TrustStore store;
    store.test = {*impersonated};
    test::Authority real = test::Authority::makeRoot(crypto::KeyAlgorithm::Ec, "СЫНАҚ");
    const ByteView name = real.certificate().subject().der();
    store.test[0].subjectDer.assign(name.begin(), name.end());
    test::CertificateProfile profile;
    const keys::Certificate certificate = real.issue(crypto::KeyAlgorithm::Ec, profile).certificate;
    EXPECT_EQ(outcome(permitsKey(certificate, store)), "policy.key_refused");
    EXPECT_FALSE(isTestKey(certificate, store));
    const ByteView key = real.certificate().subjectPublicKeyInfo();
    store.test[0].publicKeyDer.assign(key.begin(), key.end());
    EXPECT_EQ(outcome(permitsKey(certificate, store)), "ok");
    EXPECT_TRUE(isTestKey(certificate, store));
}

} // namespace
} // namespace tanba::service
