#include "app/cli/commands.h"
#include "app/cli/demo_login.h"
#include "app/demo/demo_people.h"
#include "app/net/http_transport.h"
#include "app/platform/terminal_pause.h"
#include "core/base/private_file.h"
#include "core/keys/pkcs12.h"

#include <array>
#include <filesystem>

namespace tanba::cli {

namespace {

namespace fs = std::filesystem;
using text::Ui;

constexpr std::string_view kPortalProgram = "tanba-reference-portal";
/// What the key file's password is changed to.
constexpr std::string_view kNewPassword = "Sunqar2026";
constexpr const char* kTestKeyReason = "chain.test_key";

/// The walk: each step does what its command does, and fails when that did not work.
class DemoWalk {
  public:
    DemoWalk(const DemoArguments& arguments, const Services& services)
        : arguments_(arguments), services_(services), console_(services.console) {}

    CommandEnd run();

  private:
    struct Step {
        std::string_view name; ///< of JSON
        Ui title;
        Outcome (DemoWalk::*act)();
    };
    static const std::array<Step, 7>& steps();

    Outcome prepare();
    Outcome pause();
    Outcome insertCard();
    Outcome loginBySms();
    Outcome loginByQr();
    Outcome signDocument();
    Outcome checkSignature();
    Outcome changePassword();
    Outcome seeExpiry();

    void say(Ui text, const text::TextValues& values = {}) {
        console_.result("    " + console_.word(text, values));
    }
    /// What does the same with a key of one's own.
    void tellCommand(const std::string& words) { say(Ui::DemoCommand, {{"command", "tanba-cli " + words}}); }
    Result<fs::path> secretFile(const std::string& name, std::string_view lines);
    /// A command of this program, told to the person and run. Its failure has been told then.
    template <typename Arguments>
    Outcome runToldCommand(const std::string& words, CommandEnd (*command)(const Arguments&, const Services&),
                           const Arguments& arguments, Exit expected);

