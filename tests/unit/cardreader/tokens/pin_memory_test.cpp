// After an action no PIN lies in the memory of the process: every writable page is looked through. The same
// after every fault is in tests/unit/cardreader/faults/pin_memory_matrix_test.cpp.
#include "tests/support/veiled_secret.h"
#include "tests/unit/cardreader/tokens/token_test_support.h"

#include <algorithm>
#include <array>

namespace tanba::card {
namespace {

using test::outcome;
using test::VeiledSecret;

constexpr VeiledSecret kVeiledPin("48213759");
constexpr VeiledSecret kVeiledNext("93175248");
constexpr std::array kBoth{kVeiledPin, kVeiledNext};

class VeiledPins : public keys::PinSource, public keys::PinChangeSource {
  public:
    Result<SecretBytes> pin(const std::string&, const keys::PinRules&) override {
        return kVeiledPin.unveiled();
    }
    Result<SecretBytes> pin(keys::PinRole role, const std::string&, const keys::PinRules&) override {
        return (role == keys::PinRole::New ? kVeiledNext : kVeiledPin).unveiled();
    }
};

TEST(PinMemory, TheLookingFindsWhatIsThere) {
    const SecretBytes secret = kVeiledPin.unveiled();
    const auto onHeap = std::make_unique<Bytes>(secret.view().begin(), secret.view().end());
    EXPECT_GE(test::copiesInMemory(kBoth), 2u);
    std::fill(onHeap->begin(), onHeap->end(), std::uint8_t{0});
}

TEST(PinMemory, NothingIsLeftOfThePins) {
    TokenRig<test::Pkcs15Model> rig;
    {
        const SecretBytes pin = kVeiledPin.unveiled();
        rig.model.setPin(asText(pin.view()));
    }
    VeiledPins pins;
    {
        auto session = rig.key()->open(pins, nullptr);
        ASSERT_TRUE(session.ok());
        EXPECT_EQ(outcome(keys::signChecked(*session.value(), sha256Of("x"))), "ok");
        // Not even while the session is open.
        EXPECT_EQ(test::copiesInMemory(kBoth), 0u);
    }
    EXPECT_EQ(outcome(rig.token->pinManagement()->change(pins, nullptr)), "ok");
    // Now the PIN is wrong: the way of a refused one.
    EXPECT_EQ(outcome(rig.key()->open(pins, nullptr)), "pin.wrong");
    EXPECT_EQ(test::copiesInMemory(kBoth), 0u);
}

} // namespace
} // namespace tanba::card
