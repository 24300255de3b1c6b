// Round trips are what a person waits for: the counts of README.md ("Round trips") are kept here.
#include "tests/unit/cardreader/tokens/token_test_support.h"

namespace tanba::card {
namespace {

using test::outcome;

struct Counts {
    unsigned open;
    unsigned pin; ///< the key opened: same card, VERIFY, preparation
    unsigned signature;
};

template <typename Model>
Counts measure(TokenRig<Model>& rig, const char* pin) {
    Counts counts{};
    rig.opened();
    counts.open = rig.model.commands;
    auto key = rig.key();
    PreparedPins pins{pin};
    auto session = key->open(pins, nullptr);
    EXPECT_TRUE(session.ok());
    counts.pin = rig.model.commands - counts.open;
    EXPECT_EQ(outcome(keys::signChecked(*session.value(), sha256Of("x"))), "ok");
    counts.signature = rig.model.commands - counts.open - counts.pin;
    return counts;
}

unsigned piecesOf(const keys::Certificate& certificate) {
    return static_cast<unsigned>((certificate.der().size() + 255) / 256);
}

TEST(RoundTrips, IdentityCard) {
    TokenRig<test::KzIdModel> rig;
    const Counts counts = measure(rig, "1234");
    const auto& cards = test::cardIdentities();
    // SELECT MF, SELECT 0101, GET DATA for four slots; then the search: SELECT C000 ... C008, and two files
    // read.
    EXPECT_EQ(counts.open,
              2u + 4u + 9u + piecesOf(cards.rsa.certificate) + piecesOf(cards.secondRsa.certificate));
    // SELECT MF, SELECT 0101, GET DATA of the first slot; SELECT MF, VERIFY, SELECT 0101.
    EXPECT_EQ(counts.pin, 6u);
    // MANAGE SECURITY ENVIRONMENT, INTERNAL AUTHENTICATE.
    EXPECT_EQ(counts.signature, 2u);
}

TEST(RoundTrips, IdentityCardWithRememberedCertificates) {
    TokenRig<test::KzIdModel> rig;
    rig.model.hideCertificates();
    const auto& cards = test::cardIdentities();
    const std::string serial = rig.opened().serial();
    rig.memory.remembered[serial] = {cards.rsa.certificate, cards.secondRsa.certificate};
    rig.model.commands = 0;
    EXPECT_EQ(outcome(rig.open()), "ok");
    EXPECT_EQ(rig.model.commands, 6u);
}

TEST(RoundTrips, IdentityCardThatShowsNoCertificate) {
    TokenRig<test::KzIdModel> rig;
    rig.model.hideCertificates();
    rig.opened();
    // The search: 620 files, folders entered on the way, and a PKCS #15 application that is not there.
    EXPECT_EQ(rig.model.commands, 6u + 629u);
    rig.model.commands = 0;
    EXPECT_EQ(outcome(rig.open()), "ok");
    EXPECT_EQ(rig.model.commands, 6u) << "what was sought in vain is not sought at every listing";
}

TEST(RoundTrips, IdentityCardThatShowsOneCertificateOfTwo) {
    TokenRig<test::KzIdModel> rig;
    rig.model.files.erase({0x0101, 0xC008});
    EXPECT_EQ(outcome(rig.open()), "ok");
    rig.model.commands = 0;
    EXPECT_EQ(outcome(rig.open()), "ok");
    // The 15 neighbours of the one that is shown: the other may have come there since.
    EXPECT_EQ(rig.model.commands, 6u + 1u + piecesOf(test::cardIdentities().rsa.certificate) + 15u);
}

TEST(RoundTrips, IdentityCardForTheSecondTime) {
    TokenRig<test::KzIdModel> rig;
    EXPECT_EQ(outcome(rig.open()), "ok");
    rig.model.commands = 0;
    EXPECT_EQ(outcome(rig.open()), "ok");
    // SELECT MF, SELECT 0101, GET DATA for four slots; each certificate is read where it lay: no search.
    const auto& cards = test::cardIdentities();
    EXPECT_EQ(rig.model.commands,
              2u + 4u + 2u + piecesOf(cards.rsa.certificate) + piecesOf(cards.secondRsa.certificate));
}

TEST(RoundTrips, Pkcs15ForTheSecondTime) {
    TokenRig<test::Pkcs15Model> rig;
    EXPECT_EQ(outcome(rig.open()), "ok");
    const unsigned first = rig.model.commands;
    EXPECT_EQ(outcome(rig.open()), "ok");
    EXPECT_EQ(rig.model.commands, 2u * first);
}

TEST(RoundTrips, PivForTheSecondTime) {
    // GET DATA gives whole objects and no number changes with them: everything is read again.
    TokenRig<test::PivModel> rig;
    EXPECT_EQ(outcome(rig.open()), "ok");
    rig.model.commands = 0;
    EXPECT_EQ(outcome(rig.open()), "ok");
    EXPECT_EQ(rig.model.commands, 7u);
}

TEST(RoundTrips, Piv) {
    TokenRig<test::PivModel> rig;
    const Counts counts = measure(rig, "123456");
    // SELECT; GET DATA of the identifier and of four certificates; VERIFY without data.
    EXPECT_EQ(counts.open, 7u);
    // SELECT, GET DATA of the identifier, VERIFY.
    EXPECT_EQ(counts.pin, 3u);
    // GENERAL AUTHENTICATE.
    EXPECT_EQ(counts.signature, 1u);
    PreparedPins pins{"123456", "654321"};
    rig.model.commands = 0;
    EXPECT_EQ(outcome(rig.token->pinManagement()->change(pins, nullptr)), "ok");
    EXPECT_EQ(rig.model.commands, 3u);
}

TEST(RoundTrips, Pkcs15) {
    TokenRig<test::Pkcs15Model> rig;
    const Counts counts = measure(rig, "1234");
    const auto& cards = test::cardIdentities();
    // PIV is looked for first: its answer to reset says nothing. SELECT; SELECT and READ of TokenInfo, ODF,
    // AODF, PrKDF, CDF; SELECT and reading of two certificates.
    EXPECT_EQ(counts.open,
              1u + 1u + 5u * 2u + 2u + piecesOf(cards.rsa.certificate) + piecesOf(cards.ec.certificate));
    // SELECT, SELECT and READ of TokenInfo; SELECT of the folder, VERIFY.
    EXPECT_EQ(counts.pin, 5u);
    // MANAGE SECURITY ENVIRONMENT, COMPUTE DIGITAL SIGNATURE.
    EXPECT_EQ(counts.signature, 2u);
    PreparedPins pins{"1234", "4321"};
    rig.model.commands = 0;
    EXPECT_EQ(outcome(rig.token->pinManagement()->change(pins, nullptr)), "ok");
    EXPECT_EQ(rig.model.commands, 5u);
}

} // namespace
} // namespace tanba::card
