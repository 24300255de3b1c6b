#include "cardreader/pkcs11/signature_forms.h"

#include "core/base/der_writer.h"

#include <algorithm>

namespace tanba::pkcs11 {

Bytes digestInfo(const crypto::Digest& digest) {
    const Bytes algorithm =
        der::sequence({der::oid(Oid(crypto::digestRow(digest.algorithm).oid)), der::null()});
    return der::sequence({algorithm, der::octetString(digest.bytes)});
}

std::size_t ecdsaHalfSize(int bits) {
    return (static_cast<std::size_t>(bits) + 7) / 8;
}

ByteView ecdsaInput(ByteView digest, int bits) {
    return digest.first(std::min(digest.size(), ecdsaHalfSize(bits)));
}

Result<Bytes> ecdsaSignature(ByteView raw, int bits) {
    const std::size_t half = ecdsaHalfSize(bits);
    if (raw.size() != 2 * half)
        return fail(FailureCode::ModuleFailed, {}, "C_Sign: length " + std::to_string(raw.size()));
    return der::sequence(
        {der::integerFromBigEndian(raw.first(half)), der::integerFromBigEndian(raw.last(half))});
}

Bytes digestInOrder(ByteView digest, DigestOrder order) {
    Bytes ordered(digest.begin(), digest.end());
    if (order == DigestOrder::Reversed)
        std::ranges::reverse(ordered);
    return ordered;
}

Bytes valueFromOrder(ByteView value, ValueOrder order) {
    Bytes result(value.begin(), value.end());
    const auto middle = result.begin() + static_cast<std::ptrdiff_t>(result.size() / 2);
    switch (order) {
    case ValueOrder::Straight:
        break;
    case ValueOrder::Reversed:
        std::ranges::reverse(result);
        break;
    case ValueOrder::HalvesReversed:
        std::reverse(result.begin(), middle);
        std::reverse(middle, result.end());
        break;
    case ValueOrder::HalvesSwapped:
        std::rotate(result.begin(), middle, result.end());
        break;
    }
    return result;
}

} // namespace tanba::pkcs11