    const DemoArguments& arguments_;
    const Services& services_;
    Console& console_;
    std::unique_ptr<demo::DemoEnvironment> environment_;
    std::unique_ptr<net::NetworkTransport> network_;
    Json result_; ///< of the last command
    fs::path signed_;
};

const std::array<DemoWalk::Step, 7>& DemoWalk::steps() {
    static const std::array<Step, 7> all{{
        {"card", Ui::DemoCard, &DemoWalk::insertCard},
        {"sms", Ui::DemoSms, &DemoWalk::loginBySms},
        {"qr", Ui::DemoQr, &DemoWalk::loginByQr},
        {"sign", Ui::DemoSign, &DemoWalk::signDocument},
        {"check", Ui::DemoCheck, &DemoWalk::checkSignature},
        {"password", Ui::DemoPassword, &DemoWalk::changePassword},
        {"expiry", Ui::DemoExpiry, &DemoWalk::seeExpiry},
    }};
    return all;
}

Outcome DemoWalk::prepare() {
    TANBA_TRY(const fs::path program, programBesideThisOne(kPortalProgram));
    std::error_code error;
    const fs::path below = fs::temp_directory_path(error);
    if (error)
        return fail(FailureCode::DemoFailed, {}, error.message());
    TANBA_TRY(environment_,
              demo::DemoEnvironment::make({services_.files, services_.growing, services_.clock, below,
                                           program, console_.word(Ui::DemoDocumentName),
                                           console_.word(Ui::DemoDocumentText) + "\n", &services_.cancel}));
    network_ = std::make_unique<net::NetworkTransport>(
        net::NetworkSettings{.roots = environment_->portal().roots()});
    return Done{};
}

Outcome DemoWalk::pause() {
    if (services_.cancel.cancelled())
        return fail(FailureCode::Cancelled);
    if (arguments_.pauses == DemoPauses::None || console_.json() || !platform::standardInputIsTerminal())
        return Done{};
    console_.remark(console_.word(Ui::DemoEnter));
    return platform::waitForEnter(services_.cancel);
}

Outcome DemoWalk::insertCard() {
    card::SimulatedCard card = environment_->card();
    TANBA_TRY(const auto token, card.open(&services_.cancel));
    say(Ui::DemoCardHolder, {{"name", demo::person().displayName()}, {"pin", std::string(card::kDemoPin)}});
    return token->keys().empty() ? Outcome(fail(FailureCode::DemoFailed, {}, "card")) : Outcome(Done{});
}

Outcome DemoWalk::loginBySms() {
    tellCommand("login URL --token NAME --factor sms");
    say(Ui::DemoPortal, {{"portal", environment_->portal().origin()}});
    TANBA_TRY(const DemoLogin login, DemoLogins(*environment_, *network_, services_).bySms());
    say(Ui::DemoLoginSigned);
    say(Ui::DemoSmsCame, {{"sender", login.sender}, {"code", login.code}});
    say(Ui::DemoInside, {{"name", login.name}});
    return Done{};
}

Outcome DemoWalk::loginByQr() {
    tellCommand("login URL --token NAME --factor qr");
    say(Ui::DemoPortal, {{"portal", environment_->portal().origin()}});
    TANBA_TRY(const DemoLogin login, DemoLogins(*environment_, *network_, services_).byQr());
    say(Ui::DemoLoginSigned);
    say(Ui::DemoQrConfirmed);
    say(Ui::DemoInside, {{"name", login.name}});
    return Done{};
}

Result<fs::path> DemoWalk::secretFile(const std::string& name, std::string_view lines) {
    const fs::path file = environment_->home() / name;
    TANBA_CHECK(
        writePrivateFile(services_.files, file, IfExists::Replace, toBytes(std::string(lines) + "\n")));
    return file;
}

template <typename Arguments>
Outcome DemoWalk::runToldCommand(const std::string& words,
                                 CommandEnd (*command)(const Arguments&, const Services&),
                                 const Arguments& arguments, Exit expected) {
    tellCommand(words);
    CommandEnd end = command(arguments, services_);
    result_ = std::move(end.json);
    if (end.exit == Exit::Cancelled)
        return fail(FailureCode::Cancelled);
    return end.exit == expected ? Outcome(Done{}) : Outcome(fail(FailureCode::DemoFailed, words));
}

Outcome DemoWalk::signDocument() {
    SignArguments arguments;
    arguments.keyFile = environment_->keyFiles().person.path.string();
    TANBA_TRY(const fs::path password, secretFile("password", demo::kGivenPassword));
    arguments.passwordFile = password.string();
    arguments.format = documents::SignFormat::Cms;
    arguments.inputs = {environment_->document().string()};
    signed_ = environment_->document();
    signed_ += ".cms";
    return runToldCommand("sign --key KEY.p12 --format cms FILE", runSign, arguments, Exit::Done);
}

Outcome DemoWalk::checkSignature() {
    VerifyArguments arguments;
    arguments.files = {signed_.string()};
    arguments.trustFolder = environment_->trust().string();
    TANBA_CHECK(runToldCommand("verify FILE.cms", runVerify, arguments, Exit::NotEstablished));
    // Whoever sees the demonstration must see that its signatures are nobody's.
    if (result_.dump().find(kTestKeyReason) == std::string::npos)
        return fail(FailureCode::DemoFailed, {}, kTestKeyReason);
    return Done{};
}

Outcome DemoWalk::changePassword() {
    const fs::path& file = environment_->keyFiles().person.path;
    TANBA_TRY(const fs::path passwords,
              secretFile("passwords", std::string(demo::kGivenPassword) + "\n" + std::string(kNewPassword)));
    const KeyPasswdArguments arguments{file.string(), passwords.string(), keys::IterationChoice::Strengthen};
    TANBA_CHECK(runToldCommand("key passwd KEY.p12", runKeyPasswd, arguments, Exit::Done));
    TANBA_TRY(const Bytes content, readFile(services_.files, file, keys::kMaxPkcs12Size));
    const auto opened = keys::openPkcs12(content, SecretBytes::copyOf(viewOf(demo::kGivenPassword)));
    if (opened.ok())
        return fail(FailureCode::DemoFailed, {}, "password");
    say(Ui::DemoPasswordGiven, {{"password", std::string(demo::kGivenPassword)}});
    return Done{};
}

Outcome DemoWalk::seeExpiry() {
    TANBA_TRY(const fs::path password, secretFile("password", demo::kHeadPassword));
    const KeyInfoArguments arguments{environment_->keyFiles().head.path.string(), password.string()};
    TANBA_CHECK(runToldCommand("key info KEY.p12", runKeyInfo, arguments, Exit::Done));
    const int days = result_.at("keys").at(0).at("daysLeft").get<int>();
    if (days > demo::kHeadKeyLife.count())
        return fail(FailureCode::DemoFailed, {}, "daysLeft");
    console_.warning(console_.word(Ui::DemoExpirySoon, {{"days", std::to_string(days)}}));
    return Done{};
}

CommandEnd DemoWalk::run() {
    console_.result(console_.word(Ui::DemoTitle));
    Outcome outcome = prepare();
    Json done = Json::array();
    for (const Step& step : steps()) {
        if (outcome.ok())
            outcome = pause();
        if (!outcome.ok())
            break;
        console_.result("");
        console_.result(console_.word(Ui::DemoStep, {{"number", std::to_string(done.size() + 1)},
                                                     {"total", std::to_string(steps().size())},
                                                     {"step", console_.word(step.title)}}));
        outcome = (this->*step.act)();
        if (outcome.ok())
            done.push_back(step.name);
    }
    CommandEnd end = outcome.ok() ? CommandEnd{} : endWith(console_, outcome.failure(), Phase::Writing);
    end.json["demonstration"] = true;
    end.json["steps"] = std::move(done);
    if (outcome.ok()) {
        console_.result("");
        console_.result(console_.word(Ui::DemoDone));
    }
    return end;
}

} // namespace

CommandEnd runDemo(const DemoArguments& arguments, const Services& services) {
    return DemoWalk(arguments, services).run();
}

} // namespace tanba::cli
