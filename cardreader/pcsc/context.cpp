#include "cardreader/pcsc/context.h"

#include "cardreader/pcsc/code_failure.h"

namespace tanba::card::pcsc {

Answer<std::optional<Context>> Context::establish(Api& api) {
    const Answer<ContextHandle> answer = api.establishContext();
    if (!answer.status.ok())
        return {answer.status, std::nullopt};
    return {answer.status, Context(api, answer.value)};
}

Context::~Context() {
    // A service that died answers with an error, and there is nothing left to give back.
    if (handle_)
        static_cast<void>(api_->releaseContext(*handle_));
}

Result<std::vector<std::string>> readerNames(Api& api) {
    const auto context = Context::establish(api);
    if (!context.status.ok())
        return failureOf(context.status, Moment::Opening, {}, "SCardEstablishContext");
    auto names = api.listReaders(context.value->handle());
    if (names.status.code == Code::NoReaders)
        return std::vector<std::string>();
    if (!names.status.ok())
        return failureOf(names.status, Moment::Opening, {}, "SCardListReaders");
    return std::move(names.value);
}

} // namespace tanba::card::pcsc
