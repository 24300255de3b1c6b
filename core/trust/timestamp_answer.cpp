#include "core/base/der_reader.h"
#include "core/base/utf8.h"
#include "core/sign/gravest_reason.h"
#include "core/trust/timestamp.h"
#include "core/trust/timestamp_request.h"
#include "core/trust/usage.h"

#include <array>

namespace tanba::trust {

namespace {

// What an authority may say in free words is told for support, not without end.
constexpr std::size_t kMaxFreeText = 300;

// PKIStatus (RFC 3161 2.4.2) without a token; 0 and 1 are granted and grantedWithMods.
constexpr std::int64_t kFirstRefusal = 2;
constexpr std::array<std::string_view, 4> kRefusalNames{"rejection", "waiting", "revocationWarning",
                                                        "revocationNotification"};

struct FailureBit {
    unsigned bit;
    std::string_view name;
};
// PKIFailureInfo, as far as time stamps have it.
constexpr std::array<FailureBit, 8> kFailureBits{{
    {0, "badAlg"},
    {2, "badRequest"},
    {5, "badDataFormat"},
    {14, "timeNotAvailable"},
    {15, "unacceptedPolicy"},
    {16, "unacceptedExtension"},
    {17, "addInfoNotAvailable"},
    {25, "systemFailure"},
}};

Failure malformedAnswer(std::string detail) {
    return fail(FailureCode::TimestampMalformed, {}, std::move(detail));
}

Failure otherAnswer(std::string detail) {
    return fail(FailureCode::TimestampOther, {}, std::move(detail));
}

struct PkiStatus {
    std::int64_t value = 0;
    std::string freeText;
    std::string failures; ///< names of the bits
};

Result<std::string> readFreeText(const DerElement& element) {
    std::string text;
    DerReader reader(element);
    while (!reader.atEnd()) {
        TANBA_TRY(const DerElement line, reader.expect(der::kUtf8String));
        const std::string words = displayText(asText(line.content));
        if (text.size() + words.size() <= kMaxFreeText)
            text.append(text.empty() ? "" : " ").append(words);
    }
    return text;
}

/// Names of the bits that are set: a BIT STRING counts them from the highest of its first octet.
std::string namesOfBits(ByteView content) {
    constexpr unsigned kBits = 8;
    std::string names;
    for (const FailureBit& row : kFailureBits) {
        const std::size_t octet = 1 + row.bit / kBits; // behind the count of unused bits
        if (octet < content.size() && ((content[octet] >> (kBits - 1 - row.bit % kBits)) & 1U) != 0)
            names.append(names.empty() ? "" : ", ").append(row.name);
    }
    return names;
}

Result<PkiStatus> readPkiStatus(DerReader& response) {
    TANBA_TRY(DerReader reader, response.enter(der::kSequence));
    PkiStatus status;
    TANBA_TRY(status.value, reader.smallInteger());
    TANBA_TRY(const auto text, reader.optional(der::kSequence));
    if (text) {
        TANBA_TRY(status.freeText, readFreeText(*text));
    }
    TANBA_TRY(const auto bits, reader.optional(der::kBitString));
    if (bits)
        status.failures = namesOfBits(bits->content);
    TANBA_CHECK(reader.end());
    return status;
}

Failure refusalOf(const PkiStatus& status) {
    const auto row = static_cast<std::size_t>(status.value - kFirstRefusal);
    std::string words = row < kRefusalNames.size() ? std::string(kRefusalNames.at(row))
                                                   : "status " + std::to_string(status.value);
    if (!status.failures.empty())
        words += ", " + status.failures;
    return fail(FailureCode::TimestampRefused, std::move(words), status.freeText);
}

/// The status alone: what stands behind it is read by tokenOfResponse(), and of a refusal by nobody.
Outcome checkGranted(ByteView der) {
    DerReader outer(der);
    TANBA_TRY(DerReader response, outer.enter(der::kSequence));
    TANBA_TRY(const PkiStatus status, readPkiStatus(response));
    return status.value < kFirstRefusal ? Outcome(Done{}) : Outcome(refusalOf(status));
}

Outcome checkFits(const TimestampToken& token, const TimestampRequest& request) {
    if (token.info.imprintAlgorithm.dotted() != crypto::digestRow(request.imprint.algorithm).oid ||
        !sameBytes(token.info.imprint, request.imprint.bytes))
        return otherAnswer("imprint");
    if (token.info.nonce != request.nonce)
        return otherAnswer("nonce");
    if (request.policy && token.info.policy != *request.policy)
        return otherAnswer("policy " + token.info.policy.dotted());
    return Done{};
}

Outcome checkSigned(const TimestampToken& token) {
    const sign::SignatureEvidence& signature = token.signature;
    if (signature.integrity != sign::Integrity::Ok)
        return malformedAnswer("signature: " + sign::gravestCode(signature.reasons));
    if (!signature.signer || !isTimestampAuthority(*signature.signer))
        return malformedAnswer("purpose");
    return Done{};
}

} // namespace

Result<Bytes> readTimestampAnswer(ByteView der, const TimestampRequest& request) {
    if (der.size() > kMaxTimestampSize)
        return malformedAnswer("too large");
    const Outcome granted = checkGranted(der);
    if (!granted.ok())
        return granted.failure().code == FailureCode::TimestampRefused
                   ? granted.failure()
                   : malformedAnswer(granted.failure().detail);
    TANBA_TRY(Bytes encoded, tokenOfResponse(der));
    TANBA_TRY(const TimestampToken token, TimestampToken::read(encoded));
    TANBA_CHECK(checkFits(token, request));
    TANBA_CHECK(checkSigned(token));
    return encoded;
}

} // namespace tanba::trust
