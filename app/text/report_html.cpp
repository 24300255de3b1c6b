#include "app/text/report_html.h"

#include "app/text/report_view.h"
#include "app/text/safe_text.h"

#include "generated/report_css.h"

#include <array>

namespace tanba::text {

namespace {

using trust::Verdict;

/// How a verdict or a reason looks: the class of its colours and its sign. Words always stand beside.
struct Look {
    std::string_view cssClass;
    std::string_view iconPath;
};
constexpr Look kGood = {"good", "M7 12.5l3.3 3.3L17 9"};
constexpr Look kAttention = {"attention", "M12 7v6.5M12 16.6v.4"};
constexpr Look kBad = {"bad", "M8.5 8.5l7 7M15.5 8.5l-7 7"};
constexpr Look kNotice = {"notice", "M12 11v6M12 7v.4"};

Look lookOf(Verdict verdict) {
    constexpr std::array<Look, 3> kByVerdict = {kGood, kAttention, kBad};
    return kByVerdict.at(static_cast<std::size_t>(verdict));
}

Look lookOf(sign::Weight weight) {
    constexpr std::array<Look, 3> kByWeight = {kNotice, kAttention, kBad};
    return kByWeight.at(static_cast<std::size_t>(weight));
}

/// Builds the page piece by piece. text() is the only way in for anything that is not markup of this file.
class Page {
  public:
    explicit Page(std::string& out) : out_(out) {}

    Page& markup(std::string_view html) {
        out_ += html;
        return *this;
    }
    Page& text(std::string_view foreign) {
        out_ += htmlText(foreign);
        return *this;
    }
    Page& element(std::string_view tag, std::string_view cssClass, std::string_view foreign) {
        markup("<").markup(tag).markup(" class=\"").markup(cssClass).markup("\">");
        return text(foreign).markup("</").markup(tag).markup(">\n");
    }
    Page& icon(const Look& look, std::string_view size) {
        return markup("<svg class=\"icon ")
            .markup(look.cssClass)
            .markup("\" width=\"")
            .markup(size)
            .markup("\" height=\"")
            .markup(size)
            .markup("\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><circle cx=\"12\" cy=\"12\" "
                    "r=\"10.6\"/><path d=\"")
            .markup(look.iconPath)
            .markup("\"/></svg>\n");
    }

  private:
    std::string& out_;
};

// The mark: a single-stroke tamga in a circle.
constexpr std::string_view kMark =
    "<svg class=\"mark\" width=\"28\" height=\"28\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">"
    "<circle cx=\"12\" cy=\"12\" r=\"10.6\"/>"
    "<path d=\"M7.2 8.2c1.6 0 2.6 1 2.6 2.5S8.9 13 7.8 13s-1.6-.9-1.6-1.6M16.8 8.2c-1.6 0-2.6 1-2.6 2.5s.9 "
    "2.3 2 2.3 "
    "1.6-.9 1.6-1.6M9.8 10.5c0-2.6 4.4-2.6 4.4 0M12 8.6v9\"/></svg>\n";

class ReportPage {
  public:
    ReportPage(const TextTable& table, Language language)
        : table_(table), language_(language), page_(html_) {}

    std::string make(const std::vector<CheckedFile>& files);

  private:
    std::string word(Ui text, const TextValues& values = {}) const {
        return table_.ui(text, language_, values);
    }
    void head(const std::vector<CheckedFile>& files);
    void file(const CheckedFile& file);
    void banner(const Look& look, const std::string& headline, const std::string& fileName);
    void signature(const SignatureView& view, std::size_t number, std::size_t total);
    void reasons(const std::vector<ReasonView>& reasons);
    void facts(const std::vector<Fact>& facts, std::string_view cssClass);
    void folded(Ui title, const std::vector<Fact>& facts);

