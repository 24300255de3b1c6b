// After an action no PIN lies in the memory of the process: every writable page is looked through.
#include "tests/unit/cardreader/tokens/token_test_support.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

namespace tanba::card {
namespace {

using test::outcome;

constexpr std::uint8_t kVeil = 0xA5;

/// The PINs "48213759" and "93175248", never written down as such in this program's memory.
constexpr std::array<std::uint8_t, 8> kVeiledPin{'4' ^ kVeil, '8' ^ kVeil, '2' ^ kVeil, '1' ^ kVeil,
                                                 '3' ^ kVeil, '7' ^ kVeil, '5' ^ kVeil, '9' ^ kVeil};
constexpr std::array<std::uint8_t, 8> kVeiledNext{'9' ^ kVeil, '3' ^ kVeil, '1' ^ kVeil, '7' ^ kVeil,
                                                  '5' ^ kVeil, '2' ^ kVeil, '4' ^ kVeil, '8' ^ kVeil};

SecretBytes unveiled(std::span<const std::uint8_t> veiled) {
    SecretBytes secret(veiled.size());
    for (const std::uint8_t octet : veiled) {
        if (!secret.append(static_cast<std::uint8_t>(octet ^ kVeil)))
            std::abort();
    }
    return secret;
}

class VeiledPins : public keys::PinSource, public keys::PinChangeSource {
  public:
    Result<SecretBytes> pin(const std::string&, const keys::PinRules&) override {
        return unveiled(kVeiledPin);
    }
    Result<SecretBytes> pin(keys::PinRole role, const std::string&, const keys::PinRules&) override {
        return unveiled(role == keys::PinRole::New ? kVeiledNext : kVeiledPin);
    }
};

/// How often the veiled bytes lie unveiled in writable memory.
unsigned copiesOf(std::span<const std::uint8_t> veiled) {
    unsigned copies = 0;
    std::ifstream maps("/proc/self/maps");
    std::ifstream memory("/proc/self/mem", std::ios::binary);
    std::string line;
    while (std::getline(maps, line)) {
        std::istringstream fields(line);
        std::uint64_t start = 0;
        std::uint64_t end = 0;
        char dash = 0;
        std::string access;
        fields >> std::hex >> start >> dash >> end >> access;
        if (access.substr(0, 2) != "rw" || end - start > (std::uint64_t{1} << 30))
            continue;
        Bytes page(static_cast<std::size_t>(end - start));
        memory.clear();
        memory.seekg(static_cast<std::streamoff>(start));
        memory.read(reinterpret_cast<char*>(page.data()), static_cast<std::streamsize>(page.size()));
        const auto sameUnveiled = [](std::uint8_t found, std::uint8_t hidden) {
            return found == (hidden ^ kVeil);
        };
        for (auto at = page.begin(); at != page.end(); ++at) {
            at = std::search(at, page.end(), veiled.begin(), veiled.end(), sameUnveiled);
            if (at == page.end())
                break;
            ++copies;
        }
        // The copy made for looking must not be found in the next round.
        std::fill(page.begin(), page.end(), std::uint8_t{0});
    }
    return copies;
}

TEST(PinMemory, TheLookingFindsWhatIsThere) {
    const SecretBytes secret = unveiled(kVeiledPin);
    const auto onHeap = std::make_unique<Bytes>(secret.view().begin(), secret.view().end());
    EXPECT_GE(copiesOf(kVeiledPin), 2u);
    std::fill(onHeap->begin(), onHeap->end(), std::uint8_t{0});
}

TEST(PinMemory, NothingIsLeftOfThePins) {
    TokenRig<test::Pkcs15Model> rig;
    {
        const SecretBytes pin = unveiled(kVeiledPin);
        rig.model.setPin(asText(pin.view()));
    }
    VeiledPins pins;
    {
        auto session = rig.key()->open(pins, nullptr);
        ASSERT_TRUE(session.ok());
        EXPECT_EQ(outcome(keys::signChecked(*session.value(), sha256Of("x"))), "ok");
        // Not even while the session is open.
        EXPECT_EQ(copiesOf(kVeiledPin), 0u);
    }
    EXPECT_EQ(outcome(rig.token->pinManagement()->change(pins, nullptr)), "ok");
    // Now the PIN is wrong: the way of a refused one.
    EXPECT_EQ(outcome(rig.key()->open(pins, nullptr)), "pin.wrong");
    EXPECT_EQ(copiesOf(kVeiledPin), 0u);
    EXPECT_EQ(copiesOf(kVeiledNext), 0u);
}

} // namespace
} // namespace tanba::card
