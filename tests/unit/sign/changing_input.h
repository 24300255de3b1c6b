#pragma once

#include "core/base/stream.h"

#include <span>
#include <utility>

namespace tanba::test {

/// A file whose second reading differs.
class ChangingInput : public InputFile {
  public:
    ChangingInput(Bytes first, Bytes second) : first_(std::move(first)), second_(std::move(second)) {}
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override { return current_.read(buffer); }
    std::uint64_t size() const override { return first_.size(); }
    Outcome rewind() override {
        current_ = MemoryInput(rewinds_++ == 0 ? ByteView(first_) : ByteView(second_));
        return Done{};
    }

  private:
    Bytes first_;
    Bytes second_;
    int rewinds_ = 0;
    MemoryInput current_{ByteView()};
};

} // namespace tanba::test
