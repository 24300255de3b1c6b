#include "core/trust/timestamp.h"

#include "core/base/der_reader.h"
#include "core/sign/cms_verifier.h"

#include <algorithm>

namespace tanba::trust {

namespace {

const Oid kTstInfo("1.2.840.113549.1.9.16.1.4");
constexpr std::size_t kMaxTokenCertificates = 16;
// Statuses of RFC 3161 2.4.2 with a token: granted, grantedWithMods.
constexpr std::int64_t kGrantedWithMods = 1;

Failure malformed(std::string detail) {
    return fail(FailureCode::TimestampMalformed, {}, std::move(detail));
}

Outcome readImprint(DerReader& reader, TimestampInfo& info) {
    TANBA_TRY(DerReader imprint, reader.enter(der::kSequence));
    TANBA_TRY(DerReader algorithm, imprint.enter(der::kSequence));
    TANBA_TRY(info.imprintAlgorithm, algorithm.oid());
    TANBA_TRY(const ByteView value, imprint.octetString());
    info.imprint.assign(value.begin(), value.end());
    return imprint.end();
}

/// accuracy, ordering, nonce, tsa, extensions: of these only the nonce is wanted, and critical extensions are
/// refused.
Outcome readOptionalParts(DerReader& reader, TimestampInfo& info) {
    TANBA_CHECK(reader.optional(der::kSequence));
    TANBA_CHECK(reader.optional(der::kBoolean));
    if (reader.nextIs(der::kInteger)) {
        TANBA_TRY(const ByteView nonce, reader.integer());
        info.nonce.assign(nonce.begin(), nonce.end());
    }
    TANBA_CHECK(reader.optional(der::contextConstructed(0)));
    TANBA_TRY(const std::optional<DerElement> tagged, reader.optional(der::contextConstructed(1)));
    if (tagged) {
        DerReader extensions(*tagged);
        while (!extensions.atEnd()) {
            TANBA_TRY(DerReader extension, extensions.enter(der::kSequence));
            TANBA_CHECK(extension.oid());
            if (extension.nextIs(der::kBoolean))
                return malformed("critical extension");
        }
    }
    return reader.end();
}

Result<TimestampInfo> parseInfo(ByteView der) {
    DerReader outer(der);
    TANBA_TRY(DerReader reader, outer.enter(der::kSequence));
    TANBA_CHECK(outer.end());
    TANBA_TRY(const std::int64_t version, reader.smallInteger());
    if (version != 1)
        return malformed("version");
    TimestampInfo info;
    TANBA_TRY(info.policy, reader.oid());
    TANBA_CHECK(readImprint(reader, info));
    TANBA_TRY(const ByteView serial, reader.integer());
    info.serial.assign(serial.begin(), serial.end());
    TANBA_TRY(info.time, reader.time());
    TANBA_CHECK(readOptionalParts(reader, info));
    return info;
}

Result<Bytes> parseResponse(ByteView der) {
    DerReader outer(der);
    TANBA_TRY(DerReader response, outer.enter(der::kSequence));
    TANBA_CHECK(outer.end());
    TANBA_TRY(DerReader statusInfo, response.enter(der::kSequence));
    TANBA_TRY(const std::int64_t status, statusInfo.smallInteger());
    if (status > kGrantedWithMods)
        return malformed("status " + std::to_string(status));
    TANBA_TRY(const DerElement token, response.expect(der::kSequence));
    TANBA_CHECK(response.end());
    return Bytes(token.encoded.begin(), token.encoded.end());
}

} // namespace

Result<TimestampInfo> TimestampInfo::read(ByteView der) {
    auto info = parseInfo(der);
    if (!info.ok())
        return malformed(info.failure().detail);
    return info;
}

Result<TimestampToken> TimestampToken::read(ByteView der) {
    if (der.size() > kMaxTimestampSize)
        return malformed("too large");
    MemoryInput input(der);
    MemorySink content;
    auto cms = sign::readCms(input, &content, WorkControl{});
    if (!cms.ok())
        return malformed(std::string(codeText(cms.failure().code)) + ' ' + cms.failure().detail);
    sign::CmsSignedData& data = cms.value();
    if (data.contentType != kTstInfo || !data.hasContent)
        return malformed("content type");
    if (data.signers.size() != 1)
        return malformed("signers");
    TANBA_TRY(TimestampInfo info, TimestampInfo::read(content.content));

    TimestampToken token;
    token.info = std::move(info);
    for (const Bytes& encoded : data.certificates) {
        auto certificate = keys::Certificate::fromDer(encoded);
        if (certificate.ok() && token.certificates.size() < kMaxTokenCertificates)
            token.certificates.push_back(std::move(certificate).value());
    }
    token.signature =
        sign::checkSigner(data.signers.front(), data.contentType, token.certificates, data.contentDigests);
    token.crls = std::move(data.crls);
    token.ocspResponses = std::move(data.ocspResponses);
    return token;
}

bool TimestampToken::stamps(ByteView stamped) const {
    const auto algorithm = crypto::digestByOid(info.imprintAlgorithm);
    if (!algorithm)
        return false;
    const auto digest = crypto::digestOf(*algorithm, stamped);
    return digest.ok() && sameBytes(digest.value().bytes, info.imprint);
}

Result<Bytes> tokenOfResponse(ByteView der) {
    if (der.size() > kMaxTimestampSize)
        return malformed("too large");
    auto token = parseResponse(der);
    if (!token.ok())
        return malformed(token.failure().detail);
    return token;
}

} // namespace tanba::trust
