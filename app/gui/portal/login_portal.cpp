#include "app/gui/portal/login_portal.h"

#include "core/base/utf8.h"

#include <QUrl>

namespace tanba::gui {

std::string hostOfAddress(const std::string& address) {
    const QUrl url(fromUtf8(address), QUrl::StrictMode);
    const QString host = url.host(QUrl::FullyEncoded);
    return toUtf8(url.port() < 0 ? host : host + QLatin1Char(':') + QString::number(url.port()));
}

QString titleOf(const LoginPortal& portal, const Words& words) {
    const guidance::Names& names = portal.names;
    const std::string& name = words.language() == text::Language::Kk   ? names.kk
                              : words.language() == text::Language::Ru ? names.ru
                                                                       : names.en;
    const bool named = portal.source == PortalSource::Shipped && !name.empty();
    return fromUtf8(displayText(named ? name : hostOfAddress(portal.origin)));
}

} // namespace tanba::gui
