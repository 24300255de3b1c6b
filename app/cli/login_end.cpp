#include "app/cli/login_end.h"

#include "app/cli/login_browser.h"
#include "app/handover/browser_link.h"
#include "core/base/private_file.h"

#include <algorithm>

namespace tanba::cli {

namespace {

using text::Ui;

/// A ticket of which nothing is said is kept for as long as any.
std::chrono::milliseconds timeLeft(const portal::LoginView& view, const Clock& clock) {
    const std::chrono::milliseconds longest = handover::kLongestKept;
    return view.ticketExpiresAt
               ? std::min<std::chrono::milliseconds>(*view.ticketExpiresAt - clock.now(), longest)
               : longest;
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
        const std::chrono::milliseconds time = timeLeft(view, services.clock);
        if (time <= std::chrono::milliseconds(0))
            return fail(FailureCode::PortalLoginGone);
        TANBA_TRY(SecretBytes address, login.finishAddress());
        TANBA_CHECK(leadBrowser(std::move(address), time, host, services));
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
