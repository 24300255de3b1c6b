#include "app/gui/pages/check/check_words.h"

#include "core/base/utf8.h"

#include <QRegularExpression>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

struct VerdictRow {
    trust::Verdict verdict;
    VerdictLook look;
};
constexpr std::array<VerdictRow, 3> kVerdicts = {{
    {trust::Verdict::Valid, {CardKind::Good, Icon::Good, Tone::Good}},
    {trust::Verdict::Indeterminate, {CardKind::Attention, Icon::Attention, Tone::Attention}},
    {trust::Verdict::Invalid, {CardKind::Bad, Icon::Bad, Tone::Bad}},
}};

struct WeightRow {
    sign::Weight weight;
    VerdictLook look;
};
constexpr std::array<WeightRow, 3> kWeights = {{
    {sign::Weight::Notice, {CardKind::Plain, Icon::Info, Tone::Muted}},
    {sign::Weight::Indeterminate, {CardKind::Attention, Icon::Attention, Tone::Attention}},
    {sign::Weight::Invalid, {CardKind::Bad, Icon::Bad, Tone::Bad}},
}};

/// What is said of a file that is no signed one.
struct OtherRow {
    OtherFile other;
    Phrase title;
    Phrase text;
};
constexpr std::array<OtherRow, 5> kOthers = {{
    {OtherFile::Unknown, Phrase::CheckNoneTitle, Phrase::CheckNoneText},
    {OtherFile::Key, Phrase::CheckKeyTitle, Phrase::CheckKeyText},
    {OtherFile::Certificate, Phrase::CheckCertificateTitle, Phrase::CheckCertificateText},
    {OtherFile::RevocationList, Phrase::CheckListTitle, Phrase::CheckListText},
    {OtherFile::Pdf, Phrase::CheckPdfTitle, Phrase::CheckPdfText},
}};

} // namespace

VerdictLook lookOf(trust::Verdict verdict) {
    return std::ranges::find(kVerdicts, verdict, &VerdictRow::verdict)->look;
}

VerdictLook lookOf(sign::Weight weight) {
    return std::ranges::find(kWeights, weight, &WeightRow::weight)->look;
}

VerdictLook lookOf(const CheckEntry& entry) {
    switch (entry.state) {
    case CheckState::Checked:
        return lookOf(entry.report().verdict);
    case CheckState::Waiting:
    case CheckState::Working:
        return {CardKind::Plain, Icon::Clock, Tone::Muted};
    case CheckState::NotSigned:
    case CheckState::Failed:
        break;
    }
    return {CardKind::Attention, Icon::Attention, Tone::Attention};
}

text::ReportView viewOf(const trust::Report& report, const Words& words) {
    return text::reportView(report, text::TextTable::builtIn(), words.language());
}

Headline splitHeadline(const std::string& headline) {
    const QString all = fromUtf8(headline);
    const qsizetype end = all.indexOf(QStringLiteral(". "));
    return end < 0 ? Headline{all, {}} : Headline{all.left(end + 1), all.mid(end + 2)};
}

Headline headlineOf(const text::ReportView& view) {
    Headline headline = splitHeadline(view.headline);
    if (view.verdict == trust::Verdict::Valid || view.signatures.size() != 1)
        return headline;
    // Who and when stand first and last among the facts.
    const auto& facts = view.signatures.front().facts;
    QStringList who;
    if (!facts.empty())
        who.append(fromUtf8(facts.front().value));
    if (facts.size() > 1)
        who.append(fromUtf8(facts.back().value));
    const QString named = who.join(QStringLiteral(" · "));
    headline.rest = headline.rest.isEmpty() ? named : headline.rest + QLatin1Char('\n') + named;
    return headline;
}

Headline headlineOfOther(const CheckEntry& entry, const Words& words) {
    if (entry.state == CheckState::NotSigned) {
        const auto row = std::ranges::find(kOthers, entry.other, &OtherRow::other);
        return {words.say(row->title), words.say(row->text)};
    }
    Failure failure = entry.failure();
    failure.subject = entry.path.filename().string();
    const text::Sentence sentence = words.sentence(failure);
    return {withoutOptions(sentence.what), withoutOptions(sentence.next)};
}

QString rowSentence(const CheckEntry& entry, const Words& words) {
    switch (entry.state) {
    case CheckState::Waiting:
        return words.say(Phrase::CheckRowWaiting);
    case CheckState::Working:
        return words.say(Phrase::CheckRowWorking);
    case CheckState::Checked:
        return fromUtf8(viewOf(entry.report(), words).headline);
    case CheckState::NotSigned:
    case CheckState::Failed:
        break;
    }
    return headlineOfOther(entry, words).sentence;
}

QString withoutOptions(const std::string& sentence) {
    static const QRegularExpression option(QStringLiteral(" \\(--[a-z-]+\\)"));
    return fromUtf8(sentence).remove(option);
}

QString shownName(const std::filesystem::path& path) {
    return fromUtf8(displayText(path.filename().string()));
}

} // namespace tanba::gui
