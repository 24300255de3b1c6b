#include "core/base/der_reader.h"
#include "core/base/der_writer.h"
#include "core/crypto/formats/ec_curve.h"
#include "core/crypto/formats/key_format.h"
#include "core/crypto/openssl/key_parameters.h"
#include "core/crypto/secret_der.h"

#include <openssl/core_names.h>

// ECDSA keys: RFC 5480 for the public, RFC 5915 for the private half. Named curves only.
namespace tanba::crypto {

namespace {

constexpr const char* kEcOid = "1.2.840.10045.2.1";

bool claims(const Oid& algorithm) {
    return algorithm.dotted() == kEcOid;
}

/// Explicit curve parameters are refused unread: they let a forger choose a curve on which he knows the
/// answer.
Result<const EcCurve*> readCurve(ByteView parameters) {
    DerReader reader(parameters);
    if (!reader.nextIs(der::kOid))
        return fail(FailureCode::AlgorithmUnsupported, {}, "curve without a name");
    TANBA_TRY(const Oid name, reader.oid());
    return curveByOid(name);
}

/// SEC 1 2.3.3: an uncompressed or compressed point. The single octet 0, the point at infinity, is an
/// encoding too, and OpenSSL takes it: with that key anybody can make signatures that verify.
bool isPoint(const EcCurve& curve, ByteView octets) {
    if (octets.empty())
        return false;
    const bool compressed = octets.front() == 2 || octets.front() == 3;
    const bool uncompressed = octets.front() == 4;
    return (compressed && octets.size() == curve.coordinateSize() + 1) ||
           (uncompressed && octets.size() == 2 * curve.coordinateSize() + 1);
}

Result<LoadedPublicKey> readPublic(const KeyStructure& structure) {
    TANBA_TRY(const EcCurve* const curve, readCurve(structure.parameters));
    if (!isPoint(*curve, structure.key))
        return fail(FailureCode::KeyMalformed, {}, "point");
    Bytes memory(structure.key.size());
    KeyParameters parameters(memory);
    parameters.addText(OSSL_PKEY_PARAM_GROUP_NAME, curve->name);
    parameters.addOctets(OSSL_PKEY_PARAM_PUB_KEY, structure.key);
    TANBA_TRY(KeyHandle key, parameters.make("EC", EVP_PKEY_PUBLIC_KEY));
    return LoadedPublicKey{KeyAlgorithm::Ec, curve->bits, std::move(key)};
}

struct PrivateParts {
    ByteView scalar;
    /// Empty when the structure has none.
    ByteView point;
};

Result<PrivateParts> readPrivateStructure(ByteView der) {
    DerReader outer(der);
    TANBA_TRY(DerReader body, outer.enter(der::kSequence));
    TANBA_CHECK(outer.end());
    TANBA_TRY(const std::int64_t version, body.smallInteger());
    if (version != 1)
        return fail(FailureCode::KeyMalformed, {}, "version");
    PrivateParts parts;
    TANBA_TRY(parts.scalar, body.octetString());
    // The curve again, which the PrivateKeyInfo has already named.
    TANBA_CHECK(body.optional(der::contextConstructed(0)));
    TANBA_TRY(const std::optional<DerElement> point, body.optional(der::contextConstructed(1)));
    if (point) {
        DerReader inner(*point);
        TANBA_TRY(parts.point, inner.bitStringOctets());
        TANBA_CHECK(inner.end());
    }
    TANBA_CHECK(body.end());
    return parts;
}

Result<KeyHandle> readPrivate(const KeyStructure& structure) {
    TANBA_TRY(const EcCurve* const curve, readCurve(structure.parameters));
    TANBA_TRY(const PrivateParts parts, readPrivateStructure(structure.key));
    if (parts.scalar.size() > curve->coordinateSize())
        return fail(FailureCode::KeyMalformed, {}, "scalar length");
    TANBA_TRY(const Bytes point, publicPoint(*curve, parts.scalar));
    if (!parts.point.empty() && !sameBytes(parts.point, point))
        return fail(FailureCode::KeyMalformed, {}, "the halves do not belong together");
    SecretBytes memory(parts.scalar.size() + point.size());
    memory.resize(memory.capacity());
    KeyParameters parameters({memory.data(), memory.size()});
    parameters.addText(OSSL_PKEY_PARAM_GROUP_NAME, curve->name);
    parameters.addOctets(OSSL_PKEY_PARAM_PUB_KEY, point);
    parameters.addNumber(OSSL_PKEY_PARAM_PRIV_KEY, parts.scalar);
    return parameters.make("EC", EVP_PKEY_KEYPAIR);
}

Bytes algorithmIdentifier(const EcCurve& curve) {
    return der::sequence({der::oid(Oid(kEcOid)), der::oid(Oid(curve.oid))});
}

Result<Bytes> writePublic(const EVP_PKEY* key) {
    TANBA_TRY(const EcCurve* const curve, curveOf(key));
    TANBA_TRY(const Bytes point, publicOctets(key, OSSL_PKEY_PARAM_PUB_KEY));
    return der::sequence({algorithmIdentifier(*curve), der::bitString(point)});
}

Result<SecretBytes> writePrivate(const EVP_PKEY* key) {
    TANBA_TRY(const EcCurve* const curve, curveOf(key));
    TANBA_TRY(const Bytes point, publicOctets(key, OSSL_PKEY_PARAM_PUB_KEY));
    TANBA_TRY(const SecretBytes scalar, secretNumber(key, OSSL_PKEY_PARAM_PRIV_KEY));
    const ByteView fixedLength = scalar.view().last(curve->coordinateSize());
    const SecretBytes octets = secretElement(der::kOctetString, {fixedLength});
    const SecretBytes body =
        secretElement(der::kSequence, {der::integer(1), octets.view(),
                                       der::element(der::contextConstructed(1), der::bitString(point))});
    const SecretBytes wrapped = secretElement(der::kOctetString, {body.view()});
    return secretElement(der::kSequence, {der::integer(0), algorithmIdentifier(*curve), wrapped.view()});
}

} // namespace

const KeyFormat kEcFormat = {&claims, &readPublic, &readPrivate, &writePublic, &writePrivate};

} // namespace tanba::crypto
