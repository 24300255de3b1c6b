#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <span>
#include <string>
#include <string_view>

namespace tanba {

// What the parts of this program that are processes of their own say to each other: numbers of eight octets,
// big-endian, and octets behind their length.

/// `value` over the whole of `target`, big-endian.
void putNumber(std::span<std::uint8_t> target, std::uint64_t value);
/// At most eight octets.
std::uint64_t numberOf(ByteView source);

class MessageWriter {
  public:
    MessageWriter& number(std::uint64_t value);
    MessageWriter& bytes(ByteView value); ///< with its length
    MessageWriter& text(std::string_view value) { return bytes(viewOf(value)); }
    const Bytes& content() const { return content_; }

  private:
    Bytes content_;
};

/// Reads what MessageWriter wrote; the failure `malformed` ("malformed message") for anything else.
class MessageReader {
  public:
    MessageReader(ByteView content, FailureCode malformed) : rest_(content), malformed_(malformed) {}
    Result<std::uint64_t> number();
    /// A number of at most `most`.
    Result<std::uint64_t> number(std::uint64_t most);
    Result<ByteView> bytes(std::size_t most);
    Result<std::string> text(std::size_t most);
    Outcome end() const;

    Failure malformed() const { return fail(malformed_, {}, "malformed message"); }

  private:
    ByteView rest_;
    FailureCode malformed_;
};

} // namespace tanba
