#include "core/trust/ocsp_parser.h"

#include "core/base/der_reader.h"

#include <algorithm>
#include <array>

namespace tanba::trust {

namespace {

const Oid kBasicResponse("1.3.6.1.5.5.7.48.1.1");
const Oid kExtendedRevoke("1.3.6.1.5.5.7.48.1.9");
constexpr int kCertificateHold = 6;
constexpr int kLargestReason = 10;

Failure malformed(std::string detail) {
    return fail(FailureCode::OcspMalformed, {}, std::move(detail));
}

struct RefusalRow {
    std::uint8_t status;
    std::string_view name;
};
// OCSPResponseStatus
constexpr std::array<RefusalRow, 5> kRefusals{{
    {1, "malformedRequest"},
    {2, "internalError"},
    {3, "tryLater"},
    {5, "sigRequired"},
    {6, "unauthorized"},
}};

std::string refusalName(std::uint8_t status) {
    const auto row = std::ranges::find(kRefusals, status, &RefusalRow::status);
    return row == kRefusals.end() ? std::to_string(status) : std::string(row->name);
}

struct ExtensionsSeen {
    bool extendedRevoke = false;
    bool unknownCritical = false;
    std::optional<Bytes> nonce;
};

Outcome readExtensions(const DerElement& tagged, ExtensionsSeen& seen) {
    DerReader wrapper(tagged);
    TANBA_TRY(DerReader list, wrapper.enter(der::kSequence));
    TANBA_CHECK(wrapper.end());
    while (!list.atEnd()) {
        TANBA_TRY(DerReader extension, list.enter(der::kSequence));
        TANBA_TRY(const Oid type, extension.oid());
        bool critical = false;
        if (extension.nextIs(der::kBoolean)) {
            TANBA_TRY(critical, extension.boolean());
        }
        TANBA_TRY(const ByteView value, extension.octetString());
        TANBA_CHECK(extension.end());
        if (type == kExtendedRevoke)
            seen.extendedRevoke = true;
        else if (type == kOcspNonce)
            seen.nonce = Bytes(value.begin(), value.end());
        else if (critical)
            seen.unknownCritical = true;
    }
    return Done{};
}

Outcome readCertId(DerReader& single, OcspAnswer& answer) {
    TANBA_TRY(DerReader id, single.enter(der::kSequence));
    TANBA_TRY(DerReader algorithm, id.enter(der::kSequence));
    TANBA_TRY(answer.hashAlgorithm, algorithm.oid());
    TANBA_TRY(const ByteView nameHash, id.octetString());
    TANBA_TRY(const ByteView keyHash, id.octetString());
    TANBA_TRY(const ByteView serial, id.integer());
    answer.issuerNameHash.assign(nameHash.begin(), nameHash.end());
    answer.issuerKeyHash.assign(keyHash.begin(), keyHash.end());
    answer.serial.assign(serial.begin(), serial.end());
    return id.end();
}

/// RevokedInfo ::= SEQUENCE { revocationTime, revocationReason [0] EXPLICIT CRLReason OPTIONAL }
Outcome readRevoked(const DerElement& element, OcspAnswer& answer) {
    DerReader revoked(element);
    answer.status = StatusAnswer::Revoked;
    TANBA_TRY(answer.revokedAt, revoked.time());
    TANBA_TRY(const std::optional<DerElement> tagged, revoked.optional(der::contextConstructed(0)));
    if (tagged) {
        DerReader wrapper(*tagged);
        TANBA_TRY(const DerElement reason, wrapper.expect(der::kEnumerated));
        if (reason.content.size() != 1 || reason.content[0] > kLargestReason)
            return malformed("revocationReason");
        answer.reason = reason.content[0];
    }
    return revoked.end();
}

Outcome readStatus(DerReader& single, OcspAnswer& answer) {
    TANBA_TRY(const DerElement status, single.any());
    if (status.tag == der::contextConstructed(1))
        return readRevoked(status, answer);
    if (!status.content.empty())
        return malformed("certStatus");
    if (status.tag == der::context(0))
        answer.status = StatusAnswer::Good;
    else if (status.tag == der::context(2))
        answer.status = StatusAnswer::NotKnown;
    else
        return malformed("certStatus");
    return Done{};
}

Result<OcspAnswer> readAnswer(DerReader& answers, ExtensionsSeen& seen) {
    TANBA_TRY(DerReader single, answers.enter(der::kSequence));
    OcspAnswer answer;
    TANBA_CHECK(readCertId(single, answer));
    TANBA_CHECK(readStatus(single, answer));
    TANBA_TRY(answer.thisUpdate, single.time());
    TANBA_TRY(const std::optional<DerElement> next, single.optional(der::contextConstructed(0)));
    if (next) {
        TANBA_TRY(answer.nextUpdate, DerReader(*next).time());
    }
    TANBA_TRY(const std::optional<DerElement> extensions, single.optional(der::contextConstructed(1)));
    if (extensions) {
        TANBA_CHECK(readExtensions(*extensions, seen));
    }
    TANBA_CHECK(single.end());
    return answer;
}

/// Serials the authority never issued are answered so; "revoked in 1970" would be a falsehood.
void markNotKnown(OcspResponse& response) {
    for (OcspAnswer& answer : response.answers) {
        if (answer.status == StatusAnswer::Revoked && answer.revokedAt == Time{} &&
            answer.reason == kCertificateHold)
            answer.status = StatusAnswer::NotKnown;
    }
}

/// ResponseData (RFC 6960 4.2.1).
Outcome readResponseData(const DerElement& element, OcspResponse& response) {
    DerReader data(element);
    TANBA_TRY(const std::optional<DerElement> version, data.optional(der::contextConstructed(0)));
    if (version) {
        TANBA_TRY(const std::int64_t number, DerReader(*version).smallInteger());
        if (number != 0)
            return malformed("version");
    }
    // responderID: who signed is found out by trying the keys that may.
    TANBA_TRY(const DerElement responder, data.any());
    if (responder.tag != der::contextConstructed(1) && responder.tag != der::contextConstructed(2))
        return malformed("responderID");
    TANBA_TRY(response.producedAt, data.time());
    ExtensionsSeen seen;
    TANBA_TRY(DerReader answers, data.enter(der::kSequence));
    while (!answers.atEnd()) {
        if (response.answers.size() == kMaxOcspAnswers)
            return malformed("too many answers");
        TANBA_TRY(OcspAnswer answer, readAnswer(answers, seen));
        response.answers.push_back(std::move(answer));
    }
    TANBA_TRY(const std::optional<DerElement> extensions, data.optional(der::contextConstructed(1)));
    if (extensions) {
        TANBA_CHECK(readExtensions(*extensions, seen));
    }
    response.unknownCritical = seen.unknownCritical;
    response.nonce = std::move(seen.nonce);
    if (seen.extendedRevoke)
        markNotKnown(response);
    return data.end();
}

Outcome readCertificates(const DerElement& tagged, OcspResponse& response) {
    DerReader wrapper(tagged);
    TANBA_TRY(DerReader list, wrapper.enter(der::kSequence));
    TANBA_CHECK(wrapper.end());
    while (!list.atEnd()) {
        TANBA_TRY(const DerElement element, list.expect(der::kSequence));
        // The responder's own comes first in practice; the rest of its chain is not needed.
        if (response.certificates.size() == kMaxOcspCertificates)
            continue;
        auto certificate = keys::Certificate::fromDer(element.encoded);
        if (certificate.ok())
            response.certificates.push_back(std::move(certificate).value());
    }
    return Done{};
}

Result<OcspResponse> readBasic(DerReader& outer) {
    OcspResponse response;
    TANBA_TRY(DerReader basic, outer.enter(der::kSequence));
    TANBA_CHECK(outer.end());
    TANBA_TRY(const DerElement data, basic.expect(der::kSequence));
    response.toBeSigned.assign(data.encoded.begin(), data.encoded.end());
    TANBA_CHECK(readResponseData(data, response));
    TANBA_TRY(DerReader algorithm, basic.enter(der::kSequence));
    TANBA_TRY(const Oid type, algorithm.oid());
    response.scheme = crypto::schemeByOid(type);
    TANBA_TRY(const ByteView signature, basic.bitStringOctets());
    response.signature.assign(signature.begin(), signature.end());
    TANBA_TRY(const std::optional<DerElement> certificates, basic.optional(der::contextConstructed(0)));
    if (certificates) {
        TANBA_CHECK(readCertificates(*certificates, response));
    }
    TANBA_CHECK(basic.end());
    return response;
}

/// OCSPResponse ::= SEQUENCE { responseStatus ENUMERATED, responseBytes [0] EXPLICIT ResponseBytes OPTIONAL }
Result<OcspResponse> readWrapped(DerReader& response) {
    TANBA_TRY(const DerElement status, response.expect(der::kEnumerated));
    if (status.content.size() != 1)
        return malformed("responseStatus");
    if (status.content[0] != 0)
        return malformed("responder says " + refusalName(status.content[0]));
    TANBA_TRY(DerReader tagged, response.enter(der::contextConstructed(0)));
    TANBA_CHECK(response.end());
    TANBA_TRY(DerReader bytes, tagged.enter(der::kSequence));
    TANBA_CHECK(tagged.end());
    TANBA_TRY(const Oid type, bytes.oid());
    if (type != kBasicResponse)
        return malformed("responseType");
    TANBA_TRY(const ByteView content, bytes.octetString());
    TANBA_CHECK(bytes.end());
    DerReader basic(content);
    return readBasic(basic);
}

} // namespace

Result<OcspResponse> parseOcsp(ByteView der) {
    DerReader outer(der);
    DerReader probe(der);
    TANBA_TRY(DerReader sequence, probe.enter(der::kSequence));
    if (!sequence.nextIs(der::kEnumerated))
        return readBasic(outer);
    TANBA_CHECK(probe.end());
    return readWrapped(sequence);
}

} // namespace tanba::trust
