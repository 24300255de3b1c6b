#pragma once

#include "core/base/stream.h"

namespace tanba::sign {

/// How content is looked at.
enum class Beginning {
    Xml,
    Cms,
    PaddedXml, ///< XML behind what a portal may take off (isTakenOffInFront)
    Other,     ///< perhaps base64
};

/// Reads the content from its start as far as it takes to tell. What cannot be read is Other.
Beginning beginningOf(InputFile& content);

/// The content without what may be taken off in front.
class TrimmedSource : public InputFile {
  public:
    explicit TrimmedSource(InputFile& content) : content_(content) {}

    Result<std::size_t> read(std::span<std::uint8_t> buffer) override;
    /// No more than this.
    std::uint64_t size() const override { return content_.size(); }
    Outcome rewind() override;

  private:
    InputFile& content_;
    bool begun_ = false;
};

} // namespace tanba::sign
