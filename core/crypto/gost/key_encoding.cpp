#include "core/crypto/gost/key_encoding.h"

#include "core/base/der_reader.h"
#include "core/base/der_writer.h"
#include "core/crypto/secret_der.h"

#include <algorithm>

namespace tanba::crypto::gost {

namespace {

Outcome checkParameters(const KeyKind& kind, ByteView parameters) {
    DerReader outer(parameters);
    TANBA_TRY(DerReader reader, outer.enter(der::kSequence));
    TANBA_TRY(const Oid parameterSet, reader.oid());
    if (parameterSet.dotted() != kind.parameterSetOid)
        return fail(FailureCode::AlgorithmUnsupported, parameterSet.dotted());
    TANBA_TRY(const Oid hash, reader.oid());
    if (hash.dotted() != kind.hashOid)
        return fail(FailureCode::AlgorithmUnsupported, hash.dotted());
    TANBA_CHECK(reader.end());
    return Done{};
}

Bytes algorithmIdentifier(const KeyKind& kind) {
    return der::sequence({der::oid(Oid(kind.oid)),
                          der::sequence({der::oid(Oid(kind.parameterSetOid)), der::oid(Oid(kind.hashOid))})});
}

/// The octets of the scalar in its element, in the order of the form.
Result<ByteView> scalarOctets(const KeyKind& kind, ByteView key) {
    DerReader reader(key);
    TANBA_TRY(ByteView octets,
              kind.scalarForm == ScalarForm::LittleEndianOctets ? reader.octetString() : reader.integer());
    TANBA_CHECK(reader.end());
    if (kind.scalarForm == ScalarForm::LittleEndianOctets)
        return octets;
    if ((octets.front() & 0x80) != 0)
        return fail(FailureCode::KeyMalformed, {}, "negative scalar");
    return octets.front() == 0 ? octets.subspan(1) : octets;
}

} // namespace

Result<const KeyKind*> kindOf(const KeyStructure& structure) {
    const auto kind = std::ranges::find(kKeyKinds, structure.algorithm.dotted(), &KeyKind::oid);
    if (kind == std::end(kKeyKinds))
        return fail(FailureCode::AlgorithmUnsupported, structure.algorithm.dotted());
    const Outcome parameters = checkParameters(**kind, structure.parameters);
    if (!parameters.ok())
        return asKeyFailure(parameters.failure());
    return *kind;
}

Result<ByteView> readPoint(const KeyKind& kind, ByteView key) {
    DerReader reader(key);
    const Result<ByteView> octets = reader.octetString();
    if (!octets.ok() || !reader.atEnd() || octets.value().size() != 2 * kind.size)
        return fail(FailureCode::KeyMalformed, {}, "point");
    return octets.value();
}

Result<SecretBytes> readScalar(const KeyKind& kind, ByteView key) {
    const Result<ByteView> octets = scalarOctets(kind, key);
    if (!octets.ok())
        return asKeyFailure(octets.failure());
    const ByteView found = octets.value();
    const bool fixedLength = kind.scalarForm == ScalarForm::LittleEndianOctets;
    if (fixedLength ? found.size() != kind.size : found.size() > kind.size)
        return fail(FailureCode::KeyMalformed, {}, "scalar length");
    SecretBytes scalar(kind.size);
    scalar.resize(kind.size);
    std::ranges::copy(found, scalar.data());
    if (kind.scalarForm == ScalarForm::BigEndianInteger)
        std::reverse(scalar.data(), scalar.data() + found.size());
    return scalar;
}

Bytes writeSubjectPublicKeyInfo(const KeyKind& kind, ByteView point) {
    return der::sequence({algorithmIdentifier(kind), der::bitString(der::octetString(point))});
}

SecretBytes writePrivateKeyInfo(const KeyKind& kind, const SecretBytes& scalar) {
    const SecretBytes value = kind.scalarForm == ScalarForm::LittleEndianOctets
                                  ? secretElement(der::kOctetString, {scalar.view()})
                                  : secretInteger(reversed(scalar.view()).view());
    const SecretBytes key = secretElement(der::kOctetString, {value.view()});
    return secretElement(der::kSequence, {der::integer(0), algorithmIdentifier(kind), key.view()});
}

} // namespace tanba::crypto::gost
