#pragma once

#include "core/base/result.h"
#include "core/base/stream.h"
#include "core/sign/ber_stream.h"
#include "core/sign/cms_encoding.h"
#include "core/sign/cms_reader.h"
#include "core/sign/work_meter.h"

#include <optional>
#include <vector>

namespace tanba::sign {

/// Told about the content of a SignedData while it passes by.
class CmsContentVisitor {
  public:
    virtual ~CmsContentVisitor() = default;
    /// Before the first byte of the content, and also when there is none.
    virtual Outcome begin(const std::vector<Bytes>& digestAlgorithms) = 0;
    virtual Outcome content(ByteView piece) = 0;
};

/// One walk through a CMS file in any encoding, from its start to its end. Everything of the result is filled
/// in but the digests and the start of the content: those are the visitor's.
Result<CmsSignedData> walkCms(InputFile& input, CmsContentVisitor& visitor, WorkMeter& meter);

/// The content inside a CMS file, as a file. Read only as far as the content goes: whether the rest is right
/// walkCms() tells. Nothing when there is no content inside.
class CmsContentSource : public InputFile {
  public:
    explicit CmsContentSource(InputFile& cms) : cms_(cms) {}

    Result<std::size_t> read(std::span<std::uint8_t> buffer) override;
    /// No less than it has.
    std::uint64_t size() const override { return cms_.size(); }
    /// Before everything else.
    Outcome rewind() override;

  private:
    InputFile& cms_;
    std::optional<CmsDecoder> decoder_;
    std::optional<BerStream> stream_;
    bool ended_ = false;
    ByteView piece_; ///< what is left of it
};

} // namespace tanba::sign
