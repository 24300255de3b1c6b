#include "core/crypto/key_structure.h"

#include "core/base/der_reader.h"

namespace tanba::crypto {

namespace {

Result<KeyStructure> readAlgorithm(DerReader& reader) {
    TANBA_TRY(DerReader identifier, reader.enter(der::kSequence));
    TANBA_TRY(Oid algorithm, identifier.oid());
    const ByteView parameters = identifier.rest();
    if (!identifier.atEnd()) {
        TANBA_CHECK(identifier.any());
        TANBA_CHECK(identifier.end());
    }
    return KeyStructure{std::move(algorithm), parameters, {}};
}

Result<KeyStructure> readPublic(ByteView der) {
    DerReader outer(der);
    TANBA_TRY(DerReader body, outer.enter(der::kSequence));
    TANBA_CHECK(outer.end());
    TANBA_TRY(KeyStructure parts, readAlgorithm(body));
    TANBA_TRY(parts.key, body.bitStringOctets());
    TANBA_CHECK(body.end());
    return parts;
}

Result<KeyStructure> readPrivate(ByteView der) {
    DerReader outer(der);
    TANBA_TRY(DerReader body, outer.enter(der::kSequence));
    TANBA_CHECK(outer.end());
    TANBA_TRY(const std::int64_t version, body.smallInteger());
    if (version > 1)
        return fail(FailureCode::KeyMalformed, {}, "version");
    TANBA_TRY(KeyStructure parts, readAlgorithm(body));
    TANBA_TRY(parts.key, body.octetString());
    TANBA_CHECK(body.optional(der::contextConstructed(0)));
    TANBA_CHECK(body.optional(der::context(1)));
    TANBA_CHECK(body.end());
    return parts;
}

Result<KeyStructure> asKeyResult(Result<KeyStructure> result) {
    return result.ok() ? std::move(result) : Result<KeyStructure>(asKeyFailure(result.failure()));
}

} // namespace

Failure asKeyFailure(const Failure& failure) {
    const bool encoding =
        failure.code == FailureCode::DerMalformed || failure.code == FailureCode::DerTooDeep;
    return encoding ? fail(FailureCode::KeyMalformed, failure.subject, failure.detail) : failure;
}

Result<KeyStructure> readSubjectPublicKeyInfo(ByteView der) {
    return asKeyResult(readPublic(der));
}

Result<KeyStructure> readPrivateKeyInfo(ByteView der) {
    return asKeyResult(readPrivate(der));
}

} // namespace tanba::crypto
