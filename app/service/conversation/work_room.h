#pragma once

#include "app/service/work/more_room.h"

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace tanba::service {

/// What requests in work hold of their pages' data, until they are answered (SECURITY.md, rule 10). Large
/// ones and all others have room of their own, so that neither keeps the other out. Any thread.
class WorkRoom {
  public:
    /// Takes no room: a connection has one request in work.
    static constexpr std::size_t kSmall = std::size_t{64} * 1024;
    /// A request beyond it is large.
    static constexpr std::size_t kLarge = std::size_t{8} * 1024 * 1024;
    /// Of all large ones: the largest that is taken in.
    static constexpr std::size_t kForLarge = std::size_t{256} * 1024 * 1024;
    /// Of all others.
    static constexpr std::size_t kForOthers = std::size_t{32} * 1024 * 1024;

    WorkRoom() = default;
    WorkRoom(const WorkRoom&) = delete;
    WorkRoom& operator=(const WorkRoom&) = delete;

    /// Room that one request takes up; given back when it ends.
    class Share : public MoreRoom {
      public:
        Share(WorkRoom& room, std::string site, std::size_t bytes)
            : room_(&room), site_(std::move(site)), bytes_(bytes) {}
        Share(Share&& other) noexcept
            : room_(std::exchange(other.room_, nullptr)), site_(std::move(other.site_)),
              bytes_(other.bytes_) {}
        Share& operator=(Share&&) = delete;
        Share(const Share&) = delete;
        Share& operator=(const Share&) = delete;
        ~Share() override;

        /// A request that grows large so finds the room of the large ones.
        bool takeMore(std::size_t bytes) override;

      private:
        WorkRoom* room_;
        std::string site_;
        std::size_t bytes_;
    };

    /// Nothing when the site, or all together, hold too much already. A site may have as much as it leaves to
    /// all others, so that the next one finds some however many sites want all of it; but its first large
    /// request may be of any size.
    std::optional<Share> take(const std::string& site, std::size_t bytes);

  private:
    struct Part {
        std::size_t left;
        std::map<std::string, std::size_t> ofSites{};
    };

    // With the lock held.
    Part& partFor(std::size_t bytes) { return bytes > kLarge ? large_ : others_; }
    bool fits(const std::string& site, std::size_t bytes);
    void hold(const std::string& site, std::size_t bytes);
    void giveBack(const std::string& site, std::size_t bytes);

    std::mutex mutex_;
    Part large_{kForLarge};
    Part others_{kForOthers};
};

} // namespace tanba::service
