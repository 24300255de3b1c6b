#include "app/platform/browser_trust/browser_trust.h"

#include "app/platform/browser_trust/user_roots_windows.h"
#include "core/base/disk_file_store.h"
#include "tests/windows/places.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string_view>

namespace tanba::platform {
namespace {

namespace fs = std::filesystem;

Bytes certificate(const char* variable) {
    DiskFileStore files;
    const auto content = readFile(files, test::givenFile(variable), 100'000);
    EXPECT_TRUE(content.ok()) << variable;
    return content.ok() ? content.value() : Bytes();
}

/// How often the certificate lies in a part of the registry.
int countIn(DWORD location, ByteView certificate) {
    const HCERTSTORE store =
        ::CertOpenStore(CERT_STORE_PROV_SYSTEM_REGISTRY_W, 0, 0,
                        location | CERT_STORE_READONLY_FLAG | CERT_STORE_OPEN_EXISTING_FLAG, L"ROOT");
    int count = 0;
    const CERT_CONTEXT* one = nullptr;
    while (store != nullptr && (one = ::CertEnumCertificatesInStore(store, one)) != nullptr)
        count += sameBytes({one->pbCertEncoded, one->cbCertEncoded}, certificate) ? 1 : 0;
    if (store != nullptr)
        ::CertCloseStore(store, 0);
    return count;
}

void expectOnlyTheUsers(ByteView certificate) {
    EXPECT_EQ(countIn(CERT_SYSTEM_STORE_CURRENT_USER, certificate), 1);
    EXPECT_EQ(countIn(CERT_SYSTEM_STORE_LOCAL_MACHINE, certificate), 0);
}

/// As a person does who imports it by hand.
void importByHand(ByteView certificate, const wchar_t* label) {
    const HCERTSTORE store =
        ::CertOpenStore(CERT_STORE_PROV_SYSTEM_REGISTRY_W, 0, 0, CERT_SYSTEM_STORE_CURRENT_USER, L"ROOT");
    const CERT_CONTEXT* added = nullptr;
    ASSERT_TRUE(::CertAddEncodedCertificateToStore(store, X509_ASN_ENCODING, certificate.data(),
                                                   static_cast<DWORD>(certificate.size()),
                                                   CERT_STORE_ADD_REPLACE_EXISTING, &added));
    std::wstring name = label;
    CRYPT_DATA_BLOB blob{static_cast<DWORD>((name.size() + 1) * sizeof(wchar_t)),
                         reinterpret_cast<BYTE*>(name.data())};
    EXPECT_TRUE(::CertSetCertificateContextProperty(added, CERT_FRIENDLY_NAME_PROP_ID, 0, &blob));
    ::CertFreeCertificateContext(added);
    ::CertCloseStore(store, 0);
}

class WindowsTrust : public testing::Test {
  protected:
    WindowsTrust() : home_(test::newFolder()), trust_({home_}) {}

    void SetUp() override { ASSERT_TRUE(trust_.remove(one_).ok() && trust_.remove(two_).ok()); }
    void TearDown() override {
        EXPECT_TRUE(trust_.remove(one_).ok());
        EXPECT_TRUE(trust_.remove(two_).ok());
    }

    fs::path makeProfile(const std::string& name, const std::string& version, std::string_view preferences) {
        const fs::path profile = home_ / "AppData" / "Roaming" / "Mozilla" / "Firefox" / "Profiles" / name;
        fs::create_directories(profile);
        std::ofstream(profile / "cert9.db") << "x";
        std::ofstream(profile / "compatibility.ini")
            << "[Compatibility]\nLastVersion=" << version << "_20261101/20261101\n";
        std::ofstream(profile / "prefs.js") << preferences;
        return profile;
    }
    TrustState first(const Result<std::vector<StoreTrust>>& rows) {
        EXPECT_TRUE(rows.ok());
        if (!rows.ok())
            return TrustState::Unusable;
        EXPECT_EQ(rows.value().front().browser, "Chrome, Edge");
        EXPECT_EQ(rows.value().front().detail, "");
        return rows.value().front().state;
    }

    fs::path home_;
    BrowserTrust trust_;
    Bytes one_ = certificate("TANBA_TEST_CA_ONE");
    Bytes two_ = certificate("TANBA_TEST_CA_TWO");
};

TEST_F(WindowsTrust, GoesIntoTheUsersStoreAndOutAgain) {
    EXPECT_EQ(first(trust_.check(one_)), TrustState::Missing);
    EXPECT_EQ(first(trust_.install(one_)), TrustState::Trusted);
    EXPECT_EQ(first(trust_.install(one_)), TrustState::Trusted);
    expectOnlyTheUsers(one_);
    EXPECT_EQ(first(trust_.check(one_)), TrustState::Trusted);
    EXPECT_EQ(first(trust_.check(two_)), TrustState::Older);
    EXPECT_EQ(first(trust_.remove({})), TrustState::Missing) << "known by its label alone";
    EXPECT_EQ(countIn(CERT_SYSTEM_STORE_CURRENT_USER, one_), 0);
}

TEST_F(WindowsTrust, TheNextAuthorityTakesThePlaceOfTheLast) {
    EXPECT_EQ(first(trust_.install(one_)), TrustState::Trusted);
    EXPECT_EQ(first(trust_.install(two_)), TrustState::Trusted);
    EXPECT_EQ(countIn(CERT_SYSTEM_STORE_CURRENT_USER, one_), 0);
    expectOnlyTheUsers(two_);
}

TEST_F(WindowsTrust, WhatIsNotOursStays) {
    importByHand(two_, L"Tanba local web authority 00");
    EXPECT_EQ(first(trust_.install(one_)), TrustState::Trusted);
    EXPECT_EQ(first(trust_.remove(one_)), TrustState::Missing);
    EXPECT_EQ(countIn(CERT_SYSTEM_STORE_CURRENT_USER, two_), 1);
    EXPECT_EQ(first(trust_.check(two_)), TrustState::Trusted) << "imported by hand, known by its bytes";
}

TEST_F(WindowsTrust, FirefoxFollowsUnlessItIsTold) {
    const fs::path follows = makeProfile("a.follows", "153.0", "");
    const fs::path old = makeProfile("b.old", "115.9.0", "");
    const fs::path off =
        makeProfile("c.off", "153.0", "user_pref(\"security.enterprise_roots.enabled\", false);\n");
    const auto rows = trust_.install(one_);
    ASSERT_TRUE(rows.ok());
    ASSERT_EQ(rows.value().size(), 4U);
    // In the order of their names; the first row is no profile.
    EXPECT_EQ(rows.value()[0].state, TrustState::Trusted);
    EXPECT_EQ(rows.value()[1].browser, "Firefox");
    EXPECT_EQ(rows.value()[1].state, TrustState::Trusted) << follows;
    EXPECT_EQ(rows.value()[2].state, TrustState::Missing) << old;
    EXPECT_EQ(rows.value()[3].state, TrustState::Missing) << off;
    EXPECT_EQ(rows.value()[3].detail, "security.enterprise_roots.enabled");
    EXPECT_EQ(rows.value()[1].open, OpenElsewhere::No);
}

TEST_F(WindowsTrust, ARunningFirefoxIsSeen) {
    const fs::path profile = makeProfile("a.running", "153.0", "");
    const HANDLE lock = ::CreateFileW((profile / "parent.lock").c_str(), GENERIC_WRITE, 0, nullptr,
                                      CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr);
    const auto rows = trust_.check(one_);
    ASSERT_TRUE(rows.ok());
    ASSERT_EQ(rows.value().size(), 2U);
    EXPECT_EQ(rows.value()[1].open, OpenElsewhere::Yes);
    ::CloseHandle(lock);
    EXPECT_EQ(trust_.check(one_).value()[1].open, OpenElsewhere::No);
}

TEST(WindowsTrustPlaces, AHomeThatIsNoneIsRefused) {
    EXPECT_EQ(BrowserTrust({fs::path()}).check({}).failure().code, FailureCode::BrowserTrustFailed);
}

} // namespace
} // namespace tanba::platform
