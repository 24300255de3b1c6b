#include "app/cli/argument_rules.h"
#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/people.h"
#include "app/cli/progress_line.h"
#include "app/cli/sign_content.h"
#include "app/cli/sign_key.h"
#include "app/cli/sign_plan.h"
#include "app/text/safe_text.h"
#include "core/base/safe_write.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <set>

namespace tanba::cli {

namespace {

using text::Ui;

constexpr std::array<std::string_view, 4> kClassNames = {"document", "login", "hash-only", "raw"};

/// Standard output as the place of a signature.
class StandardOutput : public ByteSink {
  public:
    Outcome write(ByteView bytes) override {
        std::cout.write(reinterpret_cast<const char*>(bytes.data()),
                        static_cast<std::streamsize>(bytes.size()));
        std::cout.flush();
        return std::cout.good() ? Outcome(Done{})
                                : fail(FailureCode::FileWriteFailed, std::string(kStandardInput));
    }
};

/// What went wrong with the place of the result is told about the result, not about the temporary file beside
/// it.
Failure aboutOutput(Failure failure, const SignJob& job) {
    constexpr std::array kOfThePlace = {FailureCode::FileDiskFull,     FailureCode::FileWriteFailed,
                                        FailureCode::FileMediumGone,   FailureCode::FileReadOnlyMedium,
                                        FailureCode::FileNoPermission, FailureCode::FileNotFound};
    const bool ofThePlace = std::ranges::find(kOfThePlace, failure.code) != kOfThePlace.end();
    if (job.output && ofThePlace && failure.subject != job.name)
        failure.subject = job.output->string();
    return failure;
}

class SignCommand {
  public:
    SignCommand(const SignArguments& arguments, const Services& services)
        : arguments_(arguments), services_(services), console_(services.console), inputs_(services.files),
          jobs_(planSigning(arguments)), ends_(jobs_.size()) {}

    CommandEnd run();

  private:
    struct JobEnd {
        bool possible = true;
        Exit exit = Exit::Done;
        Json json;
    };

    std::string word(Ui text, const text::TextValues& values = {}) const {
        return console_.word(text, values);
    }
    void failJob(std::size_t index, const Failure& failure, Phase phase);
    void checkBeforePassword();
    Outcome checkOutput(const SignJob& job);
    void tellAbout(const SignJob& job, const SignContent& content);
    void signOne(std::size_t index, keys::KeySession& session);
    Outcome write(const SignJob& job, const std::function<Outcome(ByteSink&)>& writer) const;
    CommandEnd end() const;

