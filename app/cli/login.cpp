#include "core/portal/login.h"

#include "app/cli/argument_rules.h"
#include "app/cli/commands.h"
#include "app/cli/login_end.h"
#include "app/cli/login_factor.h"
#include "app/cli/sign_key.h"
#include "app/net/http_transport.h"
#include "app/platform/data_folder.h"
#include "app/platform/terminal_password.h"
#include "app/service/policy/policy.h"
#include "core/keys/kz_profile.h"
#include "core/portal/added_portal.h"
#include "core/portal/resume_record.h"

#include <algorithm>
#include <array>

namespace tanba::cli {

namespace {

using portal::Login;
using text::Ui;

/// What people type for "yes"; anything else is no.
constexpr std::array<std::string_view, 7> kYes{"y", "Y", "yes", "иә", "Иә", "да", "Да"};

/// After these the person types the same secret again.
constexpr auto kMistyped = std::to_array({
    FailureCode::Pkcs12WrongPassword,
    FailureCode::PinWrong,
    FailureCode::PinWrongCountUnknown,
    FailureCode::PinLastTry,
});

/// The key of a login is chosen as for `sign --login-for`.
SignArguments keyArguments(const LoginArguments& login, const std::string& origin) {
    SignArguments sign;
    sign.keyFile = login.keyFile;
    sign.token = login.token;
    sign.sources = login.sources;
    sign.keyId = login.keyId;
    sign.passwordFile = login.passwordFile;
    sign.loginOrigin = origin;
    return sign;
}

net::NetworkSettings networkOf(const LoginArguments& arguments) {
    net::NetworkSettings settings;
    settings.roots = arguments.portalAuthority;
    return settings;
}

/// The file of --portal-ca.
Outcome judgeAuthority(const LoginArguments& arguments, FileStore& files) {
    const std::string& file = arguments.portalAuthority;
    if (file.empty())
        return Done{};
    TANBA_TRY(const FileStatus status, files.status(file));
    if (status.kind == FileKind::Absent)
        return fail(FailureCode::FileNotFound, file);
    if (status.kind == FileKind::Folder)
        return fail(FailureCode::FileIsFolder, file);
    return net::judgeRoots(file);
}

class LoginCommand {
  public:
    LoginCommand(const LoginArguments& arguments, const Services& services)
        : arguments_(arguments), services_(services), console_(services.console),
          network_(networkOf(arguments)) {}
    ~LoginCommand() {
        if (login_)
            login_->cancel(control()); // what is complete stays so, and what was put off
    }
    LoginCommand(const LoginCommand&) = delete;
    LoginCommand& operator=(const LoginCommand&) = delete;

    Result<Json> run();

  private:
    Outcome prepare();
    Outcome judgeTokenFile() const;
    Outcome begin();
    Outcome resume();
    void open(const std::string& origin);
    void tellPortal() const;
    Outcome enterWithKey();
    Outcome openKey(SignKey& key) const;
    Outcome askConsent(const keys::Certificate& certificate) const;
    WorkControl control() const { return {&services_.cancel, nullptr}; }

