#include "app/service/consent/key_fitness.h"

#include "tests/unit/sign/cms_test_support.h"

#include <gtest/gtest.h>

namespace tanba::service {
namespace {

using tanba::test::Authority;
using tanba::test::CertificateProfile;
using tanba::test::goodTime;

const keys::Certificate& person() {
    return tanba::test::gostPerson().certificate;
}

const keys::Certificate& loginOnly() {
    static const tanba::test::Identity kIdentity =
        tanba::test::signingAuthority().issue(crypto::KeyAlgorithm::Rsa, CertificateProfile::rsaLogin());
    return kIdentity.certificate;
}

const keys::Certificate& head() {
    static const tanba::test::Identity kIdentity =
        tanba::test::signingAuthority().issue(crypto::KeyAlgorithm::Gost2015_512, CertificateProfile::head());
    return kIdentity.certificate;
}

std::string found(const KeyWish& wish, const keys::Certificate& certificate, Time now = goodTime(),
                  bool national = true) {
    std::string names;
    const FitnessWorld world{now, [national](const keys::Certificate&) { return national; }};
    for (const Misfit misfit : misfits(wish, {"PKCS12", certificate}, world))
        names += (names.empty() ? "" : " ") + std::string(misfitName(misfit));
    return names;
}

KeyWish any() {
    KeyWish wish;
    wish.chain = KeyWish::Chain::Any;
    return wish;
}

TEST(KeyFitness, WishesNothingFitsEverybody) {
    EXPECT_EQ(found(any(), person()), "");
    EXPECT_EQ(found(any(), loginOnly()), "");
}

TEST(KeyFitness, LooksAtTheStorage) {
    KeyWish wish = any();
    wish.storages.assign(1, "AKKaztokenStore");
    EXPECT_EQ(found(wish, person()), "storage");
    wish.storages.emplace_back("PKCS12");
    EXPECT_EQ(found(wish, person()), "");
}

TEST(KeyFitness, TellsSigningFromLogin) {
    KeyWish wish = any();
    wish.use = KeyWish::Use::Signing;
    EXPECT_EQ(found(wish, person()), "");
    EXPECT_EQ(found(wish, loginOnly()), "not_for_signing");
    const auto signingOnly =
        tanba::test::signingAuthority().issue(crypto::KeyAlgorithm::Rsa, CertificateProfile::rsaSigning());
    wish.use = KeyWish::Use::Login;
    EXPECT_EQ(found(wish, loginOnly()), "");
    EXPECT_EQ(found(wish, signingOnly.certificate), "not_for_login");
}

TEST(KeyFitness, WantsEveryUsage) {
    KeyWish wish = any();
    for (const char* usage : {"1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.1"})
        wish.extendedKeyUsages.emplace_back(usage);
    EXPECT_EQ(found(wish, person()), "");
    wish.extendedKeyUsages.emplace_back("1.2.398.3.3.4.1.2.1");
    EXPECT_EQ(found(wish, person()), "extended_key_usage");
    wish.extendedKeyUsages.assign(1, "no oid");
    EXPECT_EQ(found(wish, person()), "extended_key_usage");
}

TEST(KeyFitness, ComparesNumbersExactly) {
    KeyWish wish = any();
    wish.iin = "991231500016";
    wish.serialNumber = person().serialHex();
    EXPECT_EQ(found(wish, person()), "");
    wish.iin = "99123150001";
    EXPECT_EQ(found(wish, person()), "other_person");
    wish.iin.clear();
    wish.serialNumber = "00";
    EXPECT_EQ(found(wish, person()), "other_certificate");
    wish.serialNumber.clear();
    wish.bin = "000000000000";
    EXPECT_EQ(found(wish, person()), "other_organisation");
    EXPECT_EQ(found(wish, head()), "other_organisation");
}

TEST(KeyFitness, LooksAtTheDates) {
    EXPECT_EQ(found(any(), person(), person().notAfter()), "");
    EXPECT_EQ(found(any(), person(), person().notAfter() + std::chrono::seconds(1)), "expired");
    EXPECT_EQ(found(any(), person(), person().notBefore() - std::chrono::seconds(1)), "not_yet_valid");
    KeyWish wish = any();
    wish.allowExpired = true;
    EXPECT_EQ(found(wish, person(), person().notAfter() + std::chrono::hours(24)), "");
    EXPECT_EQ(found(wish, person(), person().notBefore() - std::chrono::seconds(1)), "not_yet_valid");
}

TEST(KeyFitness, LooksAtTheAuthority) {
    KeyWish wish;
    wish.chain = KeyWish::Chain::NationalAuthority;
    EXPECT_EQ(found(wish, person(), goodTime(), true), "");
    EXPECT_EQ(found(wish, person(), goodTime(), false), "other_authority");
    wish.chain = KeyWish::Chain::Given;
    EXPECT_EQ(found(wish, person()), "other_authority");
    wish.chainCertificates = {tanba::test::signingAuthority().certificate()};
    EXPECT_EQ(found(wish, person(), goodTime(), false), "");
    wish.chainCertificates = {person()};
    EXPECT_EQ(found(wish, person()), "");
    // The same name with another key has signed nothing.
    const Authority namesake = Authority::makeRoot(crypto::KeyAlgorithm::Rsa, "Tanba test root");
    wish.chainCertificates = {namesake.certificate()};
    EXPECT_EQ(found(wish, person()), "other_authority");
}

TEST(KeyFitness, TellsEveryReason) {
    KeyWish wish;
    wish.chain = KeyWish::Chain::NationalAuthority;
    wish.storages.assign(1, "AKAKEYStore");
    wish.use = KeyWish::Use::Signing;
    wish.iin = "1";
    EXPECT_EQ(found(wish, loginOnly(), loginOnly().notAfter() + std::chrono::seconds(1), false),
              "storage not_for_signing other_person expired other_authority");
}

} // namespace
} // namespace tanba::service
