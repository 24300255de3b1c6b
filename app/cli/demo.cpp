#include "app/cli/commands.h"
#include "app/cli/demo_login.h"
#include "app/demo/demo_people.h"
#include "app/net/http_transport.h"
#include "app/platform/terminal_pause.h"
#include "core/base/private_file.h"
#include "core/keys/pkcs12.h"

#include <array>
#include <filesystem>
#include <optional>

namespace tanba::cli {

namespace {

namespace fs = std::filesystem;
using text::Ui;

constexpr std::string_view kPortalProgram = "tanba-reference-portal";
/// What the key file's password is changed to.
constexpr std::string_view kNewPassword = "Sunqar2026";
constexpr const char* kTestKeyReason = "chain.test_key";

/// Whose hands type: nobody is asked who cannot answer, or does not want to.
DemoHands handsOf(const DemoArguments& arguments, const Console& console) {
    const bool asked = arguments.pauses == DemoPauses::BetweenSteps && !console.json() &&
                       platform::standardInputIsTerminal();
    return asked ? DemoHands::OfThePerson : DemoHands::ItsOwn;
}

/// Commands are told of names without folders: those that stand here will be gone when somebody reads them.
class WorkingFolder {
  public:
    explicit WorkingFolder(const fs::path& folder) {
        std::error_code ignored; // a folder that is not there any more cannot be come back to
        before_ = fs::current_path(ignored);
        fs::current_path(folder, ignored);
    }
    ~WorkingFolder() {
        std::error_code ignored;
        fs::current_path(before_, ignored);
    }
    WorkingFolder(const WorkingFolder&) = delete;
    WorkingFolder& operator=(const WorkingFolder&) = delete;

  private:
    fs::path before_;
};

/// The walk: each step does what its command does, and fails when that did not work.
class DemoWalk {
  public:
    DemoWalk(const DemoArguments& arguments, const Services& services)
        : services_(services), console_(services.console),
          typist_(handsOf(arguments, services.console), services.console, services.cancel) {}

    CommandEnd run();

  private:
    struct Step {
        std::string_view name; ///< of JSON
        Ui title;
        Outcome (DemoWalk::*act)();
    };
    static const std::array<Step, 7>& steps();

    Outcome prepare();
    Outcome walk(Json& done);
    void clearUp();
    void leave();
    DemoLogins logins() { return {*environment_, *network_, services_, typist_}; }
    void tellPortal() { say(Ui::DemoPortal, {{"portal", console_.word(Ui::DemoPortalName)}}); }
    Outcome insertCard();
    Outcome loginBySms();
    Outcome loginByQr();
    Outcome signDocument();
    Outcome checkSignature();
    Outcome changePassword();
    Outcome seeExpiry();

    void say(Ui text, const text::TextValues& values = {}) { typist_.say(text, values); }
    /// What does the same with a key of one's own.
    void tellCommand(const std::string& words) { say(Ui::DemoCommand, {{"command", "tanba-cli " + words}}); }
    Result<std::string> secretFile(const std::string& name, std::string_view lines);
    /// A command of this program, told to the person and run. Its failure has been told then.
    template <typename Arguments>
    Outcome runToldCommand(const std::string& words, CommandEnd (*command)(const Arguments&, const Services&),
                           const Arguments& arguments, Exit expected);

