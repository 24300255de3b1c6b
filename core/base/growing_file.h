#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace tanba {

/// A file of this program's own that grows piece by piece (a record, a journal). While it is open no other
/// program can open it so; its owner alone may read it.
class GrowingFile {
  public:
    virtual ~GrowingFile() = default;
    /// Everything in it; file.too_large when there is more than `limit`.
    virtual Result<Bytes> content(std::size_t limit) = 0;
    /// Behind what is there. On failure a part of the piece may remain, until cutTo().
    virtual Outcome append(ByteView piece) = 0;
    /// What was appended is on the medium when this returns, and so is the name of a new file.
    virtual Outcome sync() = 0;
    /// Leaves the first `size` bytes.
    virtual Outcome cutTo(std::uint64_t size) = 0;
    virtual std::uint64_t size() const = 0;
};

/// What is done when another program has the file open.
enum class IfHeld { Refuse, Wait };

/// Opens growing files; a port beside FileStore, because these stay open and are locked.
class GrowingFiles {
  public:
    virtual ~GrowingFiles() = default;
    /// The file at `path`, made (0600) where there is none. record.in_use when it is held and must not be
    /// waited for. With Wait the caller gets the file that has the name when the wait is over.
    virtual Result<std::unique_ptr<GrowingFile>> openGrowing(const std::filesystem::path& path,
                                                             IfHeld ifHeld) = 0;
};

} // namespace tanba
