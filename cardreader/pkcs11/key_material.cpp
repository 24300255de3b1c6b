#include "cardreader/pkcs11/key_material.h"

#include "core/base/der_reader.h"
#include "core/crypto/key_structure.h"

#include <algorithm>

namespace tanba::pkcs11 {

namespace {

/// Both coordinates of a GOST 34.10-2015 key; what stands before them in the BIT STRING depends on the
/// writer.
constexpr std::size_t kGostPoint = 128;

Bytes copyOf(ByteView bytes) {
    return Bytes(bytes.begin(), bytes.end());
}

Result<Bytes> modulusOf(ByteView rsaPublicKey) {
    DerReader outer(rsaPublicKey);
    TANBA_TRY(DerReader body, outer.enter(der::kSequence));
    TANBA_TRY(const ByteView modulus, body.integer());
    return materialFromModulus(modulus);
}

} // namespace

Bytes materialOf(const keys::Certificate& certificate) {
    const Result<crypto::PublicKey>& key = certificate.publicKey();
    const Result<crypto::KeyStructure> parts =
        crypto::readSubjectPublicKeyInfo(certificate.subjectPublicKeyInfo());
    if (!key.ok() || !parts.ok())
        return {};
    const ByteView bits = parts.value().key;
    switch (key.value().algorithm()) {
    case crypto::KeyAlgorithm::Rsa: {
        Result<Bytes> modulus = modulusOf(bits);
        return modulus.ok() ? std::move(modulus).value() : Bytes();
    }
    case crypto::KeyAlgorithm::Ec:
        return copyOf(bits);
    case crypto::KeyAlgorithm::Gost2015_512:
        return bits.size() < kGostPoint ? Bytes() : copyOf(bits.last(kGostPoint));
    case crypto::KeyAlgorithm::Gost34310:
        break;
    }
    return {};
}

Bytes materialFromModulus(ByteView modulus) {
    const auto first = std::ranges::find_if(modulus, [](std::uint8_t byte) { return byte != 0; });
    return Bytes(first, modulus.end());
}

Bytes materialFromPoint(ByteView point) {
    DerReader reader(point);
    const Result<ByteView> inner = reader.octetString();
    return copyOf(inner.ok() && reader.atEnd() ? inner.value() : point);
}

bool sameMaterial(ByteView left, ByteView right) {
    if (left.empty() || left.size() != right.size())
        return false;
    return sameBytes(left, right) ||
           (left.size() == kGostPoint && std::equal(left.begin(), left.end(), right.rbegin()));
}

} // namespace tanba::pkcs11
