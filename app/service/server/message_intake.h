#pragma once

#include "app/service/conversation/message.h"
#include "app/service/server/message_budget.h"
#include "app/service/server/server_limits.h"
#include "app/service/server/spool_file.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tanba::service {

/// What became of one message.
struct TakenMessage {
    /// Null when it was too large, or when there was no room for it.
    std::shared_ptr<const Message> message;
    /// Its first bytes when it was not kept.
    std::string beginning;
};

/// Takes one message in, piece by piece: in memory as long as it is small, then in a file without a name.
/// What goes beyond a limit is thrown away as it comes.
class MessageIntake {
  public:
    /// How much is kept of a message that is thrown away.
    static constexpr std::size_t kBeginning = std::size_t{64} * 1024;

    MessageIntake(MessageBudget::Share share, const ServerLimits& limits, const std::filesystem::path& folder)
        : share_(std::move(share)), limits_(limits), folder_(folder) {}

    void add(std::string_view piece);
    /// The whole message; the intake is used up.
    TakenMessage finish();

  private:
    bool store(std::string_view piece);
    bool moveToFile();
    void keepBeginning(std::string_view piece);
    void refuse(std::string_view piece);

    MessageBudget::Share share_;
    const ServerLimits& limits_;
    const std::filesystem::path& folder_;
    std::string memory_;
    std::optional<SpoolFile> file_;
    std::string beginning_; ///< kept apart once the message lies in the file
    std::size_t size_ = 0;
    bool refused_ = false;
};

} // namespace tanba::service