    const LoginArguments& arguments_;
    const Services& services_;
    Console& console_;
    net::NetworkTransport network_;
    std::filesystem::path record_;
    std::unique_ptr<Login> login_;
};

/// Before anything is asked: at the end the tokens could be had no second time.
Outcome LoginCommand::judgeTokenFile() const {
    const std::string& file = arguments_.tokenFile;
    TANBA_TRY(const FileStatus status, services_.files.status(file));
    if (status.kind != FileKind::Absent)
        return fail(FailureCode::FileExists, file);
    const auto trial = services_.files.createTemporaryBeside(file);
    return trial.ok() ? Outcome(Done{})
                      : fail(trial.failure().code, folderOf(file).string(), trial.failure().detail);
}

Outcome LoginCommand::prepare() {
    if (arguments_.offline)
        return fail(FailureCode::NetworkOff);
    if (!arguments_.tokenFile.empty())
        TANBA_CHECK(judgeTokenFile());
    const std::filesystem::path folder = platform::dataFolder(text::processEnvironment);
    TANBA_CHECK(platform::makePrivateFolder(folder));
    record_ = folder / portal::kResumeRecordName;
    return Done{};
}

/// A portal that the program does not know must not pass for one that it does. Who names its TLS authority as
/// well runs a portal of their own.
void LoginCommand::open(const std::string& origin) {
    const bool known = guidance::portalByOrigin(origin) != nullptr || !arguments_.portalAuthority.empty();
    login_ =
        std::make_unique<Login>(portal::LoginPorts{network_, services_.clock, services_.files, record_},
                                origin, known ? portal::PortalSource::Shipped : portal::PortalSource::Added);
}

void LoginCommand::tellPortal() const {
    console_.remark(console_.word(Ui::LoginPortal, {{"host", login_->view().portal->host()}}));
}

Outcome LoginCommand::begin() {
    TANBA_TRY(const std::string origin, portal::portalOrigin(arguments_.address));
    open(origin);
    TANBA_CHECK(login_->describe(control()));
    tellPortal();
    const bool withoutKey = arguments_.keyFile.empty() && arguments_.token.empty();
    return withoutKey ? login_->startQr(control()) : enterWithKey();
}

Outcome LoginCommand::resume() {
    auto record = portal::readResumeRecord(services_.files, record_, services_.clock.now());
    if (!record)
        return fail(FailureCode::PortalLoginGone);
    open(record->origin);
    const Outcome resumed = login_->resume(std::move(*record), control());
    if (login_->view().stage == portal::Stage::Idle) // the portal could not be asked
        console_.remark(console_.word(Ui::LoginKept));
    TANBA_CHECK(resumed);
    tellPortal();
    return Done{};
}

/// --yes agrees in nobody's name: rule 10 of SECURITY.md has no override, and least of all for logins.
Outcome LoginCommand::askConsent(const keys::Certificate& certificate) const {
    TANBA_TRY(const trust::TrustStore trust, trust::builtInTrust());
    const bool test = service::isTestKey(certificate, trust);
    if (arguments_.consentGiven && test)
        return Done{};
    const std::string prompt =
        console_.word(Ui::LoginConsent, {{"host", login_->view().portal->host()},
                                         {"name", keys::kzProfile(certificate).owner.displayName()}});
    const auto answer = platform::readTerminalAnswer(prompt + " ", services_.cancel);
    if (!answer.ok() && answer.failure().code == FailureCode::PasswordUnreadable)
        return test ? usage("consent_needed", "--yes")
                    : fail(FailureCode::PolicyKeyRefused, keys::kzProfile(certificate).owner.displayName());
    TANBA_CHECK(answer);
    return std::ranges::find(kYes, answer.value()) != kYes.end() ? Outcome(Done{})
                                                                 : fail(FailureCode::Cancelled);
}

/// Whoever mistypes a password or a PIN types it once more; a file would only give the same again.
Outcome LoginCommand::openKey(SignKey& key) const {
    Outcome opened = key.open();
    while (!opened.ok() && arguments_.passwordFile.empty() &&
           std::ranges::find(kMistyped, opened.failure().code) != kMistyped.end()) {
        console_.problem(opened.failure());
        opened = key.open();
    }
    return opened;
}

Outcome LoginCommand::enterWithKey() {
    const SignArguments chosen = keyArguments(arguments_, login_->view().origin);
    SignKey key(chosen, services_);
    TANBA_CHECK(openKey(key));
    TANBA_CHECK(askConsent(key.session().certificate()));
    TANBA_CHECK(login_->begin(portal::Format::XmlDsig, control()));
    return login_->sign(key.session(), control());
}

Result<Json> LoginCommand::run() {
    TANBA_CHECK(prepare());
    TANBA_CHECK(arguments_.resume ? resume() : begin());
    LoginSecondStage second(*login_, services_);
    TANBA_CHECK(second.walk(arguments_.factor));
    return endLogin(*login_, arguments_, services_);
}

} // namespace

CommandEnd runLogin(const LoginArguments& arguments, const Services& services) {
    if (const Outcome authority = judgeAuthority(arguments, services.files); !authority.ok())
        return endWith(services.console, authority.failure(), Phase::Reading);
    auto ended = LoginCommand(arguments, services).run();
    if (!ended.ok())
        return endWith(services.console, ended.failure(), Phase::Writing);
    return {Exit::Done, std::move(ended).value()};
}

} // namespace tanba::cli
