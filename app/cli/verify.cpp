#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/progress_line.h"
#include "app/cli/report_file.h"
#include "app/documents/checking.h"
#include "app/net/online_checks.h"
#include "app/platform/data_folder.h"
#include "app/text/report_view.h"
#include "app/text/safe_text.h"
#include "app/xml_reading/read_signed_xml.h"
#include "core/base/safe_write.h"
#include "core/base/utf8.h"
#include "core/trust/report_json.h"

namespace tanba::cli {

namespace {

using text::Ui;

class VerifyCommand {
  public:
    VerifyCommand(const VerifyArguments& arguments, const Services& services)
        : arguments_(arguments), services_(services), console_(services.console), inputs_(services.files),
          form_(reportFormOf(arguments.report).value_or(ReportForm::AsJson)) {}

    CommandEnd run();

  private:
    bool several() const { return arguments_.files.size() > 1; }
    Outcome checkReportName() const;
    Result<std::unique_ptr<documents::Checking>> prepare();
    std::vector<documents::CheckItem> items() const;
    Json jsonOf(const documents::CheckedFile& checked) const;
    void take(documents::CheckedFile checked);
    void tell(const text::ReportView& view, const documents::CheckedFile& checked);
    void tell(const text::SignatureView& signature);
    std::string_view verdictName() const;
    void finishJson();
    Result<Bytes> reportContent() const;
    Outcome writeReport() const;

    const VerifyArguments& arguments_;
    const Services& services_;
    Console& console_;
    Inputs inputs_;
    ReportForm form_;
    CommandEnd end_;
    std::vector<text::CheckedFile> forPage_;
};

Outcome VerifyCommand::checkReportName() const {
    if (arguments_.report.empty())
        return Done{};
    TANBA_TRY(const FileStatus status, services_.files.status(arguments_.report));
    if (status.kind != FileKind::Absent)
        return fail(FailureCode::FileExists, arguments_.report);
    return Done{};
}

Result<std::unique_ptr<documents::Checking>> VerifyCommand::prepare() {
    documents::CheckSettings settings;
    settings.trustFolder = arguments_.trustFolder;
    settings.crlFolder = arguments_.crlFolder;
    settings.at = arguments_.at;
    settings.readXml = xml_reading::readSignedXmlApart;
    settings.programVersion = services_.programVersion;
    if (arguments_.online) {
        const auto dataFolder = platform::dataFolder(text::processEnvironment);
        TANBA_TRY(settings.online,
                  net::onlineChecks(services_.files, services_.clock, {dataFolder, arguments_.trustFolder}));
    }
    // Standard input is at most one of the files, hence opened by one thread only.
    return documents::Checking::prepare(settings, services_.files, services_.clock.now(),
                                        {&services_.cancel, nullptr},
                                        [this](const std::string& name) { return inputs_.open(name); });
}

std::vector<documents::CheckItem> VerifyCommand::items() const {
    std::vector<documents::CheckItem> items;
    for (const std::string& name : arguments_.files)
        items.push_back({name, arguments_.content});
    return items;
}

Json VerifyCommand::jsonOf(const documents::CheckedFile& checked) const {
    if (!checked.report.ok())
        return {{"input", {{"name", checked.name}}}, {"error", console_.errorJson(checked.report.failure())}};
    Json json = Json::parse(trust::reportJson(checked.report.value()), nullptr, false);
    if (!checked.content.empty())
        json["content"] = checked.content;
    if (!checked.lookedFor.empty())
        json["contentLookedFor"] = checked.lookedFor;
    return json;
}

void VerifyCommand::tell(const text::SignatureView& signature) {
    console_.results(signature.facts, "  ");
    for (const text::ReasonView& reason : signature.reasons) {
        console_.result("  – " + reason.text.what);
        if (const std::string next = reason.text.nextOnCommandLine(); !next.empty())
            console_.result("    " + next);
    }
}

void VerifyCommand::tell(const text::ReportView& view, const documents::CheckedFile& checked) {
    console_.result(view.headline);
    if (!checked.content.empty() && arguments_.content.empty())
        console_.result("  " + console_.word(Ui::ContentFound, {{"subject", checked.content}}));
    for (const std::string& name : checked.lookedFor)
        console_.result("  " + console_.word(Ui::ContentLookedFor, {{"subject", name}}));
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

void VerifyCommand::take(documents::CheckedFile checked) {
    const auto& report = checked.report;
    if (several())
        console_.result(displayText(checked.name));
    if (report.ok() && !console_.json())
        tell(text::reportView(report.value(), console_.table(), console_.language()), checked);
    if (!report.ok())
        console_.problem(report.failure(), checked.name);
    if (several())
        console_.result("");
    const Exit own = report.ok() ? exitOf(report.value().verdict) : verifyExitOf(report.failure());
    end_.exit = worseOfVerify(end_.exit, own);
    if (several())
        end_.json["files"].push_back(jsonOf(checked));
    else
        end_.json = jsonOf(checked);
    if (form_ != ReportForm::AsJson)
        forPage_.push_back({checked.name, std::move(checked.report)});
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

Result<Bytes> VerifyCommand::reportContent() const {
    if (form_ == ReportForm::AsJson)
        return toBytes(end_.json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
    return reportPage(form_, forPage_, console_.table(), console_.language(), services_.cancel);
}

Outcome VerifyCommand::writeReport() const {
    TANBA_TRY(const Bytes content, reportContent());
    return writeFileSafely(services_.files, arguments_.report, IfExists::Refuse,
                           [&content](ByteSink& out) { return out.write(content); });
}

CommandEnd VerifyCommand::run() {
    const Outcome reportName = checkReportName();
    if (!reportName.ok())
        return endWith(console_, reportName.failure(), Exit::Usage);
    const auto checking = prepare();
    if (!checking.ok())
        return endWith(console_, checking.failure(), verifyExitOf(checking.failure()));
    if (several()) {
        end_.json["files"] = Json::array();
        checking.value()->checkAll(
            items(), [this](std::size_t, documents::CheckedFile checked) { take(std::move(checked)); },
            {&services_.cancel, nullptr});
    } else {
        const auto checked = [&] {
            ProgressLine progress(console_);
            return checking.value()->check(items().front(), {&services_.cancel, &progress});
        };
        take(checked());
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
