#include "core/trust/anchors.h"

#include "core/base/disk_file_store.h"
#include "core/base/encoding.h"
#include "core/keys/name.h"
#include "tests/unit/trust/trust_test_support.h"

#include <algorithm>
#include <array>
#include <fstream>

namespace tanba::trust {
namespace {

namespace fs = std::filesystem;
using test::outcome;

const TrustStore& builtIn() {
    static const TrustStore store = [] {
        auto loaded = builtInTrust();
        EXPECT_TRUE(loaded.ok());
        return loaded.ok() ? std::move(loaded).value() : TrustStore{};
    }();
    return store;
}

const Authority* rowWith(const std::vector<Authority>& rows, std::string_view id) {
    const auto row = std::ranges::find(rows, id, &Authority::id);
    return row == rows.end() ? nullptr : &*row;
}

TEST(Anchors, TheTablesAreComplete) {
    EXPECT_EQ(builtIn().national.size(), 11U);
    EXPECT_EQ(builtIn().test.size(), 4U);
    EXPECT_TRUE(builtIn().yours.empty());
    EXPECT_EQ(std::ranges::count(builtIn().national, AuthorityRole::Root, &Authority::role), 5);
}

TEST(Anchors, EveryRowReads) {
    for (const auto* table : {&builtIn().national, &builtIn().test}) {
        for (const Authority& row : *table) {
            EXPECT_TRUE(keys::Name::fromDer(row.subjectDer).ok()) << row.id;
            EXPECT_TRUE(crypto::PublicKey::fromSubjectPublicKeyInfo(row.publicKeyDer).ok()) << row.id;
            EXPECT_LT(row.notBefore, row.notAfter) << row.id;
            EXPECT_EQ(row.certificateSha256.size(), 32U) << row.id;
        }
    }
}

TEST(Anchors, EveryIntermediateHasItsRoot) {
    for (const auto* table : {&builtIn().national, &builtIn().test}) {
        for (const Authority& row : *table) {
            if (row.role != AuthorityRole::Intermediate)
                continue;
            const Authority* issuer = issuerOf(row, *table);
            ASSERT_NE(issuer, nullptr) << row.id;
            EXPECT_EQ(issuer->role, AuthorityRole::Root) << row.id;
            EXPECT_EQ(row.issuerDer, issuer->subjectDer) << row.id;
        }
    }
}

// Two generations of roots have one common name and differ by the organisation and the key only.
TEST(Anchors, RootsOfOneNameAreToldApart) {
    const auto& rows = builtIn().national;
    ASSERT_NE(rowWith(rows, "nca_gost"), nullptr);
    EXPECT_EQ(issuerOf(*rowWith(rows, "nca_gost"), rows)->id, "root_gost");
    EXPECT_EQ(issuerOf(*rowWith(rows, "ucgo_gost"), rows)->id, "root_gost_2020");
    EXPECT_EQ(issuerOf(*rowWith(rows, "nca_rsa_2022"), rows)->id, "root_rsa_2020");
}

struct PublishedRow {
    std::string_view id;
    std::string_view file;
};
constexpr std::array<PublishedRow, 15> kPublished{{
    {"btsd_gost", "prod_btsd_gost"},
    {"nca_gost", "prod_nca_gost"},
    {"nca_gost_2022", "prod_nca_gost_2022"},
    {"nca_rsa", "prod_nca_rsa"},
    {"nca_rsa_2022", "prod_nca_rsa_2022"},
    {"root_gost", "prod_root_gost"},
    {"root_gost_2020", "prod_root_gost_2020"},
    {"root_gost_2022", "prod_root_gost_2022"},
    {"root_rsa", "prod_root_rsa"},
    {"root_rsa_2020", "prod_root_rsa_2020"},
    {"ucgo_gost", "prod_ucgo_gost"},
    {"test_root_gost_2022", "test_root_gost_2022"},
    {"test_nca_gost_2022", "test_nca_gost2022"},
    {"test_old_nca_gost", "test_nca_gost_test_2012"},
    {"test_old_nca_rsa", "test_nca_rsa_test_2012"},
}};

TEST(Anchors, TheFactsAreThoseOfThePublishedCertificates) {
    TANBA_NEEDS_FIXTURES();
    for (const PublishedRow& published : kPublished) {
        const auto certificate =
            keys::Certificate::fromDer(test::fixture("ca/" + std::string(published.file) + ".der"));
        ASSERT_TRUE(certificate.ok()) << published.file;
        const Authority* row = rowWith(builtIn().national, published.id);
        if (row == nullptr)
            row = rowWith(builtIn().test, published.id);
        ASSERT_NE(row, nullptr) << published.id;
        const keys::Certificate& facts = certificate.value();
        EXPECT_TRUE(sameBytes(row->subjectDer, facts.subject().der())) << published.id;
        EXPECT_TRUE(sameBytes(row->issuerDer, facts.issuer().der())) << published.id;
        EXPECT_TRUE(sameBytes(row->publicKeyDer, facts.subjectPublicKeyInfo())) << published.id;
        EXPECT_TRUE(sameBytes(row->serial, facts.serial())) << published.id;
        EXPECT_TRUE(sameBytes(row->subjectKeyId, facts.subjectKeyId())) << published.id;
        EXPECT_TRUE(sameBytes(row->authorityKeyId, facts.authorityKeyId())) << published.id;
        EXPECT_EQ(row->notBefore, facts.notBefore()) << published.id;
        EXPECT_EQ(row->notAfter, facts.notAfter()) << published.id;
        EXPECT_EQ(row->certificateSha256, facts.fingerprint()) << published.id;
    }
}

class TrustFolder : public testing::Test {
  protected:
    void write(const std::string& name, ByteView content) {
        std::ofstream file(folder_ / name, std::ios::binary);
        file.write(reinterpret_cast<const char*>(content.data()),
                   static_cast<std::streamsize>(content.size()));
    }
    Outcome add() { return addTrustFolder(store_, files_, folder_); }
    static keys::Certificate newRoot(const std::string& name) {
        return test::Authority::makeRoot(crypto::KeyAlgorithm::Ec, name).certificate();
    }

