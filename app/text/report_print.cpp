#include "app/text/report_print.h"

#include "app/text/report_view.h"
#include "app/text/safe_text.h"

#include <array>

namespace tanba::text {

namespace {

using trust::Verdict;

// The colours of report.css for paper.
constexpr std::string_view kInk = "#13202a";
constexpr std::string_view kMuted = "#50616e";
constexpr std::string_view kAccent = "#006b7d";

/// A no-break space: an empty cell would be as high as the body's type.
constexpr std::string_view kNoLabel = "\xC2\xA0";

/// A bar of this colour stands beside the words, a tint behind them; neither says anything that the words do
/// not.
struct Look {
    std::string_view colour;
    std::string_view tint;
};
constexpr Look kGood = {"#176b41", "#e6f4ec"};
constexpr Look kAttention = {"#9a5b00", "#fff3dc"};
constexpr Look kBad = {"#a3201a", "#fdecea"};
constexpr Look kNotice = {"#50616e", "#edf1f4"};

Look lookOf(Verdict verdict) {
    constexpr std::array<Look, 3> kByVerdict = {kGood, kAttention, kBad};
    return kByVerdict.at(static_cast<std::size_t>(verdict));
}

Look lookOf(sign::Weight weight) {
    constexpr std::array<Look, 3> kByWeight = {kNotice, kAttention, kBad};
    return kByWeight.at(static_cast<std::size_t>(weight));
}

struct Type {
    std::string_view points;
    std::string_view colour = kInk;
    std::string_view weight = "400";
};
constexpr Type kBody{"10"};

class PrintedReport {
  public:
    PrintedReport(const TextTable& table, Language language) : table_(table), language_(language) {}

    std::string make(const std::vector<CheckedFile>& files);

  private:
    std::string word(Ui text, const TextValues& values = {}) const {
        return table_.ui(text, language_, values);
    }
    PrintedReport& markup(std::string_view html) {
        html_ += html;
        return *this;
    }
    /// The only way in for anything that is not markup of this file.
    PrintedReport& text(std::string_view foreign, const Type& type = kBody) {
        markup("<span style=\"font-size:").markup(type.points).markup("pt; color:").markup(type.colour);
        markup("; font-weight:").markup(type.weight).markup("\">");
        html_ += htmlText(foreign);
        return markup("</span>");
    }
    PrintedReport& gap(std::string_view points) {
        return markup("<p style=\"margin:0; font-size:").markup(points).markup("pt\">&nbsp;</p>\n");
    }
    /// Opens a row of two cells: a bar and, behind it, room for words.
    PrintedReport& bar(const Look& look, std::string_view background, std::string_view padding) {
        markup("<table width=\"100%\" cellspacing=\"0\" cellpadding=\"0\" border=\"0\"><tr><td width=\"5\" "
               "bgcolor=\"");
        markup(look.colour).markup("\"></td><td bgcolor=\"").markup(background).markup("\" style=\"padding:");
        return markup(padding).markup("\">");
    }
    PrintedReport& endBar() { return markup("</td></tr></table>\n"); }

    void head();
    void file(const CheckedFile& file);
    void signature(const SignatureView& view, std::size_t number, std::size_t total);
    void banner(const Look& look, const std::string& headline, const std::string& fileName);
    void section(Ui title);
    void facts(const std::vector<Fact>& facts, std::string_view points);
    void reasons(const std::vector<ReasonView>& reasons);

    const TextTable& table_;
    Language language_;
    std::string html_;
};

void PrintedReport::head() {
    markup("<html><head><meta charset=\"utf-8\"><title>");
    html_ += htmlText(word(Ui::ReportTitle));
    markup("</title></head><body>\n<table width=\"100%\" cellspacing=\"0\" cellpadding=\"0\"><tr><td>");
    text("Tanba", {"13", kAccent, "600"}).markup("</td><td align=\"right\">");
    text(word(Ui::ReportTitle), {"10", kMuted}).markup("</td></tr></table>\n");
    gap("6");
}

void PrintedReport::banner(const Look& look, const std::string& headline, const std::string& fileName) {
    bar(look, look.tint, "12px 14px").text(headline, {"15", kInk, "600"});
    markup("<p style=\"margin:4px 0 0 0\">").text(fileName, {"10", kMuted}).markup("</p>").endBar();
}

void PrintedReport::section(Ui title) {
    gap("6").markup("<p style=\"margin:0 0 3px 0\">").text(word(title), {"11", kInk, "600"}).markup("</p>\n");
}

void PrintedReport::facts(const std::vector<Fact>& facts, std::string_view points) {
    markup("<table width=\"100%\" cellspacing=\"0\" cellpadding=\"0\">\n");
    std::string_view previous;
    for (const Fact& fact : facts) {
        // Several values under one label (the links of a chain) are listed below each other.
        const bool repeated = fact.label == previous;
        markup("<tr><td width=\"32%\" style=\"padding:2px 12px 2px 0\">");
        text(repeated ? kNoLabel : std::string_view(fact.label), {points, kMuted});
        markup("</td><td style=\"padding:2px 0\">").text(fact.value, {points}).markup("</td></tr>\n");
        previous = fact.label;
    }
    markup("</table>\n");
}

void PrintedReport::reasons(const std::vector<ReasonView>& reasons) {
    if (reasons.empty())
        return;
    section(Ui::Reasons);
    for (const ReasonView& reason : reasons) {
        bar(lookOf(reason.weight), "#ffffff", "1px 0 1px 10px").text(reason.text.what);
        if (!reason.text.next.empty())
            markup("<br>").text(reason.text.next, {"10", kMuted});
        endBar().gap("3");
    }
}

void PrintedReport::signature(const SignatureView& view, std::size_t number, std::size_t total) {
    gap("6");
    if (total > 1) {
        bar(lookOf(view.verdict), "#ffffff", "0 0 0 10px");
        text(
            word(Ui::SignatureNumber, {{"number", std::to_string(number)}, {"total", std::to_string(total)}}),
            {"9", kMuted});
        markup("<br>").text(view.headline, {"12", kInk, "600"}).endBar().gap("4");
    }
    facts(view.facts, "10");
    reasons(view.reasons);
    section(Ui::SignatureDetails);
    facts(view.details, "9");
}

void PrintedReport::file(const CheckedFile& file) {
    if (!file.report.ok()) {
        const Sentence sentence = table_.sentence(file.report.failure(), language_);
        banner(kAttention, sentence.what, file.name);
        if (!sentence.next.empty())
            gap("4").text(sentence.next, {"10", kMuted});
    } else {
        const ReportView view = reportView(file.report.value(), table_, language_);
        banner(lookOf(view.verdict), view.headline, file.name);
        for (std::size_t index = 0; index < view.signatures.size(); ++index)
            signature(view.signatures[index], index + 1, view.signatures.size());
        section(Ui::CheckDetails);
        facts(view.details, "9");
    }
    gap("12");
}

std::string PrintedReport::make(const std::vector<CheckedFile>& files) {
    head();
    for (const CheckedFile& checked : files)
        file(checked);
    markup("<hr><p>").text(word(Ui::Disclaimer), {"9", kMuted}).markup("</p>\n</body></html>\n");
    return std::move(html_);
}

} // namespace

std::string reportPrintHtml(const std::vector<CheckedFile>& files, const TextTable& table,
                            Language language) {
    return PrintedReport(table, language).make(files);
}

} // namespace tanba::text
