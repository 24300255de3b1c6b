#include "app/gui/demo/demo_browser.h"

#include "app/demo/demo_browser.h"

#include <QUrl>

namespace tanba::gui {

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
            if (outcome.ok())
                inside_ = name;
            else
                failure_ = outcome.failure();
            emit changed();
        });
    return true;
}

} // namespace tanba::gui
