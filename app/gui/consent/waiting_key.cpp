#include "app/gui/consent/waiting_key.h"

#include "app/gui/consent/consent_key.h"

#include <algorithm>
#include <utility>

namespace tanba::gui {

void WaitingKey::wait(std::vector<std::string> origins, SigningKeyOption key, std::chrono::milliseconds now) {
    waiting_ = Waiting{std::move(origins), std::move(key), now + kPatience};
}

bool WaitingKey::waitsFor(const std::optional<std::string>& origin, std::chrono::milliseconds now) const {
    return origin && waiting_ && now < waiting_->until &&
           std::ranges::find(waiting_->origins, *origin) != waiting_->origins.end();
}

std::optional<SigningKeyOption> WaitingKey::keyFor(const service::ConsentQuestion& question,
                                                   std::chrono::milliseconds now) const {
    const bool entering =
        asksForLogin(question) || question.kind == service::ConsentQuestion::Kind::ShowIdentity;
    if (!entering || !waitsFor(question.caller.origin, now))
        return std::nullopt;
    return waiting_->key;
}

} // namespace tanba::gui
