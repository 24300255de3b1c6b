#include "app/gui/application.h"
#include "app/platform/process_hardening.h"
#include "app/platform/qt/fonts_ahead.h"
#include "app/platform/qt/single_instance.h"

#include <QApplication>
#include <QFileInfo>
#include <QStandardPaths>

namespace {

struct Start {
    tanba::gui::StartMode mode = tanba::gui::StartMode::Window;
    QStringList files;
    bool demonstration = false;
};

Start startOf(const QStringList& arguments) {
    Start start;
    for (const QString& argument : arguments.mid(1)) {
        if (argument == QLatin1String("--background"))
            start.mode = tanba::gui::StartMode::Background;
        else if (argument == QLatin1String("--demo"))
            start.demonstration = true;
        else
            start.files.append(QFileInfo(argument).absoluteFilePath());
    }
    return start;
}

} // namespace

int main(int argc, char** argv) {
    tanba::platform::hardenProcess();
    QCoreApplication::setApplicationName(QStringLiteral("tanba"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TANBA_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("tanba"));
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    tanba::platform::FontsAhead fonts;
    QApplication qt(argc, argv);
    fonts.wait();

    using tanba::platform::SingleInstance;
    const Start start = startOf(QCoreApplication::arguments());
    SingleInstance instance(QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation));
    if (instance.claim(start.files) == SingleInstance::Role::Second)
        return 0;
    tanba::gui::Application application;
    QObject::connect(&instance, &SingleInstance::asked, &qt,
                     [&application](const QStringList& files) { application.startedAgain(files); });
    if (start.demonstration)
        application.showDemonstration();
    application.start(start.mode, start.files);
    return QApplication::exec();
}