    const SignArguments& arguments_;
    const Services& services_;
    Console& console_;
    Inputs inputs_;
    std::vector<SignJob> jobs_;
    std::vector<JobEnd> ends_;
    std::set<std::filesystem::path> outputs_;
    Json signer_;
    Json token_; ///< null for a key file
};

void SignCommand::failJob(std::size_t index, const Failure& failure, Phase phase) {
    Failure named = failure;
    if (named.subject.empty())
        named.subject = jobs_[index].name;
    console_.problem(named, jobs_[index].name);
    ends_[index] = {
        false, exitOf(failure, phase), {{"input", jobs_[index].name}, {"error", console_.errorJson(named)}}};
}

Outcome SignCommand::checkOutput(const SignJob& job) {
    if (!job.output)
        return Done{};
    const std::string output = job.output->string();
    // Two documents of one name in two folders: the second must not replace the signature of the first.
    if (!outputs_.insert(job.output->lexically_normal()).second)
        return fail(FailureCode::FileExists, output);
    // --force allows replacing an older result, never the document or the key.
    for (const std::string& needed : {job.input.value_or(std::string()), arguments_.keyFile}) {
        std::error_code notBoth;
        if (std::filesystem::equivalent(*job.output, needed, notBoth) && !notBoth)
            return usage("output_is_input", output);
    }
    if (arguments_.force)
        return Done{};
    TANBA_TRY(const FileStatus status, services_.files.status(*job.output));
    return status.kind == FileKind::Absent ? Outcome(Done{}) : fail(FailureCode::FileExists, output);
}

/// What can be refused without a password is refused before one is asked for.
void SignCommand::checkBeforePassword() {
    for (std::size_t index = 0; index < jobs_.size(); ++index) {
        const WorkControl control{&services_.cancel, nullptr};
        const auto content = openForSigning(arguments_, jobs_[index], inputs_, control);
        if (!content.ok()) {
            failJob(index, content.failure(), Phase::Reading);
            continue;
        }
        const Outcome output = checkOutput(jobs_[index]);
        if (!output.ok()) {
            failJob(index, output.failure(), Phase::Writing);
            continue;
        }
        tellAbout(jobs_[index], *content.value());
    }
}

void SignCommand::tellAbout(const SignJob& job, const SignContent& content) {
    if (content.classification.contentClass == sign::ContentClass::Login)
        console_.remark(
            word(Ui::SignLoginFor, {{"origin", sign::normaliseOrigin(*arguments_.loginOrigin).value()},
                                    {"subject", job.name}}));
    for (const std::string& name : content.presentSigners)
        console_.remark(word(Ui::SignPresentSigner, {{"name", name}}));
}

Outcome SignCommand::write(const SignJob& job, const std::function<Outcome(ByteSink&)>& writer) const {
    if (!job.output) {
        StandardOutput out;
        return writer(out);
    }
    const IfExists ifExists = arguments_.force ? IfExists::Replace : IfExists::Refuse;
    return writeFileSafely(services_.files, *job.output, ifExists, writer);
}

void SignCommand::signOne(std::size_t index, keys::KeySession& session) {
    const SignJob& job = jobs_[index];
    ProgressLine progress(console_);
    const WorkControl control{&services_.cancel, &progress};
    const auto content = openForSigning(arguments_, job, inputs_, {&services_.cancel, nullptr});
    if (!content.ok())
        return failJob(index, content.failure(), Phase::Reading);
    const Time now = services_.clock.now();
    const Outcome certificate =
        checkCertificate(session.certificate(), *content.value(), now, arguments_.allowExpired);
    if (!certificate.ok())
        return failJob(index, certificate.failure(), Phase::Reading);
    const Outcome written = write(job, [&](ByteSink& out) {
        return signContent(arguments_, session, *content.value(), now, out, control);
    });
    if (!written.ok())
        return failJob(index, aboutOutput(written.failure(), job), Phase::Writing);
    const std::string output = job.output ? job.output->string() : std::string(kStandardInput);
    const std::size_t contentClass = static_cast<std::size_t>(content.value()->classification.contentClass);
    ends_[index].json = {{"input", job.name}, {"output", output}, {"class", kClassNames.at(contentClass)}};
    console_.result(word(Ui::SignDone, {{"subject", job.name}, {"output", output}}));
}

CommandEnd SignCommand::end() const {
    CommandEnd end;
    end.json["signer"] = signer_;
    if (!token_.is_null())
        end.json["token"] = token_;
    end.json["files"] = Json::array();
    for (const JobEnd& job : ends_) {
        end.json["files"].push_back(job.json);
        if (job.exit == Exit::Done)
            continue;
        if (end.exit == Exit::Done)
            end.json["error"] = job.json.at("error");
        // Cancelled stands above all; otherwise "refused" above "cannot be read".
        const bool worse = end.exit == Exit::Done || job.exit == Exit::Cancelled ||
                           (end.exit == Exit::Unreadable && job.exit == Exit::Refused);
        if (worse)
            end.exit = job.exit;
    }
    return end;
}

CommandEnd SignCommand::run() {
    if (jobs_.size() == 1 && !jobs_.front().output)
        console_.keepStandardOutputForData();
    checkBeforePassword();
    if (std::ranges::none_of(ends_, &JobEnd::possible))
        return end();
    SignKey key(arguments_, services_);
    const Outcome opened = key.open();
    if (!opened.ok())
        return endWith(console_, opened.failure(), Phase::Reading);
    const keys::KzProfile profile = keys::kzProfile(key.session().certificate());
    signer_ = ownerJson(profile);
    token_ = key.token();
    console_.remark(word(Ui::SignSigner, {{"name", profile.owner.displayName()},
                                          {"organisation", profile.owner.organisation}}));
    for (std::size_t index = 0; index < jobs_.size(); ++index) {
        if (!ends_[index].possible)
            continue;
        if (services_.cancel.cancelled())
            failJob(index, fail(FailureCode::Cancelled), Phase::Writing);
        else
            signOne(index, key.session());
    }
    return end();
}

} // namespace

CommandEnd runSign(const SignArguments& arguments, const Services& services) {
    return SignCommand(arguments, services).run();
}

} // namespace tanba::cli
