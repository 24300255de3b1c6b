#pragma once

#include "core/base/stream.h"
#include "core/sign/text_layers.h"

namespace tanba::sign {

/// Characters that do not belong to base64: lenient decoders pass over them.
enum class Foreign { Refused, Skipped };

/// base64 of "<root/>", the shortest challenge that is XML.
inline constexpr std::size_t kShortestText = 12;

/// Whether a text is base64 as people write it, and long enough for a challenge: with either alphabet, with
/// or without padding and, where that is asked for, with other characters in between. From its start; what
/// cannot be read is none.
bool isAnyBase64(InputFile& text, Foreign foreign);

/// What such a text decodes to. Nothing is refused any more.
class Base64Source : public InputFile {
  public:
    explicit Base64Source(InputFile& text) : text_(text) {}

    Result<std::size_t> read(std::span<std::uint8_t> buffer) override;
    /// No more than this.
    std::uint64_t size() const override { return text_.size() / 4 * 3 + 3; }
    Outcome rewind() override;

  private:
    InputFile& text_;
    Base64Bits bits_;
};

} // namespace tanba::sign
