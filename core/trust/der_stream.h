#pragma once

#include "core/base/der_reader.h"
#include "core/base/progress.h"
#include "core/base/stream.h"
#include "core/crypto/digest.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace tanba::trust {

/// Reads DER front to back from a source that need not fit into memory: big constructed elements are entered,
/// small ones handed out whole. Positions count octets from the start of the source.
class DerStream {
  public:
    /// An element that is handed out whole may have this size.
    static constexpr std::size_t kMaxElement = 128 * 1024;

    /// @param total for progress only.
    DerStream(ByteSource& source, std::uint64_t total, const WorkControl& control);

    std::uint64_t position() const { return bufferStart_ + begin_; }
    /// The tag of the next element; none at the end of the source.
    Result<std::optional<std::uint8_t>> nextTag();
    /// Reads identifier and length of a constructed element and stops before its content.
    /// @returns the position at which the content ends; at most `limit`.
    Result<std::uint64_t> enter(std::uint8_t tag, std::uint64_t limit);
    /// The next element, which ends at `limit` or before it. Its views are good until the next call.
    Result<DerElement> element(std::uint64_t limit);

    /// The octets from here on belong to what is hashed.
    void startHashing();
    /// Hands over what does the hashing; before that, the octets since startHashing() must fit into the
    /// buffer.
    void hashWith(crypto::Hasher* hasher);
    void stopHashing();

  private:
    struct Header {
        std::uint8_t tag = 0;
        std::size_t size = 0;
        std::uint64_t length = 0;
    };
    Result<Header> header(std::uint64_t limit);
    /// True when `count` octets are in the buffer from begin_ on.
    Result<bool> have(std::size_t count);
    Outcome refill();
    void hashUpTo(std::size_t end);
    Failure malformed(const char* why) const;

    ByteSource& source_;
    std::uint64_t total_;
    const WorkControl& control_;
    std::vector<std::uint8_t> buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::uint64_t bufferStart_ = 0; ///< position of buffer_[0]
    bool sourceAtEnd_ = false;
    bool hashing_ = false;
    std::size_t hashedUpTo_ = 0;
    crypto::Hasher* hasher_ = nullptr;
};

} // namespace tanba::trust
