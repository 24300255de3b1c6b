#include "app/xml_reading/wire.h"

#include "core/base/message.h"
#include "core/sign/cms_reader.h"
#include "core/sign/xml_signer.h"

#include <algorithm>
#include <utility>

namespace tanba::xml_reading::wire {

namespace {

using sign::Reason;
using sign::ReasonCode;
using sign::SignatureEvidence;
using sign::SignedFile;

constexpr FailureCode kNonsense = FailureCode::WorkerCrashed;

// Of what one document can carry.
constexpr std::size_t kMaxText = std::size_t{64} * 1024; ///< a path within the document, a name
constexpr std::size_t kMaxReasons = 256;
constexpr std::size_t kMaxDigests = 64;
constexpr std::size_t kMaxItems = std::size_t{1} << 20U;
constexpr std::uint64_t kLastKeyAlgorithm = static_cast<std::uint64_t>(crypto::KeyAlgorithm::Gost34310);
constexpr std::uint64_t kLastDigest = static_cast<std::uint64_t>(crypto::DigestAlgorithm::Gost34311_95);
constexpr std::uint64_t kLastIntegrity = static_cast<std::uint64_t>(sign::Integrity::ContentMissing);
constexpr std::uint64_t kLastContentClass = static_cast<std::uint64_t>(sign::ContentClass::Raw);

enum class Said : std::uint64_t { Failure, Evidence };

template <typename Enum>
std::uint64_t numberOf(Enum value) {
    return static_cast<std::uint64_t>(value);
}

// Writing

/// Not in the middle of a character.
std::string_view cut(std::string_view text) {
    if (text.size() <= kMaxText)
        return text;
    std::size_t end = kMaxText;
    while (end > 0 && (static_cast<std::uint8_t>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end);
}

template <typename Items, typename Write>
void writeAll(MessageWriter& out, const Items& items, const Write& write) {
    out.number(items.size());
    for (const auto& item : items)
        write(item);
}

void write(MessageWriter& out, const Failure& failure) {
    out.number(numberOf(Said::Failure)).number(numberOf(failure.code));
    out.text(cut(failure.subject)).text(cut(failure.detail));
}

void write(MessageWriter& out, const SignatureEvidence& evidence) {
    out.number(numberOf(evidence.integrity));
    writeAll(out, evidence.reasons,
             [&out](const Reason& reason) { out.number(numberOf(reason.code)).text(cut(reason.detail)); });
    out.bytes(evidence.signer ? evidence.signer->der() : ByteView());
    out.number(evidence.scheme ? 1 : 0);
    if (evidence.scheme)
        out.number(numberOf(evidence.scheme->key)).number(numberOf(evidence.scheme->digest));
    out.number(evidence.claimedTime ? 1 : 0);
    if (evidence.claimedTime)
        out.number(static_cast<std::uint64_t>(evidence.claimedTime->time_since_epoch().count()));
    out.bytes(evidence.signatureValue).bytes(evidence.timestampToken);
    writeAll(out, evidence.contentDigests,
             [&out](crypto::DigestAlgorithm digest) { out.number(numberOf(digest)); });
}

void write(MessageWriter& out, const SignedFile& file) {
    out.number(numberOf(Said::Evidence)).number(numberOf(file.contentClass));
    writeAll(out, file.signatures, [&out](const SignatureEvidence& evidence) { write(out, evidence); });
    writeAll(out, file.certificates, [&out](const keys::Certificate& one) { out.bytes(one.der()); });
    writeAll(out, file.crls, [&out](const Bytes& one) { out.bytes(one); });
    writeAll(out, file.ocspResponses, [&out](const Bytes& one) { out.bytes(one); });
}

// Reading

template <typename Enum>
Result<Enum> readEnum(MessageReader& in, std::uint64_t last) {
    TANBA_TRY(const std::uint64_t number, in.number(last));
    return static_cast<Enum>(number);
}

Result<bool> readFlag(MessageReader& in) {
    TANBA_TRY(const std::uint64_t number, in.number(1));
    return number == 1;
}

Result<Bytes> readBytes(MessageReader& in) {
    TANBA_TRY(const ByteView bytes, in.bytes(kMaxAnswer));
    return Bytes(bytes.begin(), bytes.end());
}

template <typename Item, typename Read>
Outcome readAll(MessageReader& in, std::size_t most, std::vector<Item>& items, const Read& read) {
    TANBA_TRY(const std::uint64_t count, in.number(most));
    for (std::uint64_t i = 0; i < count; ++i) {
        TANBA_TRY(Item item, read(in));
        items.push_back(std::move(item));
    }
    return Done{};
}

/// The failure that was said, or that it was not well said.
Result<SignedFile> readFailure(MessageReader& in) {
    static const std::uint64_t last = allFailureCodes().size() - 1;
    Failure failure;
    TANBA_TRY(failure.code, readEnum<FailureCode>(in, last));
    TANBA_TRY(failure.subject, in.text(kMaxText));
    TANBA_TRY(failure.detail, in.text(kMaxText));
    TANBA_CHECK(in.end());
    return failure;
}

Result<Reason> readReason(MessageReader& in) {
    Reason reason{};
    TANBA_TRY(reason.code, readEnum<ReasonCode>(in, sign::reasonTable().size() - 1));
    TANBA_TRY(reason.detail, in.text(kMaxText));
    return reason;
}

Result<keys::Certificate> certificateFrom(MessageReader& in, ByteView der) {
    auto certificate = keys::Certificate::fromDer(der);
    if (!certificate.ok())
        return in.malformed();
    return certificate;
}

Result<keys::Certificate> readCertificate(MessageReader& in) {
    TANBA_TRY(const ByteView der, in.bytes(kMaxAnswer));
    return certificateFrom(in, der);
}

Result<crypto::DigestAlgorithm> readDigest(MessageReader& in) {
    return readEnum<crypto::DigestAlgorithm>(in, kLastDigest);
}

Outcome readSigner(MessageReader& in, SignatureEvidence& evidence) {
    TANBA_TRY(const ByteView der, in.bytes(kMaxAnswer));
    if (der.empty())
        return Done{};
    TANBA_TRY(evidence.signer, certificateFrom(in, der));
    return Done{};
}

Outcome readScheme(MessageReader& in, SignatureEvidence& evidence) {
    TANBA_TRY(const bool named, readFlag(in));
    if (!named)
        return Done{};
    crypto::SignatureScheme scheme;
    TANBA_TRY(scheme.key, readEnum<crypto::KeyAlgorithm>(in, kLastKeyAlgorithm));
    TANBA_TRY(scheme.digest, readDigest(in));
    evidence.scheme = scheme;
    return Done{};
}

Outcome readClaimedTime(MessageReader& in, SignatureEvidence& evidence) {
    TANBA_TRY(const bool claimed, readFlag(in));
    if (!claimed)
        return Done{};
    TANBA_TRY(const std::uint64_t seconds, in.number());
    evidence.claimedTime = Time(std::chrono::seconds(static_cast<std::int64_t>(seconds)));
    return Done{};
}

Result<SignatureEvidence> readEvidence(MessageReader& in) {
    SignatureEvidence evidence;
    evidence.format = sign::Format::Xml;
    TANBA_TRY(evidence.integrity, readEnum<sign::Integrity>(in, kLastIntegrity));
    TANBA_CHECK(readAll(in, kMaxReasons, evidence.reasons, readReason));
    TANBA_CHECK(readSigner(in, evidence));
    TANBA_CHECK(readScheme(in, evidence));
    TANBA_CHECK(readClaimedTime(in, evidence));
    TANBA_TRY(evidence.signatureValue, readBytes(in));
    TANBA_TRY(evidence.timestampToken, readBytes(in));
    TANBA_CHECK(readAll(in, kMaxDigests, evidence.contentDigests, readDigest));
    return evidence;
}

Result<SignedFile> readFile(MessageReader& in) {
    SignedFile file;
    file.format = sign::Format::Xml;
    TANBA_TRY(file.contentClass, readEnum<sign::ContentClass>(in, kLastContentClass));
    TANBA_CHECK(readAll(in, sign::kMaxSigners, file.signatures, readEvidence));
    TANBA_CHECK(readAll(in, kMaxItems, file.certificates, readCertificate));
    TANBA_CHECK(readAll(in, kMaxItems, file.crls, readBytes));
    TANBA_CHECK(readAll(in, kMaxItems, file.ocspResponses, readBytes));
    TANBA_CHECK(in.end());
    if (file.signatures.empty()) // that is a failure, xml.no_signature
        return in.malformed();
    return file;
}

// What goes in front of a document and of an answer.

Bytes encodeSize(std::uint64_t size) {
    MessageWriter out;
    out.number(kMagic).number(size);
    return out.content();
}

Result<std::uint64_t> decodeSize(ByteView bytes, std::uint64_t most) {
    MessageReader in(bytes, kNonsense);
    TANBA_TRY(const std::uint64_t magic, in.number());
    if (magic != kMagic)
        return in.malformed();
    TANBA_TRY(const std::uint64_t size, in.number(most));
    TANBA_CHECK(in.end());
    return size;
}

} // namespace

Bytes encodeOrder(std::uint64_t documentSize) {
    return encodeSize(documentSize);
}

Result<std::uint64_t> decodeOrder(ByteView bytes) {
    return decodeSize(bytes, sign::kMaxXmlSize);
}

Bytes encodeHeader(std::size_t answerSize) {
    return encodeSize(answerSize);
}

Result<std::size_t> decodeHeader(ByteView bytes) {
    TANBA_TRY(const std::uint64_t size, decodeSize(bytes, kMaxAnswer));
    return static_cast<std::size_t>(size);
}

Bytes encodeAnswer(const Result<SignedFile>& read) {
    MessageWriter out;
    if (read.ok())
        write(out, read.value());
    else
        write(out, read.failure());
    return out.content();
}

Result<SignedFile> decodeAnswer(ByteView answer) {
    MessageReader in(answer, kNonsense);
    TANBA_TRY(const Said said, readEnum<Said>(in, numberOf(Said::Evidence)));
    return said == Said::Evidence ? readFile(in) : readFailure(in);
}

} // namespace tanba::xml_reading::wire
