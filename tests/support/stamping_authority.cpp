#include "tests/support/stamping_authority.h"

#include "core/base/der_writer.h"
#include "core/base/random.h"
#include "core/sign/cms_writer.h"
#include "core/trust/timestamp.h"

#include <cstdlib>
#include <iostream>

namespace tanba::test {

namespace {

const Oid kTstInfo("1.2.840.113549.1.9.16.1.4");
constexpr std::string_view kDefaultPolicy = "1.2.3.4.1";

template <typename T>
T orEnd(Result<T> result) {
    if (!result.ok()) {
        std::cerr << "stamping authority: " << codeText(result.failure().code) << " "
                  << result.failure().detail << std::endl;
        std::abort();
    }
    return std::move(result).value();
}

Bytes copied(ByteView bytes) {
    return Bytes(bytes.begin(), bytes.end());
}

Result<StampQuestion> parseQuestion(ByteView der) {
    DerReader outer(der);
    TANBA_TRY(DerReader reader, outer.enter(der::kSequence));
    TANBA_CHECK(outer.end());
    TANBA_TRY(const std::int64_t version, reader.smallInteger());
    if (version != 1)
        return fail(FailureCode::DerMalformed, {}, "version");
    StampQuestion question;
    TANBA_TRY(DerReader imprint, reader.enter(der::kSequence));
    TANBA_TRY(DerReader algorithm, imprint.enter(der::kSequence));
    TANBA_TRY(question.imprintAlgorithm, algorithm.oid());
    TANBA_CHECK(algorithm.expect(der::kNull));
    TANBA_CHECK(algorithm.end());
    TANBA_TRY(const ByteView value, imprint.octetString());
    question.imprint = copied(value);
    TANBA_CHECK(imprint.end());
    if (reader.nextIs(der::kOid)) {
        TANBA_TRY(question.policy, reader.oid());
    }
    if (reader.nextIs(der::kInteger)) {
        TANBA_TRY(const ByteView nonce, reader.integer());
        question.nonce = copied(nonce);
    }
    if (reader.nextIs(der::kBoolean)) {
        TANBA_TRY(question.wantsCertificate, reader.boolean());
    }
    TANBA_CHECK(reader.end());
    return question;
}

Bytes infoFor(const StampQuestion& question, Time at) {
    const Bytes serial = der::integerFromBigEndian(orEnd(randomBytes(8)));
    const Bytes imprint = der::sequence({der::sequence({der::oid(question.imprintAlgorithm), der::null()}),
                                         der::octetString(question.imprint)});
    return der::sequence({der::integer(1), der::oid(question.policy.value_or(Oid(kDefaultPolicy))), imprint,
                          serial, der::generalizedTime(at),
                          question.nonce.empty() ? Bytes() : der::element(der::kInteger, question.nonce)});
}

} // namespace

StampQuestion StampQuestion::read(ByteView der) {
    return orEnd(parseQuestion(der));
}

Bytes stampAnswer(const Identity& authority, const StampQuestion& question, const StampManners& manners) {
    const auto session = sessionFor(authority);
    const Bytes info = infoFor(question, manners.at);
    const crypto::SignatureScheme scheme = orEnd(sign::signingScheme(*session, std::nullopt));
    const crypto::Digest digest = orEnd(crypto::digestOf(scheme.digest, info));
    Bytes signer = orEnd(sign::makeSignerInfo(*session, scheme, kTstInfo, digest, manners.at));
    if (manners.changesSignature)
        signer.back() ^= 1;
    sign::SignedDataParts parts;
    parts.version = 3;
    parts.digestAlgorithms = {sign::digestAlgorithmIdentifier(scheme.digest)};
    parts.contentType = kTstInfo;
    parts.contentSize = info.size();
    if (manners.carriesCertificate && question.wantsCertificate)
        parts.certificates = {copied(authority.certificate.der())};
    parts.signerInfos = {std::move(signer)};
    const sign::SignedDataFrame frame = sign::frameSignedData(std::move(parts));
    Bytes token = frame.head;
    append(token, info);
    append(token, frame.tail);
    return der::sequence({der::sequence({der::integer(0)}), token});
}

Bytes stampRefusal(std::uint64_t status, const std::vector<std::string>& texts, const Bytes& failureInfo) {
    std::vector<Bytes> lines;
    for (const std::string& text : texts)
        lines.push_back(der::utf8String(text));
    const Bytes freeText = lines.empty() ? Bytes() : der::sequenceOf(lines);
    const Bytes bits = failureInfo.empty() ? Bytes() : der::element(der::kBitString, failureInfo);
    return der::sequence({der::sequence({der::integer(status), freeText, bits})});
}

Result<Bytes> DirectStamps::stamp(ByteView signatureValue, crypto::DigestAlgorithm imprint,
                                  const CancelToken* cancel) {
    const std::lock_guard lock(mutex_);
    asked.push_back(imprint);
    if (cancel != nullptr && cancel->cancelled())
        return fail(FailureCode::Cancelled);
    if (failsAt == static_cast<int>(asked.size()))
        return fail(FailureCode::NetworkUnavailable, "tsa.test.kz");
    StampQuestion question;
    question.imprintAlgorithm = Oid(crypto::digestRow(imprint).oid);
    question.imprint = orEnd(crypto::digestOf(imprint, signatureValue)).bytes;
    question.wantsCertificate = true;
    lastToken = orEnd(trust::tokenOfResponse(stampAnswer(authority_, question, {at_})));
    return lastToken;
}

} // namespace tanba::test
