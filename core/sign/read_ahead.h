#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/base/stream.h"

#include <array>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

namespace tanba::sign {

/// Reads a file from its present place to its end, large ones by a thread of its own that is some buffers
/// ahead: copying from the system takes a sixth of the time of SHA-256, and so takes place beside it. While
/// it lives nobody else may touch the file.
class ReadAhead {
  public:
    explicit ReadAhead(InputFile& file);
    ~ReadAhead();
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;

    /// The next piece, empty at the end; valid until the next call. After the end or a failure it is not
    /// called again.
    Result<ByteView> next();

  private:
    static constexpr std::size_t kSlots = 3;
    struct Slot {
        Bytes buffer;
        Result<std::size_t> count = std::size_t{0};
    };

    Slot& readInto(Slot& slot);
    void run();

    InputFile& file_;
    std::array<Slot, kSlots> slots_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::uint64_t written_ = 0; ///< pieces that the thread has read
    std::uint64_t handedOut_ = 0;
    std::uint64_t released_ = 0; ///< pieces that the caller is done with
    bool stopped_ = false;
    std::thread thread_;
};

} // namespace tanba::sign
