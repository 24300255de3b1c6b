#include "app/service/conversation/conversation.h"

#include "app/service/api/reply.h"
#include "app/service/api/request.h"
#include "app/service/conversation/requests.h"

namespace tanba::service {

Conversation::Conversation(Reception& reception, Caller caller, Line& line)
    : requests_(std::make_shared<Requests>(reception, std::move(caller), line)) {}

Conversation::~Conversation() {
    closed();
}

void Conversation::opened() {
    requests_->send(api::greeting());
}

void Conversation::message(std::shared_ptr<const Message> message) {
    if (message->text() == api::kHeartbeat)
        requests_->send(std::string(api::kHeartbeat));
    else
        requests_->add(std::move(message));
}

void Conversation::messageTooLarge(std::string_view beginning) {
    requests_->addReply(api::tooMuchReply(beginning.substr(0, kBeginning)));
}

void Conversation::closed() {
    requests_->close();
}

} // namespace tanba::service
