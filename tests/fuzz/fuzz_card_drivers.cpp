#include "cardreader/drivers/driver_table.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

using namespace tanba;

namespace {

/// A card that answers from the input: two bytes of length, data, two bytes of status. Then it is gone.
class HostileCard : public card::CardSession {
  public:
    explicit HostileCard(ByteView answers) : answers_(answers) {
        const std::size_t size =
            answers_.empty() ? 0 : std::min<std::size_t>(answers_[0] % 33, answers_.size() - 1);
        atr_ = take(size + (answers_.empty() ? 0 : 1));
    }

    Result<card::ResponseApdu> transmit(const card::CommandApdu&) override {
        // Far more than any honest flow needs: a driver that goes on for ever is a finding.
        if (++commands_ > kMostCommands)
            std::abort();
        if (answers_.size() < 4)
            return fail(FailureCode::CardRemoved);
        const ByteView head = take(2);
        const std::size_t wanted = std::size_t{head[0]} << 8U | head[1];
        const ByteView data = take(std::min(wanted, answers_.size() - 2));
        const ByteView status = take(2);
        return card::ResponseApdu{Bytes(data.begin(), data.end()),
                                  static_cast<std::uint16_t>(status[0] << 8 | status[1])};
    }
    card::PinPad* pinPad() override { return nullptr; }
    void endWithReset() override {}
    ByteView atr() const override { return atr_; }

  private:
    static constexpr int kMostCommands = 100'000;

    ByteView take(std::size_t count) {
        const ByteView taken = answers_.first(count);
        answers_ = answers_.subspan(count);
        return taken;
    }

    ByteView answers_;
    ByteView atr_;
    int commands_ = 0;
};

} // namespace

/// A card that lies: recognised, read, asked for its tries, and made to sign.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    HostileCard session(ByteView(data, size));
    const auto driver = card::driverFor(session);
    if (!driver.ok())
        return 0;
    const auto contents = driver.value()->read(session, [](const auto&) { return card::KnownOfCard(); });
    if (!contents.ok())
        return 0;
    for (const card::CardPin& pin : contents.value().pins)
        static_cast<void>(driver.value()->triesLeft(session, pin));
    for (const card::CardKey& key : contents.value().keys)
        static_cast<void>(driver.value()->sign(session, key, {crypto::DigestAlgorithm::Sha256, Bytes(32)}));
    return 0;
}
