#pragma once

#include <cstddef>
#include <cstdint>

namespace tanba::keys {

/// How much of a search through folders is done, while nobody knows yet how many there are. The whole is
/// divided among the places; a folder's share, once the folder is read, among itself and the folders in it
/// that are to be read too, in equal parts. What is done are the parts of the folders that were read: it
/// never goes back, and is the whole exactly when no folder waits. Counted in whole units, so that no part
/// gets lost in rounding; a folder so deep that no unit is left for it counts nothing, and what it is in
/// counts all.
class SearchShares {
  public:
    using Share = std::uint64_t;
    static constexpr Share kWhole = Share{1} << 62;

    /// A folder was read, or turned out to be unreadable: then nothing is below it.
    /// @param share what it was given when the one that it lies in was read, kWhole for the outermost.
    /// @param below how many folders in it are to be read: those that are left out do not count.
    /// @returns the share of each of them.
    Share read(Share share, std::size_t below);
    /// Of kWhole.
    Share done() const { return done_; }

  private:
    Share done_ = 0;
};

} // namespace tanba::keys
