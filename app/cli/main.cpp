#include "app/cli/commands.h"
#include "app/cli/help.h"
#include "app/platform/cancel_on_signal.h"
#include "app/platform/own_arguments.h"
#include "app/platform/process_hardening.h"
#include "app/text/safe_text.h"
#include "core/base/disk_file_store.h"

#include <string>
#include <variant>
#include <vector>

namespace {

using namespace tanba;
using namespace tanba::cli;

CommandEnd showText(const ShowText& shown, Console& console) {
    console.result(shown.text);
    return {Exit::Done, Json{{shown.member, shown.text}}};
}

struct RunCommand {
    const Services& services;

    CommandEnd operator()(const ShowText& shown) const { return showText(shown, services.console); }
    CommandEnd operator()(const KeyInfoArguments& arguments) const { return runKeyInfo(arguments, services); }
    CommandEnd operator()(const KeyPasswdArguments& arguments) const {
        return runKeyPasswd(arguments, services);
    }
    CommandEnd operator()(const KeyFindArguments& arguments) const { return runKeyFind(arguments, services); }
    CommandEnd operator()(const CardListArguments& arguments) const {
        return runCardList(arguments, services);
    }
    CommandEnd operator()(const CardInfoArguments& arguments) const {
        return runCardInfo(arguments, services);
    }
    CommandEnd operator()(const CardPinArguments& arguments) const { return runCardPin(arguments, services); }
    CommandEnd operator()(const CardSurveyArguments& arguments) const {
        return runCardSurvey(arguments, services);
    }
    CommandEnd operator()(const DemoArguments& arguments) const { return runDemo(arguments, services); }
    CommandEnd operator()(const LoginArguments& arguments) const { return runLogin(arguments, services); }
    CommandEnd operator()(const ServiceArguments& arguments) const { return runService(arguments, services); }
    CommandEnd operator()(const SignArguments& arguments) const { return runSign(arguments, services); }
    CommandEnd operator()(const VerifyArguments& arguments) const { return runVerify(arguments, services); }
};

CommandEnd runCommand(const std::vector<std::string>& words, Console& console) {
    const auto arguments = parseArguments(words, console, TANBA_VERSION);
    if (!arguments.ok()) {
        CommandEnd end = endWith(console, arguments.failure(), Exit::Usage);
        if (!console.json())
            console.remark(std::string(shortUsage()));
        return end;
    }
    DiskFileStore files;
    const SystemClock clock;
    const Services services{console, files, files, clock, platform::cancelOnSignal(), TANBA_VERSION};
    return std::visit(RunCommand{services}, arguments.value());
}

} // namespace

int main(int count, char** values) {
    platform::hardenProcess();
    const std::vector<std::string> words = platform::ownArguments(count, values);
    const Manner manner = mannerOf(words, text::processEnvironment);
    Console console(text::TextTable::builtIn(), manner.language, manner.form);
    // Whatever happens inside, the person gets a sentence and a script its one object.
    const CommandEnd end = guarded(console, Exit::Refused, [&] { return runCommand(words, console); });
    const bool told = console.finish(end.json);
    return static_cast<int>(end.exit == Exit::Done && !told ? end.ifUntold : end.exit);
}
