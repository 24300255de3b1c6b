#include "core/sign/cms_walk.h"

#include "core/base/der_reader.h"
#include "core/sign/ber_stream.h"
#include "core/sign/cms_encoding.h"
#include "core/sign/cms_oids.h"
#include "core/sign/cms_signer_info.h"

#include <algorithm>
#include <array>

namespace tanba::sign {
namespace {

/// RFC 5652 5.1: 1 and 3 by content and signers, 4 and 5 by other kinds of certificates and revocation
/// information.
constexpr std::array<std::int64_t, 4> kVersions = {1, 3, 4, 5};

/// Reads a SignedData from the inside of its ContentInfo.
class SignedDataWalk {
  public:
    SignedDataWalk(BerStream& stream, CmsContentVisitor& visitor) : stream_(stream), visitor_(visitor) {}

    Result<CmsSignedData> walk() {
        TANBA_CHECK(begin());
        TANBA_CHECK(visitor_.begin(cms_.digestAlgorithms));
        TANBA_CHECK(encapsulatedContent());
        TANBA_CHECK(optionalElements(der::contextConstructed(0), cms_.certificates));
        TANBA_CHECK(revocationInfos());
        TANBA_CHECK(signers());
        for (int level = 0; level < 3; ++level)
            TANBA_CHECK(stream_.leave());
        TANBA_CHECK(stream_.finish());
        return std::move(cms_);
    }

    /// Up to the OCTET STRING of the content. False when there is none.
    Result<bool> walkToContent() {
        TANBA_CHECK(begin());
        TANBA_CHECK(beginContent());
        return cms_.hasContent;
    }

  private:
    /// Up to the encapsulated content.
    Outcome begin() {
        TANBA_CHECK(stream_.enter(der::kSequence));
        TANBA_TRY(const Oid type, oid());
        if (type.dotted() != oids::kSignedData)
            return fail(FailureCode::CmsNotSignedData, {}, type.dotted());
        TANBA_CHECK(stream_.enter(der::contextConstructed(0)));
        TANBA_CHECK(stream_.enter(der::kSequence));
        TANBA_CHECK(version());
        return elements(der::kSet, kMaxSigners, cms_.digestAlgorithms);
    }

    Result<Oid> oid() {
        TANBA_TRY(const Bytes element, stream_.element());
        DerReader reader{ByteView(element)};
        TANBA_TRY(Oid value, asCmsResult(reader.oid()));
        return value;
    }

    Outcome version() {
        TANBA_TRY(const Bytes element, stream_.element());
        DerReader reader{ByteView(element)};
        TANBA_TRY(cms_.version, asCmsResult(reader.smallInteger()));
        if (std::ranges::find(kVersions, cms_.version) == kVersions.end())
            return stream_.malformed("version");
        return Done{};
    }

    Outcome elements(std::uint8_t tag, std::size_t most, std::vector<Bytes>& target) {
        TANBA_CHECK(stream_.enter(tag));
        while (true) {
            TANBA_TRY(const bool end, stream_.atEnd());
            if (end)
                return stream_.leave();
            if (target.size() == most)
                return fail(FailureCode::CmsTooLarge, {}, "elements of a set");
            TANBA_TRY(Bytes element, stream_.element());
            target.push_back(std::move(element));
        }
    }

    Outcome optionalElements(std::uint8_t tag, std::vector<Bytes>& target) {
        TANBA_TRY(const bool present, stream_.nextIs(tag));
        return present ? elements(tag, kMaxCmsElements, target) : Outcome(Done{});
    }

    Outcome beginContent() {
        TANBA_CHECK(stream_.enter(der::kSequence));
        TANBA_TRY(cms_.contentType, oid());
        TANBA_TRY(cms_.hasContent, stream_.nextIs(der::contextConstructed(0)));
        return cms_.hasContent ? stream_.enter(der::contextConstructed(0)) : Outcome(Done{});
    }

    Outcome encapsulatedContent() {
        TANBA_CHECK(beginContent());
        if (cms_.hasContent) {
            TANBA_CHECK(stream_.octetString([this](ByteView piece) {
                cms_.contentSize += piece.size();
                return visitor_.content(piece);
            }));
            TANBA_CHECK(stream_.leave());
        }
        return stream_.leave();
    }

    Outcome revocationInfos() {
        std::vector<Bytes> infos;
        TANBA_CHECK(optionalElements(der::contextConstructed(1), infos));
        for (Bytes& info : infos) {
            if (info.front() == der::kSequence) {
                cms_.crls.push_back(std::move(info));
                continue;
            }
            addOcspResponse(info);
            cms_.otherRevocationInfos.push_back(std::move(info));
        }
        return Done{};
    }

    /// OtherRevocationInfoFormat, [1] IMPLICIT SEQUENCE { otherRevInfoFormat, otherRevInfo }; what else
    /// stands there is kept and not understood.
    void addOcspResponse(ByteView info) {
        DerReader reader{info};
        auto inside = reader.enter(der::contextConstructed(1));
        if (!inside.ok())
            return;
        const auto format = inside.value().oid();
        if (!format.ok() || format.value().dotted() != oids::kOcspResponse)
            return;
        const auto response = inside.value().expect(der::kSequence);
        if (response.ok() && inside.value().atEnd())
            cms_.ocspResponses.emplace_back(response.value().encoded.begin(), response.value().encoded.end());
    }

    Outcome signers() {
        TANBA_CHECK(stream_.enter(der::kSet));
        while (true) {
            TANBA_TRY(const bool end, stream_.atEnd());
            if (end)
                return stream_.leave();
            if (cms_.signers.size() == kMaxSigners)
                return fail(FailureCode::CmsTooManySigners);
            TANBA_TRY(Bytes element, stream_.element());
            TANBA_TRY(SignerInfo signer, parseSignerInfo(std::move(element)));
            cms_.signers.push_back(std::move(signer));
        }
    }

    BerStream& stream_;
    CmsContentVisitor& visitor_;
    CmsSignedData cms_;
};

/// For a walk that ends where the content begins.
class NoVisitor : public CmsContentVisitor {
  public:
    Outcome begin(const std::vector<Bytes>&) override { return Done{}; }
    Outcome content(ByteView) override { return Done{}; }
};

} // namespace

Result<CmsSignedData> walkCms(InputFile& input, CmsContentVisitor& visitor, WorkMeter& meter) {
    TANBA_CHECK(input.rewind());
    MeteredSource metered(input, meter);
    CmsDecoder decoder(metered, bufferSizeFor(input));
    BerStream stream(decoder, bufferSizeFor(input), kMaxCmsMetadata);
    return SignedDataWalk(stream, visitor).walk();
}

Outcome CmsContentSource::rewind() {
    TANBA_CHECK(cms_.rewind());
    decoder_.emplace(cms_, bufferSizeFor(cms_));
    stream_.emplace(*decoder_, bufferSizeFor(cms_), kMaxCmsMetadata);
    piece_ = {};
    NoVisitor nobody;
    TANBA_TRY(const bool hasContent, SignedDataWalk(*stream_, nobody).walkToContent());
    ended_ = !hasContent;
    stream_->beginOctetString();
    return Done{};
}

Result<std::size_t> CmsContentSource::read(std::span<std::uint8_t> buffer) {
    if (piece_.empty() && !ended_) {
        TANBA_TRY(piece_, stream_->nextPiece());
        ended_ = piece_.empty();
    }
    const std::size_t count = std::min(buffer.size(), piece_.size());
    std::copy_n(piece_.begin(), count, buffer.begin());
    piece_ = piece_.subspan(count);
    return count;
}

} // namespace tanba::sign
