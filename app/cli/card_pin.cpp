#include "app/cli/commands.h"
#include "app/cli/secret_input.h"
#include "app/cli/token_view.h"

namespace tanba::cli {

namespace {

using text::Ui;

Outcome act(const CardPinArguments& arguments, keys::PinManagement* management, SecretInput& input,
            const CancelToken& cancel) {
    if (arguments.action == PinAction::Change)
        return management != nullptr && management->canChange() ? management->change(input, &cancel)
                                                                : fail(FailureCode::PinChangeNotHere);
    return management != nullptr && management->canUnblock() ? management->unblock(input, &cancel)
                                                             : fail(FailureCode::PinUnblockNotHere);
}

} // namespace

CommandEnd runCardPin(const CardPinArguments& arguments, const Services& services) {
    Console& console = services.console;
    TokenSources sources(services, arguments.card.sources);
    const auto found = sources.find(arguments.card.name);
    if (!found.ok())
        return endWith(console, found.failure(), Phase::Reading);
    keys::Token& token = *found.value().token;
    tellNotices(token, console);
    SecretInput input(console, arguments.passwordFile, services.cancel, SecretKind::Pin);
    const Outcome outcome = act(arguments, token.pinManagement(), input, services.cancel);
    if (!outcome.ok())
        return endWith(console, outcome.failure(),
                       isTypingSlip(outcome.failure()) ? Exit::Refused
                                                       : exitOf(outcome.failure(), Phase::Writing));
    const bool changed = arguments.action == PinAction::Change;
    console.result(console.word(changed ? Ui::PinChanged : Ui::PinUnblocked, {{"subject", token.label()}}));
    return {Exit::Done, Json{{"token", tokenJson(found.value())}, {changed ? "changed" : "unblocked", true}}};
}

} // namespace tanba::cli
