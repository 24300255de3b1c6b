#include "app/service/conversation/preparation.h"

#include <utility>

namespace tanba::service {

namespace {

api::AnswerNow failed(const api::ReplyShape& shape, const Failure& failure) {
    api::AnswerNow answer{api::failureReply(shape, failure), {}, {}};
    if (isRefusal(failure))
        answer.refusal = failure;
    return answer;
}

class Preparing {
  public:
    Preparing(std::shared_ptr<const Message> message, const GateWorld& world, const WorkControl& control,
              std::size_t& items)
        : message_(std::move(message)), world_(world), control_(control), items_(items) {}

    api::Request read() const {
        api::Request request = api::readRequest(message_->text());
        message_->passed(message_->text());
        return request;
    }

    Prepared operator()(api::StampCms& request) {
        Result<Bytes> cms = request.cms.fromBase64(kMaxFile, passed());
        if (!cms.ok())
            return failed(request.shape, cms.failure());
        return StampOrder{request.shape, std::move(cms).value()};
    }
    Prepared operator()(api::SignData& request) {
        items_ = request.data.size();
        auto loaded = loadItems(request, world_, passed(), control_);
        if (!loaded.ok())
            return failed(request.shape, loaded.failure());
        request.data.clear();
        message_.reset();
        Result<WorkOrder> order = passGate(request, std::move(loaded).value(), world_, control_);
        if (!order.ok())
            return failed(request.shape, order.failure());
        return std::move(order).value();
    }
    template <typename Settled>
    Prepared operator()(Settled& request) {
        return std::move(request);
    }

  private:
    JsonString::Passed passed() const {
        return [message = message_.get()](std::string_view part) { message->passed(part); };
    }

    std::shared_ptr<const Message> message_;
    const GateWorld& world_;
    const WorkControl& control_;
    std::size_t& items_;
};

} // namespace

Prepared prepare(std::shared_ptr<const Message> message, const GateWorld& world, const WorkControl& control,
                 std::size_t& items) {
    Preparing preparing(std::move(message), world, control, items);
    api::Request request = preparing.read();
    return std::visit(preparing, request);
}

} // namespace tanba::service
