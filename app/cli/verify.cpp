#include "app/cli/commands.h"
#include "app/cli/ordered_pool.h"
#include "app/cli/progress_line.h"
#include "app/cli/verify_one.h"
#include "app/text/report_html.h"
#include "app/text/report_view.h"
#include "app/text/safe_text.h"
#include "core/base/safe_write.h"
#include "core/base/utf8.h"
#include "core/trust/report_json.h"

namespace tanba::cli {

namespace {

using text::Ui;

class VerifyCommand {
  public:
    VerifyCommand(const VerifyArguments& arguments, const Services& services)
        : arguments_(arguments), services_(services), console_(services.console),
          wantsHtml_(arguments.report.ends_with(".html")) {}

    CommandEnd run();

  private:
    struct Checked {
        VerifiedFile file;
        Json json;
    };

    bool several() const { return arguments_.files.size() > 1; }
    Outcome checkReportName() const;
    Checked check(const trust::Verifier& verifier, const std::string& name, ProgressSink* progress) const;
    void take(const std::string& name, Checked checked);
    void tell(const text::ReportView& view, const std::string& content);
    void tell(const text::SignatureView& signature);
    std::string_view verdictName() const;
    void finishJson();
    Outcome writeReport() const;

    const VerifyArguments& arguments_;
    const Services& services_;
    Console& console_;
    bool wantsHtml_;
    CommandEnd end_;
    std::vector<text::CheckedFile> forHtml_;
};

Outcome VerifyCommand::checkReportName() const {
    if (arguments_.report.empty())
        return Done{};
    TANBA_TRY(const FileStatus status, services_.files.status(arguments_.report));
    if (status.kind != FileKind::Absent)
        return fail(FailureCode::FileExists, arguments_.report);
    return Done{};
}

VerifyCommand::Checked VerifyCommand::check(const trust::Verifier& verifier, const std::string& name,
                                            ProgressSink* progress) const {
    const WorkControl control{&services_.cancel, progress};
    Checked checked{verifyOne(verifier, arguments_, name, services_.files, control), {}};
    const auto& report = checked.file.report;
    if (!report.ok()) {
        checked.json = {{"input", {{"name", name}}}, {"error", console_.errorJson(report.failure())}};
        return checked;
    }
    checked.json = Json::parse(trust::reportJson(report.value()), nullptr, false);
    if (!checked.file.content.empty())
        checked.json["content"] = checked.file.content;
    return checked;
}

void VerifyCommand::tell(const text::SignatureView& signature) {
    console_.results(signature.facts, "  ");
    for (const text::ReasonView& reason : signature.reasons) {
        console_.result("  – " + reason.text.what);
        if (!reason.text.next.empty())
            console_.result("    " + reason.text.next);
    }
}

void VerifyCommand::tell(const text::ReportView& view, const std::string& content) {
    console_.result(view.headline);
    if (!content.empty() && arguments_.content.empty())
        console_.result("  " + console_.word(Ui::ContentFound, {{"subject", content}}));
    for (std::size_t index = 0; index < view.signatures.size(); ++index) {
        const text::SignatureView& signature = view.signatures[index];
        if (view.signatures.size() > 1) {
            const text::TextValues place = {{"number", std::to_string(index + 1)},
                                            {"total", std::to_string(view.signatures.size())}};
            console_.result("");
            console_.result("  " + console_.word(Ui::SignatureNumber, place) + ": " + signature.headline);
        }
        tell(signature);
    }
}

void VerifyCommand::take(const std::string& name, Checked checked) {
    const auto& report = checked.file.report;
    if (several())
        console_.result(displayText(name));
    if (report.ok() && !console_.json())
        tell(text::reportView(report.value(), console_.table(), console_.language()), checked.file.content);
    if (!report.ok())
        console_.problem(report.failure(), name);
    if (several())
        console_.result("");
    const Exit own = report.ok() ? exitOf(report.value().verdict) : verifyExitOf(report.failure());
    end_.exit = worseOfVerify(end_.exit, own);
    if (several())
        end_.json["files"].push_back(std::move(checked.json));
    else
        end_.json = std::move(checked.json);
    if (wantsHtml_)
        forHtml_.push_back({name, std::move(checked.file.report)});
}

std::string_view VerifyCommand::verdictName() const {
    switch (end_.exit) {
    case Exit::Done:
        return trust::verdictName(trust::Verdict::Valid);
    case Exit::Refused:
        return trust::verdictName(trust::Verdict::Invalid);
    case Exit::Unreadable:
        return "unreadable";
    default:
        return trust::verdictName(trust::Verdict::Indeterminate);
    }
}

void VerifyCommand::finishJson() {
    if (!several()) {
        if (end_.json.contains("error"))
            end_.json = {{"error", end_.json.at("error")}};
        return;
    }
    Json whole{{"verdict", verdictName()}};
    whole.update(end_.json);
    end_.json = std::move(whole);
}

Outcome VerifyCommand::writeReport() const {
    const std::string content = wantsHtml_
                                    ? text::reportHtml(forHtml_, console_.table(), console_.language())
                                    : end_.json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    return writeFileSafely(services_.files, arguments_.report, IfExists::Refuse,
                           [&content](ByteSink& out) { return out.write(viewOf(content)); });
}

CommandEnd VerifyCommand::run() {
    const Outcome reportName = checkReportName();
    if (!reportName.ok())
        return endWith(console_, reportName.failure(), Exit::Usage);
    const auto verifier = makeVerifier(arguments_, services_.files, services_.clock.now(),
                                       services_.programVersion, {&services_.cancel, nullptr});
    if (!verifier.ok())
        return endWith(console_, verifier.failure(), verifyExitOf(verifier.failure()));
    if (several()) {
        end_.json["files"] = Json::array();
        OrderedPool<Checked>::run(
            arguments_.files.size(),
            [this, &verifier](std::size_t index) {
                return check(*verifier.value(), arguments_.files[index], nullptr);
            },
            [this](std::size_t index, Checked checked) {
                take(arguments_.files[index], std::move(checked));
            });
    } else {
        const std::string& name = arguments_.files.front();
        const auto checked = [&] {
            ProgressLine progress(console_);
            return check(*verifier.value(), name, &progress);
        };
        take(name, checked());
    }
    finishJson();
    if (arguments_.report.empty())
        return std::move(end_);
    const Outcome written = writeReport();
    if (written.ok()) {
        console_.remark(console_.word(Ui::ReportWritten, {{"subject", arguments_.report}}));
        return std::move(end_);
    }
    // The verdict stands, but who waits for the report must not take this for a success.
    console_.problem(written.failure());
    end_.json["error"] = console_.errorJson(written.failure());
    end_.exit = worseOfVerify(end_.exit, Exit::NotEstablished);
    return std::move(end_);
}

} // namespace

CommandEnd runVerify(const VerifyArguments& arguments, const Services& services) {
    return guarded(services.console, Exit::NotEstablished, [&] {
        CommandEnd end = VerifyCommand(arguments, services).run();
        end.ifUntold = Exit::NotEstablished;
        return end;
    });
}

} // namespace tanba::cli
