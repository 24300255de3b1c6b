#include "app/demo/demo_keys.h"

#include "app/demo/demo_accounts.h"
#include "app/demo/demo_people.h"
#include "app/demo/fake_phone.h"
#include "cardreader/simulated/simulated_card.h"
#include "core/base/disk_file_store.h"
#include "core/keys/pkcs12.h"
#include "tests/support/fixtures.h"
#include "tests/support/outcome.h"
#include "tests/support/test_pki.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>

namespace tanba::demo {
namespace {

namespace fs = std::filesystem;

keys::DemoAuthority authority() {
    return keys::DemoAuthority::make(crypto::KeyAlgorithm::Gost2015_512, test::goodTime()).value();
}

std::string opens(const fs::path& file, std::string_view password) {
    return test::outcome(keys::openPkcs12(test::fileContent(file), SecretBytes::copyOf(viewOf(password))));
}

TEST(DemoKeys, EveryCertificateIsMarkedAsADemonstration) {
    DiskFileStore files;
    const keys::DemoAuthority issuer = authority();
    const auto written = writeKeyFiles(files, issuer, test::goodTime(), test::scratchFolder());
    const auto onCard = makeCardKeys(issuer);
    ASSERT_TRUE(written.ok() && onCard.ok());
    EXPECT_TRUE(keys::isDemonstration(issuer.certificate()));
    EXPECT_TRUE(keys::isDemonstration(written.value().person.certificate));
    EXPECT_TRUE(keys::isDemonstration(written.value().head.certificate));
    ASSERT_EQ(onCard.value().keys.size(), 1U);
    EXPECT_TRUE(keys::isDemonstration(onCard.value().keys.front().certificate));
}

TEST(DemoKeys, FilesOpenWithTheirPasswordsOnlyAndOneEndsSoon) {
    DiskFileStore files;
    const auto written = writeKeyFiles(files, authority(), test::goodTime(), test::scratchFolder());
    ASSERT_TRUE(written.ok());
    const auto& [personFile, headFile] = written.value();
    EXPECT_EQ(opens(personFile.path, kGivenPassword), "ok");
    EXPECT_EQ(opens(personFile.path, kHeadPassword), "pkcs12.wrong_password");
    EXPECT_EQ(opens(headFile.path, kHeadPassword), "ok");
    EXPECT_EQ(fs::status(personFile.path).permissions() & (fs::perms::group_all | fs::perms::others_all),
              fs::perms::none);
    EXPECT_EQ(headFile.certificate.notAfter(), test::goodTime() + kHeadKeyLife);
    EXPECT_GT(personFile.certificate.notAfter(), test::goodTime() + std::chrono::days(300));
}

TEST(DemoKeys, ThePersonIsTheSameEverywhereAndNobody) {
    DiskFileStore files;
    const keys::DemoAuthority issuer = authority();
    const auto written = writeKeyFiles(files, issuer, test::goodTime(), test::scratchFolder());
    const auto onCard = makeCardKeys(issuer);
    ASSERT_TRUE(written.ok() && onCard.ok());
    const keys::Owner inFile = keys::kzProfile(written.value().person.certificate).owner;
    const keys::KzProfile held = keys::kzProfile(onCard.value().keys.front().certificate);
    const keys::Owner forOrganisation = keys::kzProfile(written.value().head.certificate).owner;
    EXPECT_EQ(held.owner.iin, kIin);
    EXPECT_EQ(inFile.iin, kIin);
    EXPECT_EQ(forOrganisation.iin, kIin);
    EXPECT_EQ(forOrganisation.bin, kBin);
    EXPECT_EQ(inFile.displayName(), held.owner.displayName());
    EXPECT_EQ(held.purpose, keys::Purpose::Both);

    const auto accounts = nlohmann::json::parse(accountsJson()).at("accounts");
    ASSERT_EQ(accounts.size(), 2U);
    EXPECT_EQ(accounts.at(0).at("iin"), kIin);
    EXPECT_EQ(accounts.at(0).at("name"), held.owner.displayName());
    EXPECT_EQ(accounts.at(1).at("bin"), kBin);

    EXPECT_TRUE(keys::checkDigitRight(kIin));
    EXPECT_TRUE(keys::checkDigitRight(kBin));
    // Digits 3 and 4 are a month in both numbers.
    EXPECT_EQ(kIin.substr(2, 2), "00");
    EXPECT_EQ(kBin.substr(2, 2), "00");
}

TEST(DemoKeys, TheCardSignsWithItsPin) {
    auto onCard = makeCardKeys(authority());
    ASSERT_TRUE(onCard.ok());
    card::SimulatedCard held = card::SimulatedCard::holding(std::move(onCard).value());
    const auto token = held.open(nullptr);
    ASSERT_TRUE(token.ok());
    EXPECT_EQ(token.value()->kind(), keys::TokenKind::Simulated);
    EXPECT_EQ(token.value()->keys().size(), 1U);
}

TEST(FakePhone, ShowsTheLastSmsThatIsWhole) {
    DiskFileStore files;
    const fs::path outbox = test::scratchFolder() / "outbox.jsonl";
    EXPECT_EQ(test::outcome(lastSms(files, outbox)), "file.not_found");
    std::ofstream(outbox) << R"({"to_masked":"+7","from":"1414","text":"code 111111"})"
                          << "\n"
                          << R"({"to_masked":"+7","from":"1414","text":"No. 12: 004217."})"
                          << "\n"
                          << R"({"to_masked":"+7","from")";
    const auto sms = lastSms(files, outbox);
    ASSERT_TRUE(sms.ok());
    EXPECT_EQ(sms.value().sender, "1414");
    EXPECT_EQ(sms.value().code, "004217");
}

TEST(FakePhone, SaysWhenTheOutboxIsNone) {
    DiskFileStore files;
    const fs::path outbox = test::scratchFolder() / "outbox.jsonl";
    std::ofstream(outbox) << "[]\n";
    EXPECT_EQ(test::outcome(lastSms(files, outbox)), "demo.failed");
}

} // namespace
} // namespace tanba::demo
