#include "app/gui/demo/open_outside.h"

#include <QProcess>
#include <QUrl>

namespace tanba::gui {

bool openOutside(const QUrl& url, const std::vector<platform::FormerVariable>& environment) {
    QProcessEnvironment real = QProcessEnvironment::systemEnvironment();
    for (const platform::FormerVariable& variable : environment) {
        const QString name = QString::fromStdString(variable.name);
        if (variable.value)
            real.insert(name, QString::fromStdString(*variable.value));
        else
            real.remove(name);
    }
    QProcess opener;
    opener.setProcessEnvironment(real);
    opener.setProgram(QStringLiteral("xdg-open"));
    opener.setArguments({url.toString(QUrl::FullyEncoded)});
    return opener.startDetached();
}

} // namespace tanba::gui