    fs::path folder_ = test::scratchFolder();
    DiskFileStore files_;
    TrustStore store_;
};

TEST_F(TrustFolder, EveryEncodingIsRead) {
    const std::array roots{newRoot("DER"), newRoot("PEM"), newRoot("PEM 2"), newRoot("base64")};
    write("a.cer", roots[0].der());
    write("b.PEM", viewOf("some heading\n" + toPem("CERTIFICATE", roots[1].der()) +
                          toPem("CERTIFICATE", roots[2].der())));
    write("c.crt", viewOf(toBase64(roots[3].der())));
    EXPECT_EQ(outcome(add()), "ok");
    EXPECT_EQ(store_.yours, std::vector<keys::Certificate>(roots.begin(), roots.end()));
}

TEST_F(TrustFolder, OtherFilesArePassedOver) {
    const keys::Certificate root = newRoot("ROOT");
    write("root.der", root.der());
    write("again.cer", root.der());
    write("list.pem", viewOf("-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"));
    write("notes.txt", root.der());
    write("chain.p7b", root.der());
    fs::create_directory(folder_ / "folder.cer");
    EXPECT_EQ(outcome(add()), "ok");
    EXPECT_EQ(store_.yours.size(), 1U);
}

TEST_F(TrustFolder, AFolderWithoutCertificatesIsUnusable) {
    EXPECT_EQ(outcome(add()), "trust.folder_unusable");
    write("empty.cer", {});
    write("noise.pem", viewOf("-----BEGIN CERTIFICATE-----\nAAAA\n"));
    EXPECT_EQ(outcome(add()), "trust.folder_unusable");
    folder_ /= "absent";
    EXPECT_EQ(outcome(add()), "trust.folder_unusable");
}

TEST_F(TrustFolder, TheSetHasANameOfItsOwn) {
    const std::string before = store_.setId();
    EXPECT_EQ(before.size(), 64U);
    const std::array roots{newRoot("ONE"), newRoot("TWO")};
    store_.yours = {roots[0], roots[1]};
    const std::string forward = store_.setId();
    store_.yours = {roots[1], roots[0]};
    EXPECT_EQ(store_.setId(), forward);
    store_.yours = {roots[0]};
    EXPECT_NE(store_.setId(), forward);
    EXPECT_NE(store_.setId(), before);
}

} // namespace
} // namespace tanba::trust
