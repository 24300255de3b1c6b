#include "app/gui/pages/site.h"

#include "app/gui/widgets/banner.h"
#include "core/guidance/portals.h"

namespace tanba::gui {

QUrl renewalSite() {
    return QUrl(fromUtf8(guidance::portalById("nca")->links.reissue));
}

bool openSite(const Desk& desk, const QUrl& site, Banner& banner) {
    if (desk.open(site))
        return true;
    banner.showMessage(CardKind::Attention,
                       desk.words.say(Phrase::BrowserFailed, {{"address", toUtf8(site.toString())}}), {});
    return false;
}

std::string hostOf(const std::string& address) {
    return toUtf8(QUrl(fromUtf8(address)).host());
}

} // namespace tanba::gui
