#include "cardreader/apdu/apdu_encoding.h"

#include <cstdlib>

namespace tanba::card {
namespace {

constexpr std::size_t kHeaderSize = 4;
/// Three bytes of Lc and two of Le in the extended form.
constexpr std::size_t kLengthFieldsSize = 5;

/// An encoded command that ends the program rather than lose a byte.
class Encoder {
  public:
    explicit Encoder(std::size_t capacity) : bytes_(capacity) {}

    void put(std::size_t byte) {
        if (!bytes_.append(static_cast<std::uint8_t>(byte)))
            std::abort();
    }
    void put(ByteView more) {
        if (!bytes_.append(more))
            std::abort();
    }
    void putTwo(std::size_t number) {
        put(number >> 8 & 0xFF);
        put(number & 0xFF);
    }
    SecretBytes take() && { return std::move(bytes_); }

  private:
    SecretBytes bytes_;
};

void putShort(Encoder& encoder, const ApduParts& parts, TransmissionProtocol protocol) {
    if (!parts.data.empty()) {
        encoder.put(parts.data.size());
        encoder.put(parts.data);
        if (protocol == TransmissionProtocol::T0)
            return;
    }
    if (parts.expected)
        encoder.put(*parts.expected >= kAnyLength ? 0 : *parts.expected);
    else if (parts.data.empty() && protocol == TransmissionProtocol::T0)
        encoder.put(0);
}

void putExtended(Encoder& encoder, const ApduParts& parts) {
    if (!parts.data.empty()) {
        encoder.put(0);
        encoder.putTwo(parts.data.size());
        encoder.put(parts.data);
    }
    if (!parts.expected)
        return;
    if (parts.data.empty())
        encoder.put(0);
    encoder.putTwo(*parts.expected > kDataLimit ? 0 : *parts.expected);
}

} // namespace

SecretBytes encodeApdu(const ApduParts& parts, TransmissionProtocol protocol, ApduForm form) {
    if (parts.data.size() > (form == ApduForm::Short ? kShortDataLimit : kDataLimit))
        std::abort();
    Encoder encoder(kHeaderSize + kLengthFieldsSize + parts.data.size());
    for (const std::uint8_t byte : {parts.cla, parts.ins, parts.p1, parts.p2})
        encoder.put(byte);
    if (form == ApduForm::Short)
        putShort(encoder, parts, protocol);
    else
        putExtended(encoder, parts);
    return std::move(encoder).take();
}

} // namespace tanba::card
