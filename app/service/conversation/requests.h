#pragma once

#include "app/service/conversation/conversation.h"
#include "app/service/conversation/preparation.h"
#include "app/service/conversation/waiting_line.h"
#include "app/service/work/file_tokens.h"
#include "core/base/progress.h"

#include <optional>
#include <string>

namespace tanba::service {

/// The requests of one connection, one at a time. Lives until the last task that knows it has ended; after
/// close() such a task finds nothing to do.
///
///     waiting -> preparing (worker) -> answered
///                                   -> asking (the person) -> signing (worker) -> answered
///                                   -> stamping (worker) -> answered
class Conversation::Requests : public std::enable_shared_from_this<Requests> {
  public:
    Requests(Reception& reception, Caller caller, Line& line)
        : reception_(reception), caller_(std::move(caller)), line_(&line),
          waiting_(kMaxWaiting, kMaxWaitingBytes) {}

    void send(std::string text);
    void add(std::shared_ptr<const Message> message);
    void addReply(std::string reply);
    void close();

  private:
    class Ear;
    /// The request in work.
    struct Job {
        WorkRoom::Share room;
        std::shared_ptr<CancelToken> cancel = std::make_shared<CancelToken>();
        std::optional<ConsentId> question{}; ///< open
        std::shared_ptr<Ear> ear{};          ///< of the open question
        std::optional<ConsentId> granted{};  ///< signing
    };
    class Continuation;

    const Surroundings& world() const { return reception_.surroundings(); }
    void next();
    void startPreparing(std::shared_ptr<const Message> message);
    /// Runs on a worker.
    void prepareOn(std::shared_ptr<const Message> message, const GateWorld& gate, const CancelToken& cancel);
    void carryOn(Prepared& prepared, std::size_t items);
    /// Ends the request in work with this answer (none when empty) and begins with the next.
    void answer(std::string reply);

    ConsentQuestion questionOf(ConsentQuestion::Kind kind) const;
    using Carry = std::function<void(Requests& self, ConsentAnswer& answer)>;
    void ask(ConsentQuestion question, const api::ReplyShape& shape, Carry granted);
    void answered(const api::ReplyShape& shape, ConsentAnswer& answer, const Carry& granted);
    void forgetQuestion();
    /// The open question leaves its place to another site's.
    void giveWay(const api::ReplyShape& shape, std::size_t items);
    void refuseQuestion(const api::ReplyShape& shape, std::size_t items);
    /// `made` runs on a worker and gives the answer; what it returns is the end of the request.
    void workOut(Executor::Lane lane, const api::ReplyShape& shape,
                 std::function<Result<std::string>(const WorkControl& control)> made);
    void sign(std::shared_ptr<const WorkOrder> order, ConsentAnswer& answer);
    void finished(const api::ReplyShape& shape, Result<std::string>& reply);

    Reception& reception_;
    Caller caller_;
    Line* line_; ///< null once the connection is closed
    WaitingLine waiting_;
    FileTokens tokens_;
    std::string locale_;
    std::optional<Job> job_;
};

} // namespace tanba::service
