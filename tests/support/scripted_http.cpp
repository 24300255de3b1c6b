#include "tests/support/scripted_http.h"

#include <cstdlib>
#include <iostream>

namespace tanba::test {

void ScriptedHttp::serve(const std::string& address, Serve answer) {
    const std::lock_guard lock(mutex_);
    addresses_[address] = std::move(answer);
}

void ScriptedHttp::serve(const std::string& address, Bytes body) {
    serve(address, [body](const HttpRequest& request) -> Result<HttpAnswer> {
        if (body.size() > request.maxAnswer)
            return fail(FailureCode::NetworkAnswerTooLarge);
        return HttpAnswer{200, "application/octet-stream", body};
    });
}

std::vector<std::string> ScriptedHttp::asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
}

Result<HttpAnswer> ScriptedHttp::send(const HttpRequest& request, const WorkControl& control) {
    Serve answer;
    {
        const std::lock_guard lock(mutex_);
        asked_.push_back(request.url);
        const auto known = addresses_.find(request.url);
        if (known == addresses_.end()) {
            std::cerr << "nobody scripted " << request.url << std::endl;
            std::abort();
        }
        answer = known->second;
    }
    return control.cancelled() ? fail(FailureCode::Cancelled) : answer(request);
}

} // namespace tanba::test
