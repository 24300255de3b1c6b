#include "app/service/conversation/requests.h"

#include "app/service/api/key_info.h"
#include "app/service/api/storages.h"
#include "app/service/consent/caller_site.h"
#include "app/service/json/json_escapes.h"
#include "app/service/work/signing.h"

#include <algorithm>
#include <mutex>
#include <new>
#include <utility>

namespace tanba::service {

void Conversation::Requests::send(std::string text) {
    if (line_ != nullptr)
        line_->sendText(std::move(text));
}

void Conversation::Requests::add(std::shared_ptr<const Message> message) {
    if (line_ == nullptr)
        return;
    const std::string_view beginning = message->text().substr(0, kBeginning);
    if (!waiting_.add(message))
        waiting_.addReply(api::tooMuchReply(beginning));
    next();
}

void Conversation::Requests::addReply(std::string reply) {
    if (line_ == nullptr)
        return;
    waiting_.addReply(std::move(reply));
    next();
}

void Conversation::Requests::close() {
    if (line_ == nullptr)
        return;
    line_ = nullptr;
    waiting_.clear();
    if (job_)
        job_->cancel->cancel();
    if (job_ && job_->question) {
        const ConsentId question = *job_->question;
        forgetQuestion();
        world().desk.withdraw(question);
        job_.reset();
    }
    world().desk.connectionClosed(caller_.connection);
}

void Conversation::Requests::next() {
    while (line_ != nullptr && !job_ && !waiting_.empty()) {
        WaitingLine::Place place = waiting_.take();
        if (!place.message) {
            send(std::move(place.readyReply));
            continue;
        }
        const std::string_view text = place.message->text();
        std::optional<WorkRoom::Share> room = reception_.room().take(callerSite(caller_), text.size());
        if (!room) {
            send(api::tooMuchReply(text.substr(0, kBeginning)));
            continue;
        }
        job_.emplace(Job{std::move(*room)});
        startPreparing(std::move(place.message));
    }
}

void Conversation::Requests::startPreparing(std::shared_ptr<const Message> message) {
    auto gate = std::make_shared<const GateWorld>(
        GateWorld{caller_, world().hashOrigins, world().files, tokens_, job_->room});
    const Executor::Lane lane = message->text().size() <= WorkRoom::kSmall ? Executor::Lane::ShortReading
                                                                           : Executor::Lane::LongReading;
    // Shared, because std::function copies what it holds: nobody else may keep the message.
    auto held = std::make_shared<std::shared_ptr<const Message>>(std::move(message));
    reception_.preparations().add(
        callerSite(caller_), lane,
        [self = shared_from_this(), gate = std::move(gate), held, cancel = job_->cancel] {
            self->prepareOn(std::move(*held), *gate, *cancel);
        });
}

void Conversation::Requests::prepareOn(std::shared_ptr<const Message> message, const GateWorld& gate,
                                       const CancelToken& cancel) {
    auto prepared = std::make_shared<Prepared>();
    std::size_t items = 0;
    if (!cancel.cancelled()) {
        const std::string beginning(message->text().substr(0, kBeginning));
        try {
            *prepared = prepare(std::move(message), gate, {&cancel, nullptr}, items);
        } catch (const std::bad_alloc&) {
            *prepared = api::AnswerNow{api::tooMuchReply(beginning), {}, {}};
        }
    }
    world().executor.post([self = shared_from_this(), prepared = std::move(prepared), items] {
        self->carryOn(*prepared, items);
    });
}

/// What the person's side has of a question. It may keep it longer than the service lives, and answer then:
/// once the question is gone nobody hears that, and what it brings is closed where it is.
class Conversation::Requests::Ear : public std::enable_shared_from_this<Ear> {
  public:
    Ear(std::shared_ptr<Requests> requests, const api::ReplyShape& shape, Carry granted)
        : requests_(std::move(requests)), shape_(shape), granted_(std::move(granted)) {}

    /// On any thread.
    void hear(std::shared_ptr<ConsentAnswer> given) {
        const std::lock_guard lock(mutex_);
        if (requests_)
            requests_->world().executor.post([ear = shared_from_this(),
                                              &executor = requests_->world().executor,
                                              given = std::move(given)] { ear->pass(executor, *given); });
    }
    /// On the service's thread.
    void close() {
        const std::lock_guard lock(mutex_);
        requests_.reset();
        granted_ = nullptr;
    }

