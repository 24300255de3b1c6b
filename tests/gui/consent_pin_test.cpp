// Tokens that want their PIN for each signature (CKA_ALWAYS_AUTHENTICATE, the signature key of PIV), two of
// them at once.
#include "core/crypto/digest.h"
#include "tests/gui/cards_world.h"
#include "tests/gui/consent_world.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <atomic>
#include <thread>

namespace tanba::gui::test {
namespace {

using tanba::test::PivModel;

const std::string kSecondReader = "Reader 01 00";
constexpr std::string_view kFirstPin = "123456";
constexpr std::string_view kSecondPin = "654321";

/// A request with two documents, signed on a thread of the service's side as soon as it is granted.
struct TwoDocuments {
    std::thread thread;
    std::atomic<bool> ended = false;
    std::vector<Outcome> signatures;

    ~TwoDocuments() {
        if (thread.joinable())
            thread.join();
    }
};

class PinWorld : public ConsentWorld {
  public:
    PinWorld() {
        // Only the key that wants its PIN each time has a certificate.
        for (PivModel* model : {&first, &second})
            for (const std::uint32_t other : {0x5FC101U, 0x5FC105U})
                model->objects.erase(other);
        first.putKey(0x9C, tanba::test::cardIdentities().rsa);
        second.putKey(0x9C, tanba::test::cardIdentities().otherRsa);
        second.setPin(kSecondPin);
        second.objects[0x5FC102] = tanba::test::cardTlv(0x53, tanba::test::cardTlv(0x34, Bytes(16, 0x43)));
        for (const std::string& reader : {kReader, kSecondReader})
            pcsc().plug(reader);
        watchReaders();
        pcsc().insert(kReader, inReader(first));
        pcsc().insert(kSecondReader, inReader(second));
        until([this] {
            return cards().cardIn(kReader) != nullptr && cards().cardIn(kSecondReader) != nullptr;
        });
    }
    ~PinWorld() { portalDesk().letGo(); }

    void request(TwoDocuments& documents, service::ConsentId id, const std::string& origin) {
        service::ConsentQuestion question = documentQuestion(origin);
        question.id = id;
        question.caller.connection = id;
        question.items.push_back(itemOver("Екінші құжат."));
        const auto shared = std::make_shared<const service::ConsentQuestion>(std::move(question));
        onServiceThread([&] {
            portalDesk().ask(shared, [this, shared, &documents](service::ConsentAnswer answer) {
                auto held = std::make_shared<service::ConsentAnswer>(std::move(answer));
                documents.thread = std::thread([this, shared, &documents, held] {
                    for (const service::ConsentItem& item : shared->items) {
                        const auto digest = crypto::digestOf(crypto::DigestAlgorithm::Sha256, *item.content);
                        const auto made = keys::signChecked(*held->session, digest.value());
                        documents.signatures.push_back(made.ok() ? Outcome(Done{}) : Outcome(made.failure()));
                    }
                    held->session.reset();
                    portalDesk().finished(shared->id, Done{});
                    documents.ended = true;
                });
            });
        });
    }

    /// Agrees to what is asked now with the card in this reader.
    void agreeWith(const std::string& reader, std::string_view pin) {
        for (const ConsentKey& key : portalDesk().keys())
            if (key.option.cardId == cards().cardIn(reader)->id)
                portalDesk().chooseKey(key.option);
        ASSERT_EQ(portalDesk().key()->option.cardId, cards().cardIn(reader)->id);
        portalDesk().sign(portalDesk().key()->option, SecretBytes::copyOf(viewOf(pin)), {});
    }

