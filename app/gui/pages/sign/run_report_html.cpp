#include "app/gui/pages/sign/run_report_html.h"

#include "app/gui/pages/demonstration_mark.h"
#include "app/gui/pages/sign/sign_words.h"
#include "app/text/dates.h"
#include "app/text/safe_text.h"
#include "core/base/utf8.h"

#include <array>
#include <utility>

namespace tanba::gui {

namespace {

using documents::RowState;
using documents::RunRow;

constexpr std::array<std::pair<RowState, Phrase>, 5> kStates = {{
    {RowState::Waiting, Phrase::SignRowWaiting},
    {RowState::Working, Phrase::SignRowWorking},
    {RowState::Done, Phrase::SignRowDone},
    {RowState::AlreadySigned, Phrase::SignRowSigned},
    {RowState::Failed, Phrase::SignRowFailed},
}};

std::string escaped(const QString& text) {
    return text::htmlText(toUtf8(text));
}

std::string escaped(const std::filesystem::path& path) {
    return text::htmlText(displayText(path.string()));
}

std::string fact(const QString& label, const std::string& html) {
    return "<tr><td><font color=\"#50616e\">" + escaped(label) + "</font></td><td>" + html + "</td></tr>\n";
}

std::string rowHtml(const RunRow& row, const Words& words) {
    std::string html = "<tr><td>" + escaped(row.document.path) + "<br><font color=\"#50616e\">" +
                       escaped(sizeWords(row.document.size, words)) + "</font></td><td>";
    html += escaped(words.say(kStates.at(static_cast<std::size_t>(row.state)).second)) + "</td><td>";
    if (row.state == RowState::Done)
        html += escaped(row.output);
    if (row.failure)
        html += text::htmlText(words.sentence(*row.failure).what);
    return html + "</td></tr>\n";
}

} // namespace

std::string runReportHtml(const documents::RunReport& report, const Words& words) {
    const std::string title = escaped(words.say(Phrase::SignReportTitle));
    const auto moment = [&words](Time time) {
        return text::htmlText(text::timeInWords(time, text::localOffset(time), words.language()));
    };
    std::string html = "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>" + title +
                       "</title></head>\n<body>\n<h1>" + title + "</h1>\n<table cellpadding=\"4\">\n";
    html += fact(words.say(Phrase::SignReportWhen), moment(report.started) + " – " + moment(report.ended));
    if (report.signer) {
        const documents::KeyIdentity& key = *report.signer;
        html += fact(words.say(Phrase::JournalOwner),
                     escaped(markedName(fromUtf8(displayText(key.owner)), realityOf(key), words)));
        if (!key.organisation.empty())
            html +=
                fact(words.say(Phrase::JournalOrganisation), text::htmlText(displayText(key.organisation)));
        html += fact(words.say(Phrase::JournalSerial), text::htmlText(displayText(key.serial)));
        html += fact(words.say(Phrase::JournalIssuer), text::htmlText(displayText(key.issuer)));
    }
    html += fact(words.say(Phrase::SignReportHow), escaped(formatWords(report.format, words)));
    html += fact(words.say(Phrase::SignReportCount),
                 std::to_string(report.count(RowState::Done)) + " / " + std::to_string(report.rows.size()));
    html += "</table>\n<br>\n<table border=\"1\" cellspacing=\"0\" cellpadding=\"6\" width=\"100%\">\n<tr>";
    for (const Phrase heading :
         {Phrase::SignReportDocument, Phrase::SignReportState, Phrase::SignReportResult})
        html += "<th align=\"left\">" + escaped(words.say(heading)) + "</th>";
    html += "</tr>\n";
    for (const RunRow& row : report.rows)
        html += rowHtml(row, words);
    return html + "</table>\n</body></html>\n";
}

} // namespace tanba::gui
