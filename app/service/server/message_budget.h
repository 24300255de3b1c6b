#pragma once

#include "app/service/consent/consent.h"

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace tanba::service {

/// How much of the computer all messages together may hold (SECURITY.md, rule 10). Any thread.
/// A site may have as much as it leaves to all others: however many sites want all of it, the next one finds
/// some. Small messages do not come out of the budget: each connection has a reserve for them.
class MessageBudget : public std::enable_shared_from_this<MessageBudget> {
  public:
    /// @param limit bytes of all messages together.
    /// @param inMemory what of it may lie in memory and not in files.
    /// @param reserve bytes of each connection beside both, for messages that fit in there whole.
    MessageBudget(std::size_t limit, std::size_t inMemory, std::size_t reserve)
        : left_(limit), memoryLeft_(inMemory), reserve_(reserve) {}

    /// What one message holds; given back when it ends.
    class Share {
      public:
        Share(std::shared_ptr<MessageBudget> budget, std::string site, ConnectionId connection)
            : budget_(std::move(budget)), site_(std::move(site)), connection_(connection) {}
        Share(Share&& other) noexcept;
        Share& operator=(Share&&) = delete;
        Share(const Share&) = delete;
        Share& operator=(const Share&) = delete;
        ~Share();

        /// False: there is no room for so much more.
        bool take(std::size_t bytes);
        /// So much of what was taken lies in memory now; false: there is no room for more than before.
        bool holdInMemory(std::size_t bytes);
        /// False: another message of the site is large already.
        bool takeLarge();

      private:
        std::shared_ptr<MessageBudget> budget_;
        std::string site_;
        ConnectionId connection_;
        std::size_t small_ = 0;  ///< out of the connection's reserve
        std::size_t taken_ = 0;  ///< out of the budget
        std::size_t memory_ = 0; ///< of these in memory
        bool large_ = false;
    };
    Share share(std::string site, ConnectionId connection) {
        return Share(shared_from_this(), std::move(site), connection);
    }

    std::size_t left() const;

  private:
    // With the lock held.
    bool takeReserve(ConnectionId connection, std::size_t bytes);
    bool take(const std::string& site, std::size_t bytes);

    mutable std::mutex mutex_;
    std::size_t left_;
    std::size_t memoryLeft_;
    const std::size_t reserve_;
    std::map<std::string, std::size_t> ofSites_;
    std::map<ConnectionId, std::size_t> ofConnections_;
    std::set<std::string> sitesWithLarge_;
};

} // namespace tanba::service
