#include "core/keys/certificate_parser.h"

#include <algorithm>
#include <array>

namespace tanba::keys {

namespace {

Failure malformedExtension(std::string detail) {
    return fail(FailureCode::DerMalformed, {}, std::move(detail));
}

/// A reader over the content of the SEQUENCE that is the whole extension value.
Result<DerReader> enterOnly(ByteView value) {
    DerReader outer(value);
    TANBA_TRY(DerReader sequence, outer.enter(der::kSequence));
    TANBA_CHECK(outer.end());
    return sequence;
}

Outcome readBasicConstraints(const Extension& extension, CertificateFields& fields) {
    TANBA_TRY(DerReader sequence, enterOnly(extension.value));
    BasicConstraints constraints;
    if (sequence.nextIs(der::kBoolean)) {
        TANBA_TRY(constraints.authority, sequence.boolean());
    }
    if (sequence.nextIs(der::kInteger)) {
        TANBA_TRY(constraints.pathLength, sequence.smallInteger());
    }
    fields.basicConstraints = constraints;
    return sequence.end();
}

Outcome readKeyUsage(const Extension& extension, CertificateFields& fields) {
    DerReader outer(extension.value);
    TANBA_TRY(const DerElement bits, outer.expect(der::kBitString));
    TANBA_CHECK(outer.end());
    // First octet: number of unused bits at the end (X.690 8.6.2). Nine bits are defined, so at most two
    // octets.
    if (bits.content.empty() || bits.content.size() > 3 || bits.content[0] > 7 ||
        (bits.content.size() == 1 && bits.content[0] != 0))
        return malformedExtension("keyUsage");
    std::uint16_t usage = 0;
    const std::size_t count = (bits.content.size() - 1) * 8 - bits.content[0];
    for (std::size_t bit = 0; bit < count; ++bit) {
        if ((bits.content[1 + bit / 8] & (0x80U >> (bit % 8))) != 0)
            usage = static_cast<std::uint16_t>(usage | (1U << bit));
    }
    fields.keyUsage = usage;
    return Done{};
}

Outcome readExtendedKeyUsage(const Extension& extension, CertificateFields& fields) {
    TANBA_TRY(DerReader sequence, enterOnly(extension.value));
    do {
        TANBA_TRY(Oid purpose, sequence.oid());
        fields.extendedKeyUsage.push_back(std::move(purpose));
    } while (!sequence.atEnd());
    fields.extendedKeyUsageCritical = extension.critical;
    return Done{};
}

Outcome readSubjectKeyId(const Extension& extension, CertificateFields& fields) {
    DerReader outer(extension.value);
    TANBA_TRY(const ByteView identifier, outer.octetString());
    fields.subjectKeyId.assign(identifier.begin(), identifier.end());
    return outer.end();
}

Outcome readAuthorityKeyId(const Extension& extension, CertificateFields& fields) {
    TANBA_TRY(DerReader sequence, enterOnly(extension.value));
    TANBA_TRY(const std::optional<DerElement> identifier, sequence.optional(der::context(0)));
    if (identifier)
        fields.authorityKeyId.assign(identifier->content.begin(), identifier->content.end());
    while (!sequence.atEnd()) {
        TANBA_CHECK(sequence.any());
    }
    return Done{};
}

Outcome readPolicies(const Extension& extension, CertificateFields& fields) {
    TANBA_TRY(DerReader sequence, enterOnly(extension.value));
    do {
        TANBA_TRY(DerReader information, sequence.enter(der::kSequence));
        TANBA_TRY(Oid policy, information.oid());
        fields.policies.push_back(std::move(policy));
    } while (!sequence.atEnd());
    return Done{};
}

/// The authority's own extension: SEQUENCE { OID of the place where the key is stored }. Mere information,
/// and no standard fixes it: an unknown shape is passed over.
Outcome readKeyStorage(const Extension& extension, CertificateFields& fields) {
    auto sequence = enterOnly(extension.value);
    if (!sequence.ok())
        return Done{};
    auto storage = sequence.value().oid();
    if (storage.ok())
        fields.keyStorage = std::move(storage).value();
    return Done{};
}

struct KnownExtension {
    std::string_view oid;
    Outcome (*read)(const Extension&, CertificateFields&);
};

constexpr std::array<KnownExtension, 7> kKnownExtensions{{
    {"2.5.29.19", readBasicConstraints},
    {"2.5.29.15", readKeyUsage},
    {"2.5.29.37", readExtendedKeyUsage},
    {"2.5.29.14", readSubjectKeyId},
    {"2.5.29.35", readAuthorityKeyId},
    {"2.5.29.32", readPolicies},
    {"1.2.398.3.3.5", readKeyStorage},
}};

Result<Extension> readExtension(DerReader& sequence) {
    TANBA_TRY(DerReader reader, sequence.enter(der::kSequence));
    Extension extension;
    TANBA_TRY(extension.type, reader.oid());
    if (reader.nextIs(der::kBoolean)) {
        TANBA_TRY(extension.critical, reader.boolean());
    }
    TANBA_TRY(const ByteView value, reader.octetString());
    TANBA_CHECK(reader.end());
    extension.value.assign(value.begin(), value.end());
    return extension;
}

} // namespace

Outcome readExtensions(DerReader sequence, CertificateFields& fields) {
    while (!sequence.atEnd()) {
        if (fields.extensions.size() == kMaxExtensions)
            return malformedExtension("too many extensions");
        TANBA_TRY(Extension extension, readExtension(sequence));
        // RFC 5280 4.2: never twice. Programs that differ in which one they believe can be played against
        // each other.
        if (std::ranges::find(fields.extensions, extension.type, &Extension::type) != fields.extensions.end())
            return malformedExtension("extension twice: " + extension.type.dotted());
        const auto known = std::ranges::find(kKnownExtensions, extension.type.dotted(), &KnownExtension::oid);
        if (known != kKnownExtensions.end()) {
            const Outcome outcome = known->read(extension, fields);
            if (!outcome.ok())
                return malformedExtension("extension " + extension.type.dotted() + ": " +
                                          outcome.failure().detail);
        }
        fields.extensions.push_back(std::move(extension));
    }
    return Done{};
}

} // namespace tanba::keys
