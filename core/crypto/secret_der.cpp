#include "core/crypto/secret_der.h"

#include "core/base/der_writer.h"

#include <algorithm>
#include <cstdlib>

namespace tanba::crypto {

SecretBytes secretElement(std::uint8_t tag, std::initializer_list<ByteView> parts) {
    std::size_t length = 0;
    for (const ByteView part : parts)
        length += part.size();
    const Bytes header = der::header(tag, length);
    SecretBytes element(header.size() + length);
    bool fits = element.append(header);
    for (const ByteView part : parts)
        fits = fits && element.append(part);
    if (!fits)
        std::abort();
    return element;
}

SecretBytes secretInteger(ByteView bigEndian) {
    static constexpr std::uint8_t kZero[] = {0};
    const auto first = std::ranges::find_if(bigEndian, [](std::uint8_t octet) { return octet != 0; });
    const ByteView magnitude(first, bigEndian.end());
    const bool needsZero = magnitude.empty() || (magnitude.front() & 0x80) != 0;
    return secretElement(der::kInteger, {needsZero ? ByteView(kZero) : ByteView(), magnitude});
}

SecretBytes reversed(ByteView octets) {
    SecretBytes result(octets.size());
    result.resize(octets.size());
    std::ranges::reverse_copy(octets, result.data());
    return result;
}

} // namespace tanba::crypto
