#include "app/gui/demo/demo_browser.h"

#include "app/demo/demo_browser.h"

#include <QUrl>

namespace tanba::gui {

DemoBrowser::DemoBrowser(Sources sources) : sources_(std::move(sources)) {
    connect(&sources_.logins, &LoginDesk::changed, this, &DemoBrowser::takeLogin);
}

bool DemoBrowser::loginEnded() const {
    return sources_.logins.view().stage == portal::Stage::Completed;
}

/// Another login has begun: what came of the last one is no news any more.
void DemoBrowser::takeLogin() {
    if (loginEnded() || (inside_.empty() && !failure_))
        return;
    inside_.clear();
    failure_.reset();
    emit changed();
}

bool DemoBrowser::open(const QUrl& url) {
    std::string address = toUtf8(url.toString(QUrl::FullyEncoded));
    if (!address.starts_with(sources_.origin + "/"))
        return false;
    inside_.clear();
    failure_.reset();
    HttpTransport& http = sources_.http;
    sources_.tasks.run<Outcome>(
        this,
        [&http, origin = sources_.origin, address](const WorkControl& control) {
            return demo::finishInBrowser(http, origin, address, control);
        },
        [this, name = sources_.logins.view().subject.name](const Outcome& outcome) {
            if (!loginEnded())
                return; // another one has begun meanwhile
            if (outcome.ok())
                inside_ = name;
            else
                failure_ = outcome.failure();
            emit changed();
        });
    return true;
}

} // namespace tanba::gui
