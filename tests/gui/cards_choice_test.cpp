#include "app/gui/cards/card_choice.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_pki.h"

#include <gtest/gtest.h>

namespace tanba::gui {
namespace {

using tanba::test::at;
using tanba::test::Authority;
using tanba::test::CertificateProfile;

constexpr std::string_view kLater = "2027-06-01T00:00:00Z";
constexpr std::string_view kSooner = "2026-09-01T00:00:00Z";
constexpr std::string_view kPast = "2026-03-01T00:00:00Z";

CardKeyInfo key(const std::string& id, CertificateProfile profile, std::string_view until) {
    static Authority root = Authority::makeRoot(crypto::KeyAlgorithm::Gost2015_512, "root");
    profile.notAfter = at(until);
    return {id, root.issue(crypto::KeyAlgorithm::Gost2015_512, profile).certificate};
}

std::string chosen(const std::vector<CardKeyInfo>& keys, KeyUse use) {
    const CardKeyInfo* found = chosenKey(keys, use, tanba::test::goodTime());
    return found == nullptr ? "none" : found->id;
}

TEST(Choice, OfRenewedKeysTheOneThatIsValidLongest) {
    const auto person = CertificateProfile::person();
    const std::vector<CardKeyInfo> keys{key("old", person, kPast), key("soon", person, kSooner),
                                        key("new", person, kLater)};
    EXPECT_EQ(chosen(keys, KeyUse::Signing), "new");
    EXPECT_EQ(chosen(keys, KeyUse::Login), "new");
}

TEST(Choice, AnExpiredKeyOnlyWhenThereIsNoOther) {
    const auto person = CertificateProfile::person();
    EXPECT_EQ(chosen({key("old", person, kPast)}, KeyUse::Signing), "old");
    EXPECT_EQ(chosen({}, KeyUse::Signing), "none");
    EXPECT_EQ(chosen({{"bare", std::nullopt}}, KeyUse::Signing), "none");
}

TEST(Choice, KeysOfTwoHoldersAreTwoRowsAndThoseWithoutACertificateTheLast) {
    CardEntry entry;
    entry.keys = {{"bare", std::nullopt},
                  key("person", CertificateProfile::person(), kLater),
                  key("head", CertificateProfile::head(), kLater)};
    const std::vector<CardHolder> holders = holdersOf(entry);
    ASSERT_EQ(holders.size(), 3u);
    EXPECT_EQ(holders[0].keys.front().id, "person");
    EXPECT_EQ(holders[1].keys.front().id, "head");
    EXPECT_TRUE(holders[2].name.empty());
    EXPECT_EQ(choiceNote(holders[2], tanba::test::goodTime()), ChoiceNote::Unknown);
    EXPECT_TRUE(entry.lacksCertificates());
}

TEST(Choice, TheStateIsThatOfTheKeyThatWouldBeTaken) {
    CardEntry entry;
    const auto person = CertificateProfile::person();
    entry.keys = {key("old", person, kPast), key("new", person, kLater)};
    const std::vector<CardHolder> holders = holdersOf(entry);
    ASSERT_EQ(holders.size(), 1u);
    EXPECT_EQ(stateOf(entry, holders.front(), tanba::test::goodTime()), KeyState::Good);
    entry.presence = Presence::Gone;
    EXPECT_EQ(stateOf(entry, holders.front(), tanba::test::goodTime()), KeyState::Missing);
}

} // namespace
} // namespace tanba::gui