    PivModel first;
    PivModel second;
};

TEST(ConsentPin, TwoRequestsWaitForTheirPinsOneAfterTheOther) {
    PinWorld world;
    TwoDocuments ours;
    TwoDocuments theirs;
    world.request(ours, 101, kPortal);
    ASSERT_TRUE(world.pumpUntil([&] { return world.portalDesk().question() != nullptr; }));
    world.agreeWith(kReader, kFirstPin);
    ASSERT_TRUE(world.pumpUntil([&] { return world.portalDesk().waitsForPin(); }));
    EXPECT_EQ(world.portalDesk().pinFor()->item, 1U) << "the first was signed with the PIN of the consent";
    EXPECT_TRUE(world.says(Phrase::PortalPinTitle));

    // While it waits, another site is given its signature with another card.
    world.request(theirs, 102, kOtherPortal);
    ASSERT_TRUE(world.pumpUntil([&] { return world.portalDesk().question() != nullptr; }));
    world.agreeWith(kSecondReader, kSecondPin);
    ASSERT_TRUE(world.pumpUntil([&] { return world.second.signatures == 1U; }));
    world.pumpUntil([&] { return world.portalDesk().stage() == GuiConsentDesk::Stage::Idle; });
    EXPECT_EQ(world.portalDesk().pinFor()->question->id, 101U) << "the first is still asked for";
    EXPECT_TRUE(world.says(QStringLiteral("idp.egov.kz"))) << world.said().toStdString();

    QApplication::setActiveWindow(world.asking());
    world.agree(kFirstPin, Phrase::SignPin);
    ASSERT_TRUE(world.pumpUntil([&] { return ours.ended.load(); }));
    ASSERT_TRUE(world.pumpUntil([&] { return world.portalDesk().waitsForPin(); }));
    EXPECT_EQ(world.portalDesk().pinFor()->question->id, 102U);
    EXPECT_TRUE(world.says(QStringLiteral("cabinet.example.kz"))) << world.said().toStdString();
    EXPECT_TRUE(world.secretField(Phrase::SignPin)->isEmpty()) << "a PIN is not that of another card";
    QApplication::setActiveWindow(world.asking());
    world.agree(kSecondPin, Phrase::SignPin);
    ASSERT_TRUE(world.pumpUntil([&] { return theirs.ended.load(); }));
    world.settle();
    EXPECT_FALSE(world.portalDesk().waitsForPin());
    EXPECT_FALSE(world.isAsking());
    for (const TwoDocuments* each : {&ours, &theirs}) {
        ASSERT_EQ(each->signatures.size(), 2U);
        for (const Outcome& signature : each->signatures)
            EXPECT_TRUE(signature.ok());
    }
    EXPECT_EQ(world.first.pinsTried, 2U);
    EXPECT_EQ(world.second.pinsTried, 2U);
}

TEST(ConsentPin, APinThatEverybodyKnowsLeadsToItsChange) {
    constexpr std::string_view kKnown = "12345678"; // Kaztoken comes with it
    PinWorld world;
    world.second.setPin(kKnown);
    TwoDocuments documents;
    world.request(documents, 101, kPortal);
    ASSERT_TRUE(world.pumpUntil([&] { return world.portalDesk().question() != nullptr; }));
    world.agreeWith(kSecondReader, kKnown);
    ASSERT_TRUE(world.pumpUntil([&] { return world.portalDesk().waitsForPin(); }));
    EXPECT_TRUE(world.portals().news.items().empty()) << "after the job is done";
    world.portalDesk().givePin(SecretBytes::copyOf(viewOf(kKnown)));
    ASSERT_TRUE(world.pumpUntil([&] { return documents.ended.load(); }));
    world.settle();
    const std::vector<AttentionItem> told = world.portals().news.items();
    const auto pin = std::ranges::find(told, world.words().say(Phrase::PinDefaultText), &AttentionItem::text);
    ASSERT_NE(pin, told.end());
    std::string wanted;
    QObject::connect(&world.portals().news, &PortalNews::cardWanted, &world.window(),
                     [&wanted](const std::string& id) { wanted = id; });
    pin->actions.front().run();
    EXPECT_EQ(wanted, world.cards().cardIn(kSecondReader)->id);
    world.settle();
    EXPECT_TRUE(world.portals().news.items().empty());
}

TEST(ConsentPin, WhoGivesUpOneIsAskedForTheNext) {
    PinWorld world;
    TwoDocuments ours;
    TwoDocuments theirs;
    world.request(ours, 101, kPortal);
    ASSERT_TRUE(world.pumpUntil([&] { return world.portalDesk().question() != nullptr; }));
    world.agreeWith(kReader, kFirstPin);
    ASSERT_TRUE(world.pumpUntil([&] { return world.portalDesk().waitsForPin(); }));
    world.request(theirs, 102, kOtherPortal);
    ASSERT_TRUE(world.pumpUntil([&] { return world.portalDesk().question() != nullptr; }));
    world.agreeWith(kSecondReader, kSecondPin);
    ASSERT_TRUE(world.pumpUntil([&] { return world.second.signatures == 1U; }));
    world.pumpUntil([&] { return world.portalDesk().stage() == GuiConsentDesk::Stage::Idle; });
    world.closeConnection(101);
    ASSERT_TRUE(world.pumpUntil([&] { return ours.ended.load(); }));
    EXPECT_EQ(tanba::test::outcome(ours.signatures.back()), "cancelled");
    ASSERT_TRUE(world.pumpUntil(
        [&] { return world.portalDesk().pinFor() && world.portalDesk().pinFor()->question->id == 102U; }));
    world.portalDesk().cancelPin();
    ASSERT_TRUE(world.pumpUntil([&] { return theirs.ended.load(); }));
    EXPECT_EQ(tanba::test::outcome(theirs.signatures.back()), "cancelled");
    EXPECT_FALSE(world.portalDesk().waitsForPin());
    EXPECT_EQ(world.first.pinsTried + world.second.pinsTried, 2U);
}

} // namespace
} // namespace tanba::gui::test
