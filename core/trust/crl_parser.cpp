#include "core/trust/crl_parser.h"

#include <algorithm>
#include <array>
#include <limits>

namespace tanba::trust {

namespace {

// About what an entry with a 20-octet serial and a reason takes: room is made for as many, not for the worst
// case.
constexpr std::uint64_t kTypicalEntry = 40;
constexpr int kLargestReason = 10; // CRLReason aACompromise, RFC 5280 5.3.1

// Content octets of the OIDs of entry extensions, compared as they stand: there is one per entry.
constexpr std::array<std::uint8_t, 3> kReasonCode{0x55, 0x1D, 0x15};     // 2.5.29.21
constexpr std::array<std::uint8_t, 3> kInvalidityDate{0x55, 0x1D, 0x18}; // 2.5.29.24

struct EntryExtensions {
    int reason = -1;
    /// A critical one that is not understood: the entry, and with it the list, cannot be relied on.
    bool unknownCritical = false;
};

Outcome readReason(ByteView value, EntryExtensions& into) {
    DerReader reader(value);
    TANBA_TRY(const DerElement reason, reader.expect(der::kEnumerated));
    TANBA_CHECK(reader.end());
    if (reason.content.size() != 1 || reason.content[0] > kLargestReason)
        return fail(FailureCode::DerMalformed, {}, "reasonCode");
    into.reason = reason.content[0];
    return Done{};
}

Outcome readEntryExtension(DerReader& extensions, EntryExtensions& into) {
    TANBA_TRY(DerReader extension, extensions.enter(der::kSequence));
    TANBA_TRY(const DerElement type, extension.expect(der::kOid));
    bool critical = false;
    if (extension.nextIs(der::kBoolean)) {
        TANBA_TRY(critical, extension.boolean());
    }
    TANBA_TRY(const ByteView value, extension.octetString());
    TANBA_CHECK(extension.end());
    if (sameBytes(type.content, kReasonCode))
        return readReason(value, into);
    if (critical && !sameBytes(type.content, kInvalidityDate))
        into.unknownCritical = true;
    return Done{};
}

Outcome readEntry(const DerElement& element, Crl::Fields& fields) {
    DerReader entry(element);
    TANBA_TRY(const ByteView serial, entry.integer());
    TANBA_TRY(const Time revokedAt, entry.time());
    EntryExtensions extensions;
    if (!entry.atEnd()) {
        TANBA_TRY(DerReader list, entry.enter(der::kSequence));
        while (!list.atEnd()) {
            TANBA_CHECK(readEntryExtension(list, extensions));
        }
        TANBA_CHECK(entry.end());
    }
    if (extensions.unknownCritical)
        fields.partial = true;
    fields.revoked.add(serial, revokedAt, extensions.reason);
    return Done{};
}

Outcome readEntries(DerStream& stream, std::uint64_t limit, Crl::Fields& fields) {
    TANBA_TRY(const std::uint64_t end, stream.enter(der::kSequence, limit));
    fields.revoked.reserve(static_cast<std::size_t>(
        std::min<std::uint64_t>((end - stream.position()) / kTypicalEntry, kMaxCrlEntries)));
    while (stream.position() < end) {
        TANBA_TRY(const DerElement entry, stream.element(end));
        if (entry.tag != der::kSequence)
            return fail(FailureCode::DerMalformed, {}, "revokedCertificates");
        if (fields.revoked.size() == kMaxCrlEntries)
            return fail(FailureCode::CrlTooLarge);
        TANBA_CHECK(readEntry(entry, fields));
    }
    fields.revoked.sort();
    return Done{};
}

Result<bool> nextIs(DerStream& stream, std::uint64_t limit, std::uint8_t tag) {
    if (stream.position() >= limit)
        return false;
    TANBA_TRY(const std::optional<std::uint8_t> next, stream.nextTag());
    return next == tag;
}

Result<bool> nextIsTime(DerStream& stream, std::uint64_t limit) {
    TANBA_TRY(const bool utc, nextIs(stream, limit, der::kUtcTime));
    TANBA_TRY(const bool generalized, nextIs(stream, limit, der::kGeneralizedTime));
    return utc || generalized;
}

Result<Time> readTime(DerStream& stream, std::uint64_t limit) {
    TANBA_TRY(const DerElement element, stream.element(limit));
    return DerReader(element.encoded).time();
}

/// The algorithm of the signature comes before everything that is long, so that the rest can be hashed in
/// passing.
Outcome readAlgorithm(DerStream& stream, std::uint64_t limit, Crl::Fields& fields,
                      std::optional<crypto::Hasher>& hasher) {
    TANBA_TRY(const DerElement algorithm, stream.element(limit));
    fields.innerAlgorithm.assign(algorithm.encoded.begin(), algorithm.encoded.end());
    DerReader outer(algorithm.encoded);
    TANBA_TRY(DerReader content, outer.enter(der::kSequence));
    TANBA_TRY(const Oid type, content.oid());
    fields.scheme = crypto::schemeByOid(type);
    if (fields.scheme) {
        TANBA_TRY(hasher, crypto::Hasher::create(fields.scheme->digest));
        stream.hashWith(&*hasher);
    }
    return Done{};
}

Outcome readToBeSigned(DerStream& stream, std::uint64_t limit, Crl::Fields& fields,
                       std::optional<crypto::Hasher>& hasher) {
    TANBA_TRY(const std::uint64_t end, stream.enter(der::kSequence, limit));
    TANBA_TRY(const bool hasVersion, nextIs(stream, end, der::kInteger));
    if (hasVersion) {
        TANBA_TRY(const DerElement version, stream.element(end));
        if (version.content.size() != 1 || version.content[0] != 1)
            return fail(FailureCode::DerMalformed, {}, "version of the list");
    }
    TANBA_CHECK(readAlgorithm(stream, end, fields, hasher));
    TANBA_TRY(const DerElement issuer, stream.element(end));
    TANBA_TRY(fields.issuer, keys::Name::fromDer(issuer.encoded));
    TANBA_TRY(fields.thisUpdate, readTime(stream, end));
    TANBA_TRY(const bool hasNextUpdate, nextIsTime(stream, end));
    if (hasNextUpdate) {
        TANBA_TRY(fields.nextUpdate, readTime(stream, end));
    }
    TANBA_TRY(const bool hasEntries, nextIs(stream, end, der::kSequence));
    if (hasEntries) {
        TANBA_CHECK(readEntries(stream, end, fields));
    }
    if (stream.position() < end) {
        TANBA_TRY(const DerElement tagged, stream.element(end));
        if (tagged.tag != der::contextConstructed(0) || !hasVersion)
            return fail(FailureCode::DerMalformed, {}, "crlExtensions");
        DerReader wrapper(tagged);
        TANBA_TRY(DerReader extensions, wrapper.enter(der::kSequence));
        TANBA_CHECK(wrapper.end());
        TANBA_CHECK(parseCrlExtensions(extensions, fields));
    }
    if (stream.position() != end)
        return fail(FailureCode::DerMalformed, {}, "tbsCertList");
    return Done{};
}

} // namespace

Outcome parseCrl(DerStream& stream, std::uint64_t size, Crl::Fields& fields) {
    TANBA_TRY(const std::uint64_t end, stream.enter(der::kSequence, size));
    std::optional<crypto::Hasher> hasher;
    stream.startHashing();
    TANBA_CHECK(readToBeSigned(stream, end, fields, hasher));
    stream.stopHashing();
    stream.hashWith(nullptr);
    if (hasher)
        fields.digest = hasher->finish();

    TANBA_TRY(const DerElement outer, stream.element(end));
    fields.outerAlgorithm.assign(outer.encoded.begin(), outer.encoded.end());
    TANBA_TRY(const DerElement signature, stream.element(end));
    TANBA_TRY(const ByteView value, DerReader(signature.encoded).bitStringOctets());
    fields.signature.assign(value.begin(), value.end());
    TANBA_TRY(const std::optional<std::uint8_t> more, stream.nextTag());
    if (stream.position() != end || more)
        return fail(FailureCode::DerMalformed, {}, "behind the list");
    return Done{};
}

} // namespace tanba::trust