    const TextTable& table_;
    Language language_;
    std::string html_;
    Page page_;
};

void ReportPage::head(const std::vector<CheckedFile>& files) {
    page_.markup("<!DOCTYPE html>\n<html lang=\"").markup(languageName(language_)).markup("\">\n<head>\n");
    page_.markup("<meta charset=\"utf-8\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                 "<meta name=\"color-scheme\" content=\"light dark\">\n"
                 "<meta name=\"referrer\" content=\"no-referrer\">\n"
                 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                 "style-src 'unsafe-inline'\">\n<title>");
    page_.text(word(Ui::ReportTitle));
    if (files.size() == 1)
        page_.text(" · ").text(files.front().name);
    page_.markup("</title>\n<style>\n")
        .markup(resources::report_css())
        .markup("</style>\n</head>\n<body>\n<main>\n");
    page_.markup("<header>").markup(kMark).element("span", "program", "Tanba");
    page_.element("span", "title", word(Ui::ReportTitle)).markup("</header>\n");
}

void ReportPage::banner(const Look& look, const std::string& headline, const std::string& fileName) {
    page_.markup("<div class=\"banner ").markup(look.cssClass).markup("\">\n").icon(look, "48");
    page_.markup("<div>\n").element("h1", "headline", headline).element("p", "file", fileName);
    page_.markup("</div>\n</div>\n");
}

void ReportPage::facts(const std::vector<Fact>& facts, std::string_view cssClass) {
    page_.markup("<dl class=\"").markup(cssClass).markup("\">\n");
    std::string_view previous;
    for (const Fact& fact : facts) {
        // Several values under one label (the links of a chain) are listed below each other.
        page_.markup("<div>");
        page_.element("dt", "label",
                      fact.label == previous ? std::string_view() : std::string_view(fact.label));
        page_.element("dd", "value", fact.value).markup("</div>\n");
        previous = fact.label;
    }
    page_.markup("</dl>\n");
}

void ReportPage::reasons(const std::vector<ReasonView>& reasons) {
    if (reasons.empty())
        return;
    page_.element("h3", "section", word(Ui::Reasons)).markup("<ul class=\"reasons\">\n");
    for (const ReasonView& reason : reasons) {
        page_.markup("<li>").icon(lookOf(reason.weight), "20").markup("<div>");
        page_.element("p", "what", reason.text.what);
        if (!reason.text.next.empty())
            page_.element("p", "next", reason.text.next);
        page_.markup("</div></li>\n");
    }
    page_.markup("</ul>\n");
}

void ReportPage::folded(Ui title, const std::vector<Fact>& values) {
    page_.markup("<details>\n").element("summary", "fold", word(title));
    facts(values, "details");
    page_.markup("</details>\n");
}

void ReportPage::signature(const SignatureView& view, std::size_t number, std::size_t total) {
    const Look look = lookOf(view.verdict);
    page_.markup("<section class=\"signature\">\n");
    if (total > 1) {
        page_.markup("<div class=\"own ")
            .markup(look.cssClass)
            .markup("\">")
            .icon(look, "24")
            .markup("<div>");
        page_.element("p", "number",
                      word(Ui::SignatureNumber,
                           {{"number", std::to_string(number)}, {"total", std::to_string(total)}}));
        page_.element("h2", "own-headline", view.headline).markup("</div></div>\n");
    }
    facts(view.facts, "facts");
    reasons(view.reasons);
    folded(Ui::SignatureDetails, view.details);
    page_.markup("</section>\n");
}

void ReportPage::file(const CheckedFile& file) {
    page_.markup("<article>\n");
    if (!file.report.ok()) {
        const Sentence sentence = table_.sentence(file.report.failure(), language_);
        banner(kAttention, sentence.what, file.name);
        if (!sentence.next.empty())
            page_.markup("<section class=\"signature\">\n")
                .element("p", "next", sentence.next)
                .markup("</section>\n");
    } else {
        const ReportView view = reportView(file.report.value(), table_, language_);
        banner(lookOf(view.verdict), view.headline, file.name);
        for (std::size_t index = 0; index < view.signatures.size(); ++index)
            signature(view.signatures[index], index + 1, view.signatures.size());
        page_.markup("<section class=\"signature\">\n");
        folded(Ui::CheckDetails, view.details);
        page_.markup("</section>\n");
    }
    page_.markup("</article>\n");
}

std::string ReportPage::make(const std::vector<CheckedFile>& files) {
    head(files);
    for (const CheckedFile& checked : files)
        file(checked);
    page_.markup("</main>\n<footer>\n");
    page_.element("p", "disclaimer", word(Ui::Disclaimer)).markup("</footer>\n</body>\n</html>\n");
    return std::move(html_);
}

} // namespace

std::string reportHtml(const std::vector<CheckedFile>& files, const TextTable& table, Language language) {
    return ReportPage(table, language).make(files);
}

} // namespace tanba::text
