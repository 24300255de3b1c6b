#include "tests/unit/sign/xml_test_support.h"

namespace tanba::test {
namespace {

using crypto::DigestAlgorithm;
using crypto::KeyAlgorithm;
using crypto::SignatureScheme;
using sign::ReasonCode;

const std::string kPersonal = "xml/sdk2020.personal.active.";
const std::string kOrganisation = "xml/sdk2020.organization.active.";

struct FixtureCase {
    std::string path;
    std::vector<KeyAlgorithm> keys; ///< the last made first
    std::string changed;            ///< a text of the content, ASCII
    bool onlyPart = false;
};

const std::vector<FixtureCase>& fixtures() {
    static const std::vector<FixtureCase> cases = {
        {"xml/ncanode_xml_signed_valid_string.xml", {KeyAlgorithm::Rsa}, "<b>test"},
        {"xml/ncanode_xml_signed_valid_string_two_signers.xml",
         {KeyAlgorithm::Gost2015_512, KeyAlgorithm::Rsa},
         "<b>test"},
        {kPersonal + "AUTH_RSA256_b2c70a9ff7a5dc59de0ccc3c0ddde3437cc1f12d.xml",
         {KeyAlgorithm::Rsa},
         "<name>NCANode"},
        {kPersonal + "RSA256_11c707bd54cbfcccb3815e39c4eb57b1dc7dfea9.xml",
         {KeyAlgorithm::Rsa},
         "<name>NCANode"},
        {kOrganisation + "AUTH_RSA256_d682726b55b3e62600ea8fe1c74e75fc96f47790.xml",
         {KeyAlgorithm::Rsa},
         "<name>NCANode"},
        {kOrganisation + "GOSTKNCA_13a3741b52d7bf860aab199b56fad1f4652e357b.xml",
         {KeyAlgorithm::Gost34310},
         "<name>NCANode"},
        {"kalkan_oracle/xml_simple.xml", {KeyAlgorithm::Gost2015_512}, "<a>1"},
        {"kalkan_oracle/xml_xpath.xml", {KeyAlgorithm::Gost2015_512}, "<x>1", true},
    };
    return cases;
}

TEST(XmlFixtures, SignaturesOfTheAuthoritysProgramsVerify) {
    TANBA_NEEDS_FIXTURES();
    for (const FixtureCase& each : fixtures()) {
        SCOPED_TRACE(each.path);
        const std::string document(asText(fixture(each.path)));
        const auto file = verifiedXml(document);
        ASSERT_EQ(file.signatures.size(), each.keys.size());
        for (std::size_t index = 0; index < each.keys.size(); ++index) {
            const auto& evidence = file.signatures[index];
            EXPECT_EQ(evidence.integrity, sign::Integrity::Ok) << objections(evidence);
            EXPECT_EQ(evidence.scheme->key, each.keys[index]);
            EXPECT_TRUE(evidence.signer.has_value());
            EXPECT_EQ(hasReason(evidence, ReasonCode::OnlyPartSigned), each.onlyPart);
        }
        EXPECT_EQ(file.contentClass, sign::ContentClass::Document);
    }
}

TEST(XmlFixtures, ChangedContentIsNoticedByEverySignature) {
    TANBA_NEEDS_FIXTURES();
    for (const FixtureCase& each : fixtures()) {
        SCOPED_TRACE(each.path);
        const std::string document(asText(fixture(each.path)));
        const std::string changed = replaced(document, each.changed, each.changed + "0");
        for (const auto& evidence : verifiedXml(changed).signatures)
            EXPECT_EQ(evidence.integrity, sign::Integrity::ContentChanged);
    }
}

TEST(XmlFixtures, WhiteSpaceInsideSignedInfoIsSigned) {
    TANBA_NEEDS_FIXTURES();
    for (const FixtureCase& each : fixtures()) {
        SCOPED_TRACE(each.path);
        std::string document(asText(fixture(each.path)));
        const std::size_t last = document.rfind("<ds:SignatureMethod");
        document.insert(last, " ");
        EXPECT_EQ(verifiedXml(document).signatures.front().integrity, sign::Integrity::SignatureWrong);
    }
}

TEST(XmlFixtures, OurSignatureGoesOverTheirs) {
    TANBA_NEEDS_FIXTURES();
    for (const FixtureCase& each : fixtures()) {
        SCOPED_TRACE(each.path);
        const std::string document = signedXml(gostPerson(), asText(fixture(each.path)));
        for (const auto& evidence : verifiedXml(document).signatures)
            EXPECT_EQ(evidence.integrity, sign::Integrity::Ok) << objections(evidence);
    }
}

} // namespace
} // namespace tanba::test
