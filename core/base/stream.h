#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <cstdint>
#include <span>

namespace tanba {

/// Size of the buffer with which files are read, hashed and copied.
inline constexpr std::size_t kStreamBuffer = std::size_t{256} * 1024;

/// Bytes that come one after the other.
class ByteSource {
  public:
    virtual ~ByteSource() = default;
    /// Fills the front of `buffer`; 0 only at the end.
    virtual Result<std::size_t> read(std::span<std::uint8_t> buffer) = 0;
};

/// A source that can be read again from its start and knows its size when it was opened.
class InputFile : public ByteSource {
  public:
    virtual std::uint64_t size() const = 0;
    virtual Outcome rewind() = 0;
};

class ByteSink {
  public:
    virtual ~ByteSink() = default;
    virtual Outcome write(ByteView bytes) = 0;
};

/// A source over memory it does not own.
class MemoryInput : public InputFile {
  public:
    explicit MemoryInput(ByteView content) : content_(content) {}
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override;
    std::uint64_t size() const override { return content_.size(); }
    Outcome rewind() override;

  private:
    ByteView content_;
    std::size_t position_ = 0;
};

class MemorySink : public ByteSink {
  public:
    Outcome write(ByteView bytes) override;
    Bytes content;
};

/// Everything up to the end; file.too_large when there is more than `limit`.
Result<Bytes> readAll(ByteSource& source, std::size_t limit);

} // namespace tanba