  private:
    void pass(Executor& executor, ConsentAnswer& given) {
        std::shared_ptr<Requests> requests;
        Carry granted;
        {
            const std::lock_guard lock(mutex_);
            requests = requests_;
            granted = granted_;
        }
        if (requests) {
            requests->answered(shape_, given, granted);
            return;
        }
        // Too late. Closing a card may take a while.
        executor.work(Executor::Lane::Signing, [late = std::shared_ptr<keys::KeySession>(
                                                    std::move(given.session))]() mutable { late.reset(); });
    }

    std::mutex mutex_;
    std::shared_ptr<Requests> requests_; ///< null once nobody waits for the answer
    const api::ReplyShape shape_;
    Carry granted_;
};

/// What a prepared request leads to.
class Conversation::Requests::Continuation {
  public:
    Continuation(Requests& requests, std::size_t items) : requests_(requests), items_(items) {}

    void operator()(api::AnswerNow& settled) const {
        if (!settled.missingModule.empty())
            requests_.reception_.tellMissing(requests_.caller_, settled.missingModule);
        if (settled.refusal)
            requests_.reception_.tellRefused({requests_.caller_, *settled.refusal, items_});
        requests_.answer(std::move(settled.reply));
    }

    void operator()(api::ListTokens& request) const {
        std::string json;
        for (const std::string& kind : requests_.world().desk.activeTokenKinds()) {
            const api::StorageRow* const storage = api::storageByName(kind);
            if (storage != nullptr && storage->kind == api::StorageKind::Token)
                json += (json.empty() ? "" : ",") + jsonQuoted(kind);
        }
        requests_.answer(api::commonResult(request.shape, "[" + json + "]"));
    }

    void operator()(api::ChangeLocale& request) const {
        requests_.locale_ = request.locale;
        requests_.answer(api::commonResult(request.shape, {}));
    }

    void operator()(api::ShowIdentity& request) const {
        ConsentQuestion question = requests_.questionOf(ConsentQuestion::Kind::ShowIdentity);
        question.key = request.key;
        requests_.ask(std::move(question), request.shape,
                      [shape = request.shape](Requests& self, ConsentAnswer& answer) {
                          self.answer(answer.certificate
                                          ? api::commonResult(shape, api::keyInfoJson(*answer.certificate))
                                          : api::failureReply(shape, fail(FailureCode::TokenNotFound)));
                      });
    }

    void operator()(api::ChooseFile& request) const {
        ConsentQuestion question = requests_.questionOf(ConsentQuestion::Kind::ChooseFile);
        question.fileExtension = request.extension;
        requests_.ask(std::move(question), request.shape,
                      [shape = request.shape](Requests& self, ConsentAnswer& answer) {
                          const Result<std::string> token = self.tokens_.issue(answer.file);
                          self.answer(token.ok() ? api::commonResult(shape, jsonQuoted(token.value()))
                                                 : api::failureReply(shape, token.failure()));
                      });
    }

    void operator()(StampOrder& order) const {
        if (!requests_.reception_.countStamp(requests_.caller_))
            return requests_.answer(api::failureReply(order.shape, fail(FailureCode::ServiceTooMuch)));
        auto cms = std::make_shared<const Bytes>(std::move(order.cms));
        requests_.workOut(Executor::Lane::Stamping, order.shape,
                          [shape = order.shape, cms = std::move(cms),
                           timestamps = requests_.world().timestamps](const WorkControl& control) {
                              return stampCms(shape, *cms, timestamps, control);
                          });
    }

    void operator()(WorkOrder& prepared) const {
        if (prepared.withTimestamp && requests_.world().timestamps == nullptr)
            return requests_.answer(api::failureReply(prepared.shape, fail(FailureCode::NetworkOff)));
        ConsentQuestion question = requests_.questionOf(ConsentQuestion::Kind::Sign);
        for (const WorkItem& item : prepared.items)
            question.items.push_back(item.shown);
        question.format = prepared.format;
        question.withTimestamp = prepared.withTimestamp;
        question.withCertificate = prepared.withCertificate;
        question.key = prepared.key;
        if (!prepared.locale.empty())
            question.locale = prepared.locale;
        const api::ReplyShape shape = prepared.shape;
        auto order = std::make_shared<const WorkOrder>(std::move(prepared));
        requests_.ask(
            std::move(question), shape,
            [order = std::move(order)](Requests& self, ConsentAnswer& answer) { self.sign(order, answer); });
    }