    const Services& services_;
    Console& console_;
    DemoTypist typist_;
    std::unique_ptr<demo::DemoEnvironment> environment_;
    std::optional<WorkingFolder> inside_; ///< the folder of the environment
    std::unique_ptr<net::NetworkTransport> network_;
    Json result_;        ///< of the last command
    std::string signed_; ///< the name of the file
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
    const fs::path given = fs::temp_directory_path(error);
    const fs::path below = error ? given : fs::absolute(given, error);
    if (error)
        return fail(FailureCode::DemoFailed, {}, error.message());
    TANBA_TRY(environment_,
              demo::DemoEnvironment::make({services_.files, services_.growing, services_.clock, below,
                                           program, console_.word(Ui::DemoDocumentName),
                                           console_.word(Ui::DemoDocumentText) + "\n", &services_.cancel}));
    network_ = std::make_unique<net::NetworkTransport>(
        net::NetworkSettings{.roots = environment_->portal().roots()});
    inside_.emplace(environment_->home());
    if (typist_.hands() == DemoHands::OfThePerson)
        console_.result(console_.word(Ui::DemoFolder, {{"folder", environment_->home().string()}}));
    return Done{};
}

Outcome DemoWalk::insertCard() {
    card::SimulatedCard card = environment_->card();
    TANBA_TRY(const auto token, card.open(&services_.cancel));
    say(Ui::DemoCardHolder, {{"name", demo::person().displayName()}, {"pin", std::string(card::kDemoPin)}});
    return token->keys().empty() ? Outcome(fail(FailureCode::DemoFailed, {}, "card")) : Outcome(Done{});
}

Outcome DemoWalk::loginBySms() {
    tellCommand("login URL --token NAME --factor sms");
    tellPortal();
    TANBA_TRY(const std::string name, logins().bySms());
    say(Ui::DemoInside, {{"name", name}});
    return Done{};
}

Outcome DemoWalk::loginByQr() {
    tellCommand("login URL --token NAME --factor qr");
    tellPortal();
    TANBA_TRY(const std::string name, logins().byQr());
    say(Ui::DemoInside, {{"name", name}});
    return Done{};
}

Result<std::string> DemoWalk::secretFile(const std::string& name, std::string_view lines) {
    TANBA_CHECK(writePrivateFile(services_.files, environment_->home() / name, IfExists::Replace,
                                 toBytes(std::string(lines) + "\n")));
    return name;
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
    arguments.keyFile = environment_->keyFiles().person.path.filename().string();
    TANBA_TRY(arguments.passwordFile, secretFile("password", demo::kGivenPassword));
    arguments.format = documents::SignFormat::Cms;
    arguments.inputs = {environment_->document().filename().string()};
    signed_ = arguments.inputs.front() + ".cms";
    return runToldCommand("sign --key KEY.p12 --format cms FILE", runSign, arguments, Exit::Done);
}

Outcome DemoWalk::checkSignature() {
    VerifyArguments arguments;
    arguments.files = {signed_};
    arguments.trustFolder = environment_->trust().string();
    TANBA_CHECK(runToldCommand("verify FILE.cms", runVerify, arguments, Exit::NotEstablished));
    // Whoever sees the demonstration must see that its signatures are nobody's.
    if (result_.dump().find(kTestKeyReason) == std::string::npos)
        return fail(FailureCode::DemoFailed, {}, kTestKeyReason);
    return Done{};
}

Outcome DemoWalk::changePassword() {
    const fs::path& file = environment_->keyFiles().person.path;
    TANBA_TRY(const std::string passwords,
              secretFile("passwords", std::string(demo::kGivenPassword) + "\n" + std::string(kNewPassword)));
    const KeyPasswdArguments arguments{file.filename().string(), passwords,
                                       keys::IterationChoice::Strengthen};
    TANBA_CHECK(runToldCommand("key passwd KEY.p12", runKeyPasswd, arguments, Exit::Done));
    TANBA_TRY(const Bytes content, readFile(services_.files, file, keys::kMaxPkcs12Size));
    const auto opened = keys::openPkcs12(content, SecretBytes::copyOf(viewOf(demo::kGivenPassword)));
    if (opened.ok())
        return fail(FailureCode::DemoFailed, {}, "password");
    say(Ui::DemoPasswordGiven, {{"password", std::string(demo::kGivenPassword)}});
    return Done{};
}

Outcome DemoWalk::seeExpiry() {
    TANBA_TRY(const std::string password, secretFile("password", demo::kHeadPassword));
    const KeyInfoArguments arguments{environment_->keyFiles().head.path.filename().string(), password};
    TANBA_CHECK(runToldCommand("key info KEY.p12", runKeyInfo, arguments, Exit::Done));
    const int days = result_.at("keys").at(0).at("daysLeft").get<int>();
    if (days > demo::kHeadKeyLife.count())
        return fail(FailureCode::DemoFailed, {}, "daysLeft");
    console_.warning(console_.word(Ui::DemoExpirySoon, {{"days", std::to_string(days)}}));
    return Done{};
}

Outcome DemoWalk::walk(Json& done) {
    TANBA_CHECK(prepare());
    for (const Step& step : steps()) {
        TANBA_CHECK(typist_.waitForPerson(Ui::DemoEnter));
        console_.result("");
        console_.result(console_.word(Ui::DemoStep, {{"number", std::to_string(done.size() + 1)},
                                                     {"total", std::to_string(steps().size())},
                                                     {"step", console_.word(step.title)}}));
        TANBA_CHECK((this->*step.act)());
        done.push_back(step.name);
    }
    console_.result("");
    // Whoever wants to look at what was made does so before it goes away.
    return typist_.waitForPerson(Ui::DemoEnd, {{"folder", environment_->home().string()}});
}

void DemoWalk::clearUp() {
    inside_.reset();
    network_.reset();
    environment_.reset();
}

void DemoWalk::leave() {
    clearUp();
    console_.result(console_.word(Ui::DemoDone));
    console_.result(console_.word(Ui::DemoNext, {{"command", "tanba-cli key find"}}));
}

CommandEnd DemoWalk::run() {
    console_.result(console_.word(Ui::DemoTitle));
    Json done = Json::array();
    const Outcome outcome = walk(done);
    CommandEnd end = outcome.ok() ? CommandEnd{} : endWith(console_, outcome.failure(), Phase::Writing);
    end.json["demonstration"] = true;
    end.json["steps"] = std::move(done);
    if (outcome.ok()) {
        leave();
    } else { // what the failure advises is for real cards and portals; these are gone
        clearUp();
        console_.remark(console_.word(Ui::DemoDone));
    }
    return end;
}

} // namespace

CommandEnd runDemo(const DemoArguments& arguments, const Services& services) {
    return DemoWalk(arguments, services).run();
}

} // namespace tanba::cli
