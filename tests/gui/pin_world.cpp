#include "tests/gui/pin_world.h"

#include "core/crypto/digest.h"

#include <gtest/gtest.h>

namespace tanba::gui::test {

PinWorld::PinWorld(text::Language language, TextSize size, ThemeChoice theme)
    : ConsentWorld(language, size, theme) {
    // Only the key that wants its PIN each time has a certificate.
    for (tanba::test::PivModel* model : {&first, &second})
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
    until([this] { return cards().cardIn(kReader) != nullptr && cards().cardIn(kSecondReader) != nullptr; });
}

PinWorld::~PinWorld() {
    portalDesk().letGo();
}

void PinWorld::request(TwoDocuments& documents, service::ConsentId id, const std::string& origin) {
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

void PinWorld::agreeWith(const std::string& reader, std::string_view pin) {
    for (const ConsentKey& key : portalDesk().keys())
        if (key.option.cardId == cards().cardIn(reader)->id)
            portalDesk().chooseKey(key.option);
    ASSERT_EQ(portalDesk().key()->option.cardId, cards().cardIn(reader)->id);
    portalDesk().sign(portalDesk().key()->option, SecretBytes::copyOf(viewOf(pin)), {});
}

void PinWorld::waitForPin(TwoDocuments& documents) {
    request(documents, 101, kPortal);
    ASSERT_TRUE(pumpUntil([this] { return portalDesk().question() != nullptr; }));
    agreeWith(kReader, kFirstPin);
    ASSERT_TRUE(pumpUntil([this] { return portalDesk().waitsForPin(); }));
}

} // namespace tanba::gui::test
