// Faults at every APDU of every flow with a PIN: afterwards no PIN lies in the memory of the process.
#include "tests/support/veiled_secret.h"
#include "tests/unit/cardreader/faults/fault_rows.h"

#include <iostream>

namespace tanba::card {
namespace {

using test::VeiledSecret;

/// What is written on letters and typed by people, for one kind of card.
struct VeiledPins {
    VeiledSecret current;
    VeiledSecret next;
    VeiledSecret unblocking;
};
/// Identity cards have PINs of four digits, padded with 0 to eight: all eight are looked for.
constexpr VeiledPins kFourDigits{VeiledSecret("8529"), VeiledSecret("85290000"), VeiledSecret("70415263")};
constexpr VeiledPins kEightDigits{VeiledSecret("48213759"), VeiledSecret("93175248"),
                                  VeiledSecret("70415263")};

/// A person who knows everything that can be asked.
class VeiledPerson : public keys::PinSource, public keys::PinChangeSource {
  public:
    explicit VeiledPerson(const VeiledPins& pins) : pins_(pins) {}

    Result<SecretBytes> pin(const std::string&, const keys::PinRules&) override {
        return pins_.current.unveiled();
    }
    Result<SecretBytes> pin(keys::PinRole role, const std::string&, const keys::PinRules&) override {
        if (role == keys::PinRole::New)
            return pins_.next.unveiled();
        return (role == keys::PinRole::Puk ? pins_.unblocking : pins_.current).unveiled();
    }

  private:
    const VeiledPins& pins_;
};

struct SecretRow {
    CardKind kind;
    Flow flow;
    const char* name;
    const VeiledPins& pins;
};

constexpr std::array kSecretRows{
    SecretRow{CardKind::IdCard, Flow::Sign, "IdCard_Sign", kFourDigits},
    SecretRow{CardKind::IdCardT0, Flow::Sign, "IdCardT0_Sign", kFourDigits},
    SecretRow{CardKind::Piv, Flow::Sign, "Piv_Sign", kEightDigits},
    SecretRow{CardKind::Piv, Flow::ChangePin, "Piv_ChangePin", kEightDigits},
    SecretRow{CardKind::Piv, Flow::UnblockPin, "Piv_UnblockPin", kEightDigits},
    SecretRow{CardKind::Pkcs15, Flow::Sign, "Pkcs15_Sign", kEightDigits},
    SecretRow{CardKind::Pkcs15, Flow::ChangePin, "Pkcs15_ChangePin", kEightDigits},
    SecretRow{CardKind::Pkcs15, Flow::UnblockPin, "Pkcs15_UnblockPin", kEightDigits}};

/// A reader with a card whose PINs nobody wrote down.
class SecretWorld {
    std::unique_ptr<test::CardModel> model_;

  public:
    explicit SecretWorld(const SecretRow& row)
        : model_(modelOf(row.kind)), flow_(row.flow), person_(row.pins) {
        model_->setPin(asText(row.pins.current.unveiled().view()));
        model_->setPuk(asText(row.pins.unblocking.unveiled().view()));
        pcsc.keepNoCommands();
        pcsc.plug(kFaultReader);
        pcsc.insert(kFaultReader, {.atr = model_->atr(),
                                   .answer = [this](ByteView command) { return model_->answer(command); },
                                   .protocol = model_->t0 ? pcsc::Protocol::T0 : pcsc::Protocol::T1,
                                   .onReset = [this] { model_->reset(); }});
        token_ = openCardToken(slot_, memory_, nullptr).value();
        if (flow_ == Flow::UnblockPin)
            model_->triesLeft = 0;
    }

    Outcome run() {
        if (flow_ == Flow::ChangePin)
            return token_->pinManagement()->change(person_, nullptr);
        if (flow_ == Flow::UnblockPin)
            return token_->pinManagement()->unblock(person_, nullptr);
        TANBA_TRY(const auto session, token_->keys().front()->open(person_, nullptr));
        TANBA_CHECK(keys::signChecked(*session, sha256Of("document")));
        return Done{};
    }

    test::ScriptedPcsc pcsc;

  private:
    Flow flow_;
    VeiledPerson person_;
    MapMemory memory_;
    pcsc::PcscCardSlot slot_{pcsc, pcsc.clock(), kFaultReader};
    std::unique_ptr<keys::Token> token_;
};

/// Every trouble, answers that are none, and the status words that speak of PINs and of access.
std::vector<Fault> faultsAroundPins() {
    std::vector<Fault> faults = allFaults();
    std::erase_if(faults, [](const Fault& fault) {
        if (!fault.answer || fault.answer->size() != 2)
            return false;
        const std::uint8_t kind = fault.answer->front();
        return kind != 0x63 && kind != 0x69 && kind != 0x90;
    });
    return faults;
}

class PinMemoryMatrix : public testing::TestWithParam<SecretRow> {
  protected:
    unsigned copies() const {
        const VeiledPins& pins = GetParam().pins;
        return test::copiesInMemory(std::array{pins.current, pins.next, pins.unblocking});
    }
    /// APDUs of the undisturbed flow.
    unsigned length() const {
        SecretWorld world(GetParam());
        const unsigned before = world.pcsc.apduCount();
        EXPECT_EQ(test::outcome(world.run()), "ok");
        return world.pcsc.apduCount() - before;
    }
};

TEST_P(PinMemoryMatrix, NothingIsLeftAfterAnyFault) {
    const unsigned places = length();
    // Four digits lie somewhere by chance.
    const unsigned byChance = copies();
    unsigned cases = 0;
    for (unsigned apdu = 1; apdu <= places; ++apdu) {
        for (const Fault& fault : faultsAroundPins()) {
            SecretWorld world(GetParam());
            if (fault.trouble)
                world.pcsc.trouble(apdu, fault.trouble->first, fault.trouble->second);
            else
                world.pcsc.answerWith(apdu, *fault.answer);
            static_cast<void>(world.run());
            ASSERT_EQ(copies(), byChance) << "APDU " << apdu << ", " << fault.name;
            ++cases;
        }
    }
    std::cout << "PIN memory: " << GetParam().name << ": " << cases << " cases" << std::endl;
}

INSTANTIATE_TEST_SUITE_P(Cards, PinMemoryMatrix, testing::ValuesIn(kSecretRows),
                         [](const testing::TestParamInfo<SecretRow>& row) {
                             return std::string(row.param.name);
                         });

} // namespace
} // namespace tanba::card
