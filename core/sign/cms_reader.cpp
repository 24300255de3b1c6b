#include "core/sign/cms_reader.h"

#include "core/base/der_reader.h"
#include "core/sign/cms_encoding.h"
#include "core/sign/cms_reading.h"
#include "core/sign/cms_walk.h"

#include <algorithm>
#include <array>
#include <optional>

namespace tanba::sign {
namespace {

/// AlgorithmIdentifiers that are unreadable or unknown name no digest.
DigestSet knownDigests(const std::vector<Bytes>& algorithmIdentifiers) {
    DigestSet known;
    for (const Bytes& identifier : algorithmIdentifiers) {
        DerReader reader{ByteView(identifier)};
        auto inside = reader.enter(der::kSequence);
        if (!inside.ok())
            continue;
        const auto oid = inside.value().oid();
        if (!oid.ok())
            continue;
        if (const auto digest = crypto::digestByOid(oid.value()))
            known.insert(*digest);
    }
    return known;
}

/// Records the content by the digests that the file announces and those that the caller wants, and hands it
/// on.
class RecordingVisitor : public CmsContentVisitor {
  public:
    RecordingVisitor(DigestSet wanted, ByteSink* out) : wanted_(std::move(wanted)), out_(out) {}

    Outcome begin(const std::vector<Bytes>& digestAlgorithms) override {
        wanted_.merge(knownDigests(digestAlgorithms));
        TANBA_TRY(ContentRecorder recorder, ContentRecorder::create(wanted_));
        recorder_ = std::move(recorder);
        return Done{};
    }

    Outcome content(ByteView piece) override {
        recorder_->update(piece);
        return out_ != nullptr ? out_->write(piece) : Outcome(Done{});
    }

    ContentRecord finish() { return recorder_->finish(); }

  private:
    DigestSet wanted_;
    ByteSink* out_;
    std::optional<ContentRecorder> recorder_;
};

/// Records the content by exactly these digests.
class ExactVisitor : public CmsContentVisitor {
  public:
    explicit ExactVisitor(ContentRecorder recorder) : recorder_(std::move(recorder)) {}
    Outcome begin(const std::vector<Bytes>&) override { return Done{}; }
    Outcome content(ByteView piece) override {
        recorder_.update(piece);
        return Done{};
    }
    ContentRecord finish() { return recorder_.finish(); }

  private:
    ContentRecorder recorder_;
};

/// The digests that only the signer infos named, by a second walk. The content that was handed out by the
/// first must be the one whose digest is judged.
Outcome addMissingDigests(InputFile& input, CmsSignedData& cms, WorkMeter& meter) {
    DigestSet missing = signerDigests(cms);
    std::erase_if(missing, [&cms](auto algorithm) { return cms.contentDigests.contains(algorithm); });
    if (!cms.hasContent || missing.empty())
        return Done{};
    missing.insert(kComparison);
    TANBA_TRY(ContentRecorder recorder, ContentRecorder::create(missing));
    ExactVisitor visitor(std::move(recorder));
    meter.expect(input.size());
    TANBA_CHECK(walkCms(input, visitor, meter));
    ContentRecord record = visitor.finish();
    if (record.size != cms.contentSize ||
        record.digests.at(kComparison) != cms.contentDigests.at(kComparison))
        return fail(FailureCode::FileChangedMeanwhile);
    cms.contentDigests.merge(record.digests);
    return Done{};
}

} // namespace

DigestSet signerDigests(const CmsSignedData& cms) {
    DigestSet digests;
    for (const SignerInfo& signer : cms.signers)
        if (const auto digest = crypto::digestByOid(signer.digestAlgorithm))
            digests.insert(*digest);
    return digests;
}

Result<CmsSignedData> readCmsWith(InputFile& input, ByteSink* contentOut, DigestSet moreDigests,
                                  WorkMeter& meter) {
    // There is then always a digest by which a second walk is compared with the first.
    moreDigests.insert(kComparison);
    RecordingVisitor visitor(std::move(moreDigests), contentOut);
    TANBA_TRY(CmsSignedData cms, walkCms(input, visitor, meter));
    ContentRecord record = visitor.finish();
    if (cms.hasContent) {
        cms.contentStart = std::move(record.start);
        cms.contentDigests = std::move(record.digests);
    }
    TANBA_CHECK(addMissingDigests(input, cms, meter));
    return cms;
}

Result<CmsSignedData> readCms(InputFile& input, ByteSink* contentOut, const WorkControl& control) {
    WorkMeter meter(control, input.size());
    return readCmsWith(input, contentOut, {}, meter);
}

std::vector<keys::Certificate> certificatesOf(const CmsSignedData& cms) {
    std::vector<keys::Certificate> certificates;
    for (const Bytes& element : cms.certificates)
        if (auto certificate = keys::Certificate::fromDer(element); certificate.ok())
            certificates.push_back(std::move(certificate).value());
    return certificates;
}

bool looksLikeCms(ByteView start) {
    MemoryInput memory(start);
    return looksLikeCms(memory, start.size());
}

bool looksLikeCms(ByteSource& start, std::size_t bufferSize) {
    // OBJECT IDENTIFIER of PKCS#7 and CMS content types: 1.2.840.113549.1.7.* and 1.2.840.113549.1.9.16.1.*.
    static constexpr std::array<std::uint8_t, 10> kPkcs7 = {0x06, 0x09, 0x2A, 0x86, 0x48,
                                                            0x86, 0xF7, 0x0D, 0x01, 0x07};
    static constexpr std::array<std::uint8_t, 12> kSmimeTypes = {0x06, 0x0B, 0x2A, 0x86, 0x48, 0x86,
                                                                 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01};
    CmsDecoder decoder(start, bufferSize);
    std::array<std::uint8_t, 32> first{};
    std::size_t size = 0;
    while (size < first.size()) {
        const auto count = decoder.read(std::span(first).subspan(size));
        if (!count.ok() || count.value() == 0)
            break;
        size += count.value();
    }
    ByteView rest = ByteView(first).first(size);
    if (rest.size() < 2 || rest.front() != der::kSequence)
        return false;
    const std::size_t lengthOctets = rest[1] > 0x80 ? rest[1] & 0x7FU : 0U;
    if (rest.size() < 2 + lengthOctets)
        return false;
    rest = rest.subspan(2 + lengthOctets);
    const auto startsWith = [rest](ByteView octets) {
        return rest.size() >= octets.size() && sameBytes(rest.first(octets.size()), octets);
    };
    return startsWith(kPkcs7) || startsWith(kSmimeTypes);
}

} // namespace tanba::sign