  private:
    Requests& requests_;
    std::size_t items_;
};

void Conversation::Requests::carryOn(Prepared& prepared, std::size_t items) {
    if (line_ == nullptr)
        return job_.reset();
    std::visit(Continuation(*this, items), prepared);
}

void Conversation::Requests::answer(std::string reply) {
    job_.reset();
    if (!reply.empty())
        send(std::move(reply));
    next();
}

ConsentQuestion Conversation::Requests::questionOf(ConsentQuestion::Kind kind) const {
    ConsentQuestion question;
    question.id = reception_.nextConsent();
    question.kind = kind;
    question.caller = caller_;
    question.locale = locale_;
    return question;
}

void Conversation::Requests::ask(ConsentQuestion question, const api::ReplyShape& shape, Carry granted) {
    const std::size_t items = question.items.size();
    if (!reception_.openQuestion(caller_, question.id, [this, shape, items] { giveWay(shape, items); }))
        return refuseQuestion(shape, items);
    job_->question = question.id;
    job_->ear = std::make_shared<Ear>(shared_from_this(), shape, std::move(granted));
    world().desk.ask(std::make_shared<const ConsentQuestion>(std::move(question)),
                     [ear = job_->ear](ConsentAnswer given) {
                         ear->hear(std::make_shared<ConsentAnswer>(std::move(given)));
                     });
}

void Conversation::Requests::refuseQuestion(const api::ReplyShape& shape, std::size_t items) {
    const Failure tooMany = fail(FailureCode::ServiceTooMuch, {}, "questions");
    reception_.tellRefused({caller_, tooMany, items});
    answer(api::failureReply(shape, tooMany));
}

void Conversation::Requests::giveWay(const api::ReplyShape& shape, std::size_t items) {
    const ConsentId question = *job_->question;
    forgetQuestion();
    world().desk.withdraw(question);
    refuseQuestion(shape, items);
}

void Conversation::Requests::forgetQuestion() {
    reception_.closeQuestion(*job_->question);
    job_->question.reset();
    std::exchange(job_->ear, nullptr)->close();
}

void Conversation::Requests::answered(const api::ReplyShape& shape, ConsentAnswer& given,
                                      const Carry& granted) {
    const ConsentId id = *job_->question;
    forgetQuestion();
    switch (given.kind) {
    case ConsentAnswer::Kind::Cancelled:
        return answer(api::cancelledReply(shape));
    case ConsentAnswer::Kind::NoSuchStorage:
        return answer(api::failureReply(shape, fail(FailureCode::TokenNotFound)));
    case ConsentAnswer::Kind::Granted:
        break;
    }
    job_->granted = id;
    granted(*this, given);
}

void Conversation::Requests::sign(std::shared_ptr<const WorkOrder> order, ConsentAnswer& given) {
    if (!given.session) {
        Result<std::string> none(fail(FailureCode::Internal, {}, "granted without a session"));
        return finished(order->shape, none);
    }
    // std::function copies what it holds, and a session cannot be copied.
    auto session = std::make_shared<std::unique_ptr<keys::KeySession>>(std::move(given.session));
    const SigningTools tools{world().clock, world().timestamps};
    const api::ReplyShape shape = order->shape;
    workOut(Executor::Lane::Signing, shape,
            [order = std::move(order), session, tools](const WorkControl& control) {
                return signOrder(*order, std::move(*session), tools, control);
            });
}

void Conversation::Requests::workOut(Executor::Lane lane, const api::ReplyShape& shape,
                                     std::function<Result<std::string>(const WorkControl&)> made) {
    world().executor.work(
        lane, [self = shared_from_this(), shape, made = std::move(made), cancel = job_->cancel]() mutable {
            auto reply = std::make_shared<Result<std::string>>(fail(FailureCode::OutOfMemory));
            try {
                *reply = made({cancel.get(), nullptr});
            } catch (const std::bad_alloc&) {
                *reply = fail(FailureCode::OutOfMemory);
            }
            // The contents go before the answer travels.
            made = nullptr;
            Executor& executor = self->world().executor;
            executor.post(
                [self = std::move(self), shape, reply = std::move(reply)] { self->finished(shape, *reply); });
        });
}

void Conversation::Requests::finished(const api::ReplyShape& shape, Result<std::string>& reply) {
    const std::optional<ConsentId> granted = job_->granted;
    const bool gone = line_ == nullptr;
    Outcome outcome = Done{};
    if (gone)
        outcome = fail(FailureCode::Cancelled);
    else if (!reply.ok())
        outcome = reply.failure();
    if (gone)
        job_.reset();
    else
        answer(reply.ok() ? std::move(reply).value() : api::failureReply(shape, reply.failure()));
    if (granted)
        world().desk.finished(*granted, outcome);
}

} // namespace tanba::service
