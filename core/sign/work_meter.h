#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/stream.h"

namespace tanba::sign {

/// Counts the bytes of all passes of one piece of work, tells its watcher and notices when it should stop.
class WorkMeter {
  public:
    WorkMeter(const WorkControl& control, std::uint64_t total) : control_(control), total_(total) {}

    /// Another pass became necessary.
    void expect(std::uint64_t more) { total_ += more; }
    /// `cancelled` when the person gave up.
    Outcome advance(std::uint64_t bytes);

  private:
    const WorkControl& control_;
    std::uint64_t done_ = 0;
    std::uint64_t total_;
};

/// A source whose every read is counted and can be cancelled.
class MeteredSource : public ByteSource {
  public:
    MeteredSource(ByteSource& source, WorkMeter& meter) : source_(source), meter_(meter) {}
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override;

  private:
    ByteSource& source_;
    WorkMeter& meter_;
};

/// A buffer that fits a file: kStreamBuffer for large ones, less for small ones.
std::size_t bufferSizeFor(const InputFile& file);

} // namespace tanba::sign
