#include "app/cli/login_end.h"

#include "core/base/child_process.h"
#include "core/base/private_file.h"

#include <array>

namespace tanba::cli {

namespace {

using text::Ui;

/// What the program that opens addresses wants to know of the desktop.
constexpr std::array<const char*, 9> kDesktopVariables{
    "DISPLAY", "WAYLAND_DISPLAY",  "XAUTHORITY", "XDG_RUNTIME_DIR",         "XDG_CURRENT_DESKTOP",
    "HOME",    "XDG_SESSION_TYPE", "BROWSER",    "DBUS_SESSION_BUS_ADDRESS"};
constexpr std::chrono::seconds kOpensWithin{20};

Outcome openBrowser(const std::string& address, const std::string& host, const CancelToken& cancel) {
    const std::array<std::string, 1> arguments{address};
    ChildProgram program;
    program.path = "/usr/bin/xdg-open";
    program.variables = kDesktopVariables;
    program.output = ChildOutput::Connection;
    program.notStarted = program.ended = program.late = FailureCode::BrowserNotOpened;
    program.arguments = arguments;
    auto child = startChild(program);
    auto ended = child.ok() ? child.value()->receiveToEnd(4096, Patience::forAtMost(kOpensWithin, &cancel))
                            : Result<Bytes>(child.failure());
    if (!ended.ok() && ended.failure().code == FailureCode::BrowserNotOpened)
        return fail(FailureCode::BrowserNotOpened, host, ended.failure().detail);
    TANBA_CHECK(ended);
    return Done{};
}

Outcome writeTokens(const portal::Tokens& tokens, const std::string& file, FileStore& files) {
    const Json json{{"access_token", asText(tokens.accessToken.view())},
                    {"token_type", "Bearer"},
                    {"expires_in", tokens.expiresIn.count()},
                    {"id_token", asText(tokens.idToken.view())}};
    return writePrivateFile(files, file, IfExists::Refuse, viewOf(json.dump() + "\n"));
}

} // namespace

Result<Json> endLogin(portal::Login& login, const LoginArguments& arguments, const Services& services) {
    Console& console = services.console;
    const portal::LoginView view = login.view();
    const std::string host = view.portal->host();
    Json json{{"portal", {{"origin", view.origin}, {"host", host}}},
              {"subject",
               {{"name", view.subject.name},
                {"maskedIin", view.subject.maskedIin},
                {"maskedBin", view.subject.maskedBin}}}};
    if (arguments.end == LoginEnd::Browser) {
        TANBA_TRY(const std::string address, login.finishAddress());
        TANBA_CHECK(openBrowser(address, host, services.cancel));
        console.result(console.word(Ui::LoginInBrowser, {{"host", host}}));
        json["end"] = "browser";
        return json;
    }
    TANBA_TRY(const portal::Tokens tokens, login.redeem({&services.cancel, nullptr}));
    json["end"] = "here";
    json["methods"] = tokens.methods;
    console.result(console.word(
        Ui::LoginInside, {{"host", host}, {"name", view.subject.name}, {"iin", view.subject.maskedIin}}));
    if (!arguments.tokenFile.empty()) {
        TANBA_CHECK(writeTokens(tokens, arguments.tokenFile, services.files));
        console.remark(console.word(Ui::LoginTokensWritten, {{"subject", arguments.tokenFile}}));
    }
    return json;
}

} // namespace tanba::cli
