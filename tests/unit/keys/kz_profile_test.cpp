#include "core/keys/kz_profile.h"

#include "core/base/der_writer.h"
#include "core/base/encoding.h"
#include "core/keys/pkcs12.h"
#include "core/keys/role_table.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_pki.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

namespace tanba::keys {
namespace {

using crypto::KeyAlgorithm;
using test::Authority;
using test::CertificateProfile;
using testing::ElementsAre;

constexpr const char* kEmail = "1.3.6.1.5.5.7.3.4";
constexpr const char* kClient = "1.3.6.1.5.5.7.3.2";
constexpr const char* kPerson = "1.2.398.3.3.4.1.1";
constexpr const char* kSystem = "1.2.398.3.3.4.1.2.6";
constexpr const char* kTimeStamping = "1.3.6.1.5.5.7.3.8";
constexpr const char* kOcspSigning = "1.3.6.1.5.5.7.3.9";
constexpr const char* kServer = "1.3.6.1.5.5.7.3.1";

Authority& authority() {
    static Authority root = Authority::makeRoot(KeyAlgorithm::Gost2015_512, "root");
    return root;
}

Purpose purposeFor(KeyAlgorithm algorithm, std::vector<std::string> usages,
                   std::vector<KeyUsageBit> keyUsage = {KeyUsageBit::DigitalSignature}) {
    CertificateProfile profile;
    profile.extendedKeyUsage = std::move(usages);
    profile.keyUsage = std::move(keyUsage);
    return purposeOf(authority().issue(algorithm, profile).certificate);
}

std::vector<std::string> roleOids(const KzProfile& profile) {
    std::vector<std::string> oids;
    for (const Role& role : profile.roles)
        oids.push_back(role.oid.dotted());
    return oids;
}

Certificate certificateOf(const std::string& keyFile, std::string_view password = "Qwerty12") {
    auto contents = openPkcs12(test::fixture(keyFile), SecretBytes::copyOf(viewOf(password)));
    EXPECT_TRUE(contents.ok()) << keyFile;
    return *contents.value().keys.at(0).certificate;
}

TEST(Purpose, OldPairIsSplitByUsage) {
    for (const KeyAlgorithm algorithm : {KeyAlgorithm::Rsa, KeyAlgorithm::Gost34310}) {
        EXPECT_EQ(purposeFor(algorithm, {kClient, kPerson}), Purpose::Login);
        EXPECT_EQ(purposeFor(algorithm, {kEmail, kPerson}), Purpose::Signing);
        EXPECT_EQ(purposeFor(algorithm, {kClient, kEmail, kPerson}), Purpose::Both);
        EXPECT_EQ(purposeFor(algorithm, {kPerson}), Purpose::None);
    }
}

TEST(Purpose, OneGost512KeyServesBoth) {
    const auto purpose = [](std::vector<std::string> usages) {
        return purposeFor(KeyAlgorithm::Gost2015_512, std::move(usages));
    };
    EXPECT_EQ(purpose({kEmail, kPerson}), Purpose::Both);
    EXPECT_EQ(purpose({kEmail, kClient, kPerson}), Purpose::Both);
    EXPECT_EQ(purpose({"1.2.398.3.3.4.1.2", kSystem}), Purpose::Both);
    EXPECT_EQ(purpose({kClient, kPerson}), Purpose::Login);
}

TEST(Purpose, AuthoritiesAndServicesHaveNone) {
    EXPECT_EQ(purposeOf(authority().certificate()), Purpose::None);
    for (const char* usage : {kTimeStamping, kOcspSigning, kServer}) {
        EXPECT_EQ(purposeFor(KeyAlgorithm::Gost2015_512, {usage}), Purpose::None) << usage;
        EXPECT_EQ(purposeFor(KeyAlgorithm::Rsa, {usage}), Purpose::None) << usage;
    }
}

TEST(Purpose, KeyUsageMustPermitSignatures) {
    EXPECT_EQ(purposeFor(KeyAlgorithm::Gost2015_512, {kEmail, kPerson}, {KeyUsageBit::NonRepudiation}),
              Purpose::Both);
    EXPECT_EQ(purposeFor(KeyAlgorithm::Gost2015_512, {kEmail, kPerson}, {KeyUsageBit::KeyAgreement}),
              Purpose::None);
    EXPECT_EQ(purposeFor(KeyAlgorithm::Rsa, {kClient}, {KeyUsageBit::KeyEncipherment}), Purpose::None);
    EXPECT_EQ(purposeFor(KeyAlgorithm::Rsa, {}, {KeyUsageBit::KeyEncipherment}), Purpose::None);
}

TEST(Purpose, WithoutExtendedUsageTheKeyUsageDecides) {
    EXPECT_EQ(purposeFor(KeyAlgorithm::Ec, {}), Purpose::Both);
    EXPECT_EQ(purposeFor(KeyAlgorithm::Ec, {}, {}), Purpose::Both);
    EXPECT_EQ(purposeFor(KeyAlgorithm::Ec, {"2.5.29.37.0"}), Purpose::Both);
}

TEST(Purpose, NamesAndPermissions) {
    EXPECT_EQ(purposeName(Purpose::Login), "login");
    EXPECT_EQ(purposeName(Purpose::Signing), "signing");
    EXPECT_EQ(purposeName(Purpose::Both), "both");
    EXPECT_EQ(purposeName(Purpose::None), "none");
    EXPECT_TRUE(permitsLogin(Purpose::Login) && permitsLogin(Purpose::Both));
    EXPECT_FALSE(permitsLogin(Purpose::Signing) || permitsLogin(Purpose::None));
    EXPECT_TRUE(permitsSigning(Purpose::Signing) && permitsSigning(Purpose::Both));
    EXPECT_FALSE(permitsSigning(Purpose::Login) || permitsSigning(Purpose::None));
}

TEST(Owner, PersonMadeHere) {
    CertificateProfile profile = CertificateProfile::person();
    profile.patronymic = "СЫНАҚҰЛЫ";
    const KzProfile kz = kzProfile(authority().issue(KeyAlgorithm::Gost2015_512, profile).certificate);
    EXPECT_EQ(kz.owner.commonName, "СЫНАҚОВ СЫНАҚ");
    EXPECT_EQ(kz.owner.surname, "СЫНАҚОВ");
    EXPECT_EQ(kz.owner.patronymic, "СЫНАҚҰЛЫ");
    EXPECT_EQ(kz.owner.iin, "991231500016");
    EXPECT_EQ(kz.owner.bin, "");
    EXPECT_EQ(kz.owner.displayName(), "СЫНАҚОВ СЫНАҚ СЫНАҚҰЛЫ");
    EXPECT_FALSE(kz.owner.informationSystem);
    EXPECT_THAT(roleOids(kz), ElementsAre(kPerson));
    EXPECT_EQ(kz.purpose, Purpose::Both);
}

TEST(Owner, NumbersNeedTheirPrefixAndTwelveDigits) {
    struct Case {
        std::string iin;
        std::string expected;
    };
    for (const Case& one : {Case{"991231500016", "991231500016"}, Case{"99123150001", ""},
                            Case{"9912315000161", ""}, Case{"99123150001X", ""}, Case{"", ""}}) {
        CertificateProfile profile;
        profile.iin = one.iin;
        EXPECT_EQ(kzProfile(authority().issue(KeyAlgorithm::Ec, profile).certificate).owner.iin,
                  one.expected);
    }
}

TEST(Owner, ControlCharactersDoNotReachTheScreen) {
    CertificateProfile profile;
    profile.commonName = "A\xE2\x80\xAE"
                         "B";
    const Owner owner = kzProfile(authority().issue(KeyAlgorithm::Ec, profile).certificate).owner;
    EXPECT_EQ(owner.commonName, "A\xEF\xBF\xBD"
                                "B");
}

TEST(Owner, DisplayNameDoesNotRepeatThePatronymic) {
    Owner owner;
    owner.commonName = "ТЕСТОВ ТЕСТ ТЕСТОВИЧ";
    owner.patronymic = "ТЕСТОВИЧ";
    EXPECT_EQ(owner.displayName(), "ТЕСТОВ ТЕСТ ТЕСТОВИЧ");
    owner.commonName.clear();
    EXPECT_EQ(owner.displayName(), "ТЕСТОВИЧ");
}

TEST(OwnerFixtures, Individual) {
    TANBA_NEEDS_FIXTURES();
    const KzProfile kz = kzProfile(certificateOf("p12/sdk2026/individual_valid.p12"));
    EXPECT_EQ(kz.owner.displayName(), "ТЕСТОВ ТЕСТ ТЕСТОВИЧ");
    EXPECT_EQ(kz.owner.iin, "123456789011");
    EXPECT_EQ(kz.owner.bin, "");
    EXPECT_EQ(kz.owner.organisation, "");
    EXPECT_FALSE(kz.owner.informationSystem);
    EXPECT_EQ(kz.purpose, Purpose::Both);
    EXPECT_EQ(storageName(kz.storage), "file");
    EXPECT_THAT(roleOids(kz), ElementsAre(kPerson));
}

TEST(OwnerFixtures, LegalEntity) {
    TANBA_NEEDS_FIXTURES();
    const KzProfile kz = kzProfile(certificateOf("p12/sdk2026/legal_head_valid.p12"));
    EXPECT_EQ(kz.owner.bin, "123456789021");
    EXPECT_EQ(kz.owner.iin.size(), 12u);
    EXPECT_EQ(kz.owner.organisation, "АО \"ТЕСТ\"");
    EXPECT_THAT(roleOids(kz), ElementsAre("1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.1"));
}

TEST(OwnerFixtures, InformationSystem) {
    TANBA_NEEDS_FIXTURES();
    const KzProfile kz = kzProfile(certificateOf("p12/sdk2026/legal_infosystem_valid.p12"));
    EXPECT_TRUE(kz.owner.informationSystem);
    EXPECT_EQ(kz.owner.iin, "");
    EXPECT_EQ(kz.owner.bin, "123456789021");
    EXPECT_EQ(kz.purpose, Purpose::Both);
    EXPECT_EQ(kz.owner.displayName(), kz.owner.commonName);
}

TEST(OwnerFixtures, TreasuryClientHasItsExtraRole) {
    TANBA_NEEDS_FIXTURES();
    EXPECT_THAT(roleOids(kzProfile(certificateOf("p12/sdk2026/legal_treasury_client_valid.p12"))),
                testing::Contains("1.2.398.5.19.1.2.2.1"));
}

TEST(OwnerFixtures, CriticalUsageIsReadAlike) {
    TANBA_NEEDS_FIXTURES();
    const Certificate certificate = certificateOf("p12/sdk2026/legal_employee_signright_valid.p12");
    EXPECT_TRUE(certificate.extendedKeyUsageCritical());
    EXPECT_EQ(purposeOf(certificate), Purpose::Both);
}

TEST(OwnerFixtures, PurposesOfTheOldPair) {
    TANBA_NEEDS_FIXTURES();
    const std::string folder = "p12/sdk2020/";
    EXPECT_EQ(purposeOf(certificateOf(
                  folder + "personal.active.AUTH_RSA256_b2c70a9ff7a5dc59de0ccc3c0ddde3437cc1f12d.p12")),
              Purpose::Login);
    EXPECT_EQ(purposeOf(certificateOf(folder +
                                      "personal.active.RSA256_11c707bd54cbfcccb3815e39c4eb57b1dc7dfea9.p12")),
              Purpose::Signing);
    EXPECT_EQ(purposeOf(certificateOf(
                  folder + "organization.active.GOSTKNCA_13a3741b52d7bf860aab199b56fad1f4652e357b.p12")),
              Purpose::Signing);
}

TEST(OwnerFixtures, AuthoritiesHaveNoPurpose) {
    TANBA_NEEDS_FIXTURES();
    for (const auto& entry : std::filesystem::directory_iterator(test::fixturePath("ca"))) {
        const Certificate certificate = Certificate::fromAnyEncoding(test::fileContent(entry.path())).value();
        EXPECT_EQ(purposeOf(certificate), Purpose::None) << entry.path();
    }
}

TEST(RoleTable, EveryRowIsComplete) {
    std::set<std::string> seen;
    ASSERT_GE(roleTable().size(), 20u);
    for (const Role& role : roleTable()) {
        EXPECT_FALSE(role.oid.empty());
        EXPECT_FALSE(role.roleClass.empty()) << role.oid.dotted();
        EXPECT_FALSE(role.en.empty()) << role.oid.dotted();
        EXPECT_TRUE(seen.insert(role.oid.dotted()).second) << role.oid.dotted();
        const bool shown =
            role.roleClass == "subject" || role.roleClass == "role" || role.roleClass == "extra";
        EXPECT_TRUE(!shown || (!role.kk.empty() && !role.ru.empty())) << role.oid.dotted();
    }
    EXPECT_EQ(roleByOid(Oid("1.2.3")), nullptr);
}

TEST(Storage, Names) {
    EXPECT_EQ(storageName(Oid("1.2.398.3.3.5.1.1")), "file");
    EXPECT_EQ(storageName(Oid("1.2.398.3.3.5.2.1")), "id-card");
    EXPECT_EQ(storageName(Oid("1.2.398.3.3.5.2.2")), "kaztoken");
    EXPECT_EQ(storageName(Oid("1.2.398.3.3.5.3.1")), "cloud");
    EXPECT_EQ(storageName(Oid("1.2.398.3.3.5.9")), "");
    EXPECT_EQ(storageName(Oid()), "");
}

TEST(CheckDigit, RightOnes) {
    for (const char* number : {"991231500016", "991231500707", "601240000014", "601240000502"})
        EXPECT_TRUE(checkDigitRight(number)) << number;
}

TEST(CheckDigit, EveryOtherLastDigitIsWrong) {
    for (const std::string stem : {"99123150001", "99123150070", "60124000001", "60124000050"}) {
        int right = 0;
        for (char digit = '0'; digit <= '9'; ++digit)
            right += checkDigitRight(stem + digit) ? 1 : 0;
        EXPECT_EQ(right, 1) << stem;
    }
}

TEST(CheckDigit, NumbersThatAreNeverAssigned) {
    for (const std::string stem : {"99123150077", "60124000054"}) {
        for (char digit = '0'; digit <= '9'; ++digit)
            EXPECT_FALSE(checkDigitRight(stem + digit)) << stem << digit;
    }
}

TEST(CheckDigit, TheAuthoritysTestHolderFailsIt) {
    EXPECT_FALSE(checkDigitRight("123456789011"));
}

TEST(CheckDigit, WhatIsNoNumber) {
    for (const char* text : {"", "99123150001", "9912315000160", "99123150001X", "            "})
        EXPECT_FALSE(checkDigitRight(text)) << text;
}

} // namespace
} // namespace tanba::keys
