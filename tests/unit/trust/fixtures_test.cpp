// The authority's published test material, verified whole, at the times for which it is good.

#include "core/base/disk_file_store.h"
#include "core/keys/pkcs12.h"
#include "core/trust/verify_document.h"
#include "tests/unit/trust/trust_test_support.h"

#include <gmock/gmock.h>

#include <array>

namespace tanba::trust {
namespace {

using sign::Integrity;
using test::codesOf;
using testing::HasSubstr;

/// The anchors with which fixtures are judged.
enum class Anchors { BuiltIn, TestAuthoritiesAsYours };

Verifier::Settings settingsAt(std::string_view now, Anchors anchors) {
    Verifier::Settings settings;
    auto store = builtInTrust();
    EXPECT_TRUE(store.ok());
    settings.trust = std::move(store).value();
    if (anchors == Anchors::TestAuthoritiesAsYours) {
        for (const char* file :
             {"ca/test_nca_gost2022.der", "ca/test_nca_gost_test_2012.der", "ca/test_nca_rsa_test_2012.der"})
            settings.trust.yours.push_back(keys::Certificate::fromDer(test::fixture(file)).value());
    }
    DiskFileStore files;
    auto lists = readCrlFolder(files, test::fixturePath("crl"), WorkControl{});
    EXPECT_TRUE(lists.ok());
    settings.crls = std::move(lists).value();
    settings.now = test::at(now);
    settings.programVersion = "test";
    return settings;
}

struct SampleRow {
    std::string_view file;
    /// The detached content, or nothing.
    std::string_view content;
    std::string_view at;
    /// One for each signature.
    std::vector<Integrity> integrity;
    std::vector<ChainStatus> chain;
};

// Made by Kalkan and NCALayer.
const std::vector<SampleRow>& samples() {
    static const std::vector<SampleRow> rows{
        {"cms/mitwork_gost512_tsp.der", "", "2025-03-01T00:00:00Z", {Integrity::Ok}, {ChainStatus::Ok}},
        {"cms/ncanode_signed_cms_one_signer.der",
         "",
         "2021-06-01T00:00:00Z",
         {Integrity::Ok},
         {ChainStatus::Ok}},
        {"cms/ncanode_signed_detached_cms.der",
         "test123",
         "2022-09-28T00:00:00Z",
         {Integrity::Ok, Integrity::Ok},
         {ChainStatus::Ok, ChainStatus::Expired}},
        {"cms/ncanode_signed_detached_cms.der",
         "test124",
         "2022-09-28T00:00:00Z",
         {Integrity::ContentChanged, Integrity::ContentChanged},
         {ChainStatus::Ok, ChainStatus::Expired}},
        {"cms/sdk2020.organization.active.AUTH_RSA256_d682726b55b3e62600ea8fe1c74e75fc96f47790.cms",
         "",
         "2020-10-01T00:00:00Z",
         {Integrity::Ok},
         {ChainStatus::WrongUsage}},
        {"cms/sdk2020.organization.active.GOSTKNCA_13a3741b52d7bf860aab199b56fad1f4652e357b.cms",
         "",
         "2020-10-01T00:00:00Z",
         {Integrity::Ok},
         {ChainStatus::Ok}},
        {"cms/sdk2020.personal.active.AUTH_RSA256_b2c70a9ff7a5dc59de0ccc3c0ddde3437cc1f12d.cms",
         "",
         "2020-10-01T00:00:00Z",
         {Integrity::Ok},
         {ChainStatus::WrongUsage}},
        {"cms/sdk2020.personal.active.RSA256_11c707bd54cbfcccb3815e39c4eb57b1dc7dfea9.cms",
         "",
         "2020-10-01T00:00:00Z",
         {Integrity::Ok},
         {ChainStatus::Ok}},
        {"xml/ncanode_xml_signed_valid_string.xml",
         "",
         "2021-06-01T00:00:00Z",
         {Integrity::Ok},
         {ChainStatus::Ok}},
        {"xml/ncanode_xml_signed_valid_string_two_signers.xml",
         "",
         "2022-09-15T00:00:00Z",
         {Integrity::Ok, Integrity::Ok},
         {ChainStatus::Ok, ChainStatus::Expired}},
        {"xml/sdk2020.organization.active.AUTH_RSA256_d682726b55b3e62600ea8fe1c74e75fc96f47790.xml",
         "",
         "2020-10-01T00:00:00Z",
         {Integrity::Ok},
         {ChainStatus::WrongUsage}},
        {"xml/sdk2020.organization.active.GOSTKNCA_13a3741b52d7bf860aab199b56fad1f4652e357b.xml",
         "",
         "2020-10-01T00:00:00Z",
         {Integrity::Ok},
         {ChainStatus::Ok}},
        {"xml/sdk2020.personal.active.AUTH_RSA256_b2c70a9ff7a5dc59de0ccc3c0ddde3437cc1f12d.xml",
         "",
         "2020-10-01T00:00:00Z",
         {Integrity::Ok},
         {ChainStatus::WrongUsage}},
        {"xml/sdk2020.personal.active.RSA256_11c707bd54cbfcccb3815e39c4eb57b1dc7dfea9.xml",
         "",
         "2020-10-01T00:00:00Z",
         {Integrity::Ok},
         {ChainStatus::Ok}},
    };
    return rows;
}

Result<Report> verify(const Verifier& verifier, ByteView file, std::string_view content = {}) {
    MemoryInput input(file);
    MemoryInput detached(viewOf(content));
    return verifier.verify("fixture", input, content.empty() ? nullptr : &detached, WorkControl{});
}

TEST(TrustFixtures, EverySampleIsJudgedAsWhatItIs) {
    TANBA_NEEDS_FIXTURES();
    for (const Anchors anchors : {Anchors::BuiltIn, Anchors::TestAuthoritiesAsYours}) {
        for (const SampleRow& row : samples()) {
            const Verifier verifier(settingsAt(row.at, anchors));
            const auto report = verify(verifier, test::fixture(std::string(row.file)), row.content);
            ASSERT_TRUE(report.ok()) << row.file << ": " << test::outcome(report);
            ASSERT_EQ(report.value().signatures.size(), row.integrity.size()) << row.file;
            for (std::size_t i = 0; i < row.integrity.size(); ++i) {
                const SignatureReport& signature = report.value().signatures[i];
                const std::string codes = codesOf(signature.reasons);
                EXPECT_EQ(signature.integrity, row.integrity[i]) << row.file << ": " << codes;
                EXPECT_EQ(signature.chain, row.chain[i]) << row.file << ": " << codes;
                EXPECT_EQ(signature.anchor, AnchorOrigin::Test); // whoever names these authorities
                // No list or answer of those times is published, or it is a login key, or the content
                // differs.
                EXPECT_NE(signature.verdict, Verdict::Valid) << row.file;
                const bool wrong = signature.integrity == Integrity::ContentChanged ||
                                   signature.chain == ChainStatus::WrongUsage;
                EXPECT_EQ(signature.verdict, wrong ? Verdict::Invalid : Verdict::Indeterminate)
                    << row.file << ": " << codes;
            }
        }
    }
}

// The stamp of 2025 comes from an authority whose own issuer is not published.
TEST(TrustFixtures, TheStampOfAnUnpublishedAuthorityIsReadAndNotBelieved) {
    TANBA_NEEDS_FIXTURES();
    const Verifier verifier(settingsAt("2025-03-01T00:00:00Z", Anchors::BuiltIn));
    const auto report = verify(verifier, test::fixture("cms/mitwork_gost512_tsp.der"));
    ASSERT_TRUE(report.ok());
    const SignatureReport& signature = report.value().signatures.front();
    ASSERT_TRUE(signature.timestamp);
    EXPECT_EQ(formatRfc3339(signature.timestamp->time), "2025-02-24T19:23:14Z");
    EXPECT_FALSE(signature.timestamp->valid);
    EXPECT_THAT(codesOf(signature.reasons), HasSubstr("notice.timestamp_untrusted"));
}

struct KeyRow {
    std::string_view file;
    /// What the list of August 2026 says.
    RevocationStatus revocation;
};
constexpr std::array<KeyRow, 12> kKeys{{
    {"individual_revoked", RevocationStatus::Revoked},
    {"individual_valid", RevocationStatus::Good},
    {"legal_employee_revoked", RevocationStatus::Revoked},
    {"legal_employee_signright_revoked", RevocationStatus::Revoked},
    {"legal_employee_signright_valid", RevocationStatus::Good},
    {"legal_employee_valid", RevocationStatus::Revoked},
    {"legal_head_revoked", RevocationStatus::Revoked},
    {"legal_head_valid", RevocationStatus::Good},
    {"legal_infosystem_revoked", RevocationStatus::Revoked},
    {"legal_infosystem_valid", RevocationStatus::Good},
    {"legal_treasury_client_revoked", RevocationStatus::Revoked},
    {"legal_treasury_client_valid", RevocationStatus::Revoked},
}};

TEST(TrustFixtures, SignaturesByThePublishedKeysAreJudgedByTheAuthoritysList) {
    TANBA_NEEDS_FIXTURES();
    const Verifier yours(settingsAt("2026-09-01T00:00:00Z", Anchors::TestAuthoritiesAsYours));
    const Verifier builtIn(settingsAt("2026-09-01T00:00:00Z", Anchors::BuiltIn));
    const SecretBytes password = SecretBytes::copyOf(viewOf("Qwerty12"));
    for (const KeyRow& row : kKeys) {
        auto contents =
            keys::openPkcs12(test::fixture("p12/sdk2026/" + std::string(row.file) + ".p12"), password);
        ASSERT_TRUE(contents.ok()) << row.file << ": " << test::outcome(contents);
        auto key = keys::selectKey(std::move(contents).value(), {});
        ASSERT_TRUE(key.ok() && key.value().certificate) << row.file;
        const test::Identity identity{*key.value().certificate,
                                      std::make_shared<crypto::PrivateKey>(std::move(key.value().key))};
        const Bytes cms = test::cmsBy(identity, "Шарт: тараптар былай келісті, және бұл құжат.",
                                      test::at("2026-09-01T00:00:00Z"));
        auto report = verify(yours, cms);
        ASSERT_TRUE(report.ok()) << row.file;
        const SignatureReport& signature = report.value().signatures.front();
        EXPECT_EQ(signature.revocation, row.revocation) << row.file << ": " << codesOf(signature.reasons);
        EXPECT_EQ(report.value().verdict,
                  row.revocation == RevocationStatus::Good ? Verdict::Indeterminate : Verdict::Invalid)
            << row.file << ": " << codesOf(signature.reasons);
        // Everybody has these keys, whoever vouches for them.
        EXPECT_EQ(signature.chain, ChainStatus::Ok) << row.file << ": " << codesOf(signature.reasons);
        EXPECT_THAT(codesOf(signature.reasons), HasSubstr("chain.test_key")) << row.file;
        report = verify(builtIn, cms);
        ASSERT_TRUE(report.ok()) << row.file;
        EXPECT_NE(report.value().verdict, Verdict::Valid) << row.file;
        EXPECT_THAT(codesOf(report.value().signatures.front().reasons), HasSubstr("chain.test_key"))
            << row.file;
    }
}

} // namespace
} // namespace tanba::trust
