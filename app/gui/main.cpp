#include "app/gui/application.h"
#include "app/gui/demo/quit_on_signal.h"
#include "app/gui/guarded_application.h"
#include "app/platform/process_hardening.h"
#include "app/platform/qt/fonts_ahead.h"
#include "app/platform/qt/single_instance.h"
#include "app/platform/resting_memory.h"
#include "app/text/language.h"
#include "app/text/text_table.h"

#include <QFileInfo>
#include <QStandardPaths>
#include <algorithm>
#include <iostream>
#include <string_view>

namespace {

constexpr const char* kDemoArgument = "--demo";

struct Start {
    tanba::gui::StartMode mode = tanba::gui::StartMode::Window;
    QStringList files;
};

Start startOf(const QStringList& arguments) {
    Start start;
    for (const QString& argument : arguments.mid(1)) {
        if (argument == QLatin1String("--background"))
            start.mode = tanba::gui::StartMode::Background;
        else if (argument != QLatin1String(kDemoArgument))
            start.files.append(QFileInfo(argument).absoluteFilePath());
    }
    return start;
}

void complain(const tanba::Failure& failure) {
    using namespace tanba::text;
    const Sentence sentence =
        TextTable::builtIn().sentence(failure, languageOfEnvironment(processEnvironment));
    std::cerr << sentence.what << "\n" << sentence.next << std::endl;
}

/// Everything in it is the demonstration's own, so it meets no other instance.
int runDemonstration(int argc, char** argv) {
    auto demonstration = tanba::gui::startDemonstration();
    if (!demonstration.ok()) {
        complain(demonstration.failure());
        return 1;
    }
    tanba::gui::QuitOnSignal quitOnSignal;
    tanba::platform::FontsAhead fonts;
    tanba::gui::GuardedApplication qt(argc, argv);
    fonts.wait();
    quitOnSignal.listen();
    tanba::gui::Application application(demonstration.value().get());
    const Start start = startOf(QCoreApplication::arguments());
    application.start(tanba::gui::StartMode::Window, start.files);
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv) {
    tanba::platform::hardenProcess();
    tanba::platform::giveBackEarly();
    QCoreApplication::setApplicationName(QStringLiteral("tanba"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TANBA_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("tanba"));
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    if (std::any_of(argv, argv + argc, [](std::string_view word) { return word == kDemoArgument; }))
        return runDemonstration(argc, argv);
    tanba::platform::FontsAhead fonts;
    tanba::gui::GuardedApplication qt(argc, argv);
    fonts.wait();

    using tanba::platform::SingleInstance;
    const Start start = startOf(QCoreApplication::arguments());
    SingleInstance instance(QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation));
    if (instance.claim(start.files) == SingleInstance::Role::Second)
        return 0;
    tanba::gui::Application application;
    QObject::connect(&instance, &SingleInstance::asked, &qt,
                     [&application](const QStringList& files) { application.startedAgain(files); });
    application.start(start.mode, start.files);
    return QApplication::exec();
}
