#include "app/gui/demo/quit_on_signal.h"
#include "app/gui/guarded_application.h"
#include "app/gui/start_request.h"
#include "app/platform/process_hardening.h"
#include "app/platform/qt/fonts_ahead.h"
#include "app/platform/qt/single_instance.h"
#include "app/platform/resting_memory.h"
#include "app/text/language.h"
#include "app/text/text_table.h"

#include <QStandardPaths>
#include <algorithm>
#include <iostream>
#include <string_view>

using tanba::Result;
using tanba::gui::StartRequest;
using tanba::gui::TerminalAnswer;

namespace {

constexpr std::string_view kDemoArgument = "--demo";

// As tanba-cli ends (sysexits.h).
constexpr int kFailed = 1;
constexpr int kWrongUsage = 64;

std::string helpText() {
    using namespace tanba::text;
    return TextTable::builtIn().ui(Ui::HelpWindow, languageOfEnvironment(processEnvironment));
}

int tell(TerminalAnswer wanted) {
    std::cout << (wanted == TerminalAnswer::Version ? "tanba " TANBA_VERSION : helpText()) << std::endl;
    return 0;
}

int complain(const tanba::Failure& failure) {
    using namespace tanba::text;
    const Sentence sentence =
        TextTable::builtIn().sentence(failure, languageOfEnvironment(processEnvironment));
    const bool usage = failure.code == tanba::FailureCode::Usage;
    std::cerr << sentence.what << "\n" << (usage ? helpText() : sentence.next) << std::endl;
    return usage ? kWrongUsage : kFailed;
}

Result<StartRequest> request() {
    return tanba::gui::startRequest(QCoreApplication::arguments().mid(1));
}

/// Everything in it is the demonstration's own, so it meets no other instance.
int runDemonstration(int argc, char** argv) {
    auto demonstration = tanba::gui::startDemonstration();
    if (!demonstration.ok())
        return complain(demonstration.failure());
    tanba::gui::QuitOnSignal quitOnSignal;
    tanba::platform::FontsAhead fonts;
    tanba::gui::GuardedApplication qt(argc, argv);
    fonts.wait();
    quitOnSignal.listen();
    const auto wanted = request();
    if (!wanted.ok())
        return complain(wanted.failure());
    tanba::gui::Application application(demonstration.value().get());
    application.start(tanba::gui::StartMode::Window, wanted.value().files);
    return QApplication::exec();
}

int runWindow(int argc, char** argv) {
    tanba::platform::FontsAhead fonts;
    tanba::gui::GuardedApplication qt(argc, argv);
    fonts.wait();
    const auto wanted = request();
    if (!wanted.ok())
        return complain(wanted.failure());

    using tanba::platform::SingleInstance;
    SingleInstance instance(QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation));
    const bool quiet = wanted.value().mode == tanba::gui::StartMode::Background;
    using Call = SingleInstance::Call;
    if (instance.claim(wanted.value().files, quiet ? Call::Quiet : Call::Show) ==
        SingleInstance::Role::Second)
        return 0;
    tanba::gui::Application application;
    QObject::connect(&instance, &SingleInstance::asked, &qt,
                     [&application](const QStringList& files) { application.startedAgain(files); });
    application.start(wanted.value().mode, wanted.value().files);
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv) {
    tanba::platform::hardenProcess();
    tanba::platform::giveBackEarly();
    const std::vector<std::string_view> words(argv + 1, argv + argc);
    if (const auto wanted = tanba::gui::terminalAnswer(words))
        return tell(*wanted);
    QCoreApplication::setApplicationName(QStringLiteral("tanba"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TANBA_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("tanba"));
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    const auto files = std::ranges::find(words, tanba::gui::kOnlyFiles);
    return std::find(words.begin(), files, kDemoArgument) == files ? runWindow(argc, argv)
                                                                   : runDemonstration(argc, argv);
}
