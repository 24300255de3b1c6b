#include "cardreader/apdu/command_apdu.h"

#include <utility>

namespace tanba::card {

CommandApdu::CommandApdu(std::uint8_t cla, std::uint8_t ins, std::uint8_t p1, std::uint8_t p2)
    : cla_(cla), ins_(ins), p1_(p1), p2_(p2) {}

CommandApdu&& CommandApdu::withData(ByteView data) && {
    data_ = SecretBytes::copyOf(data);
    return std::move(*this);
}

CommandApdu&& CommandApdu::withSecret(SecretBytes data) && {
    data_ = std::move(data);
    return std::move(*this);
}

CommandApdu&& CommandApdu::expecting(std::size_t expected) && {
    expected_ = expected;
    return std::move(*this);
}

} // namespace tanba::card
