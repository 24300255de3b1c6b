#pragma once

#include "app/gui/documents/check_entry.h"
#include "app/gui/style/icon.h"
#include "app/gui/widgets/card.h"
#include "app/gui/words/words.h"
#include "app/text/report_view.h"

namespace tanba::gui {

/// How a verdict is shown: always a picture and words, never colour alone.
struct VerdictLook {
    CardKind kind;
    Icon icon;
    Tone tone;
};
VerdictLook lookOf(trust::Verdict verdict);
VerdictLook lookOf(sign::Weight weight);
/// A file without a report is an Attention.
VerdictLook lookOf(const CheckEntry& entry);

text::ReportView viewOf(const trust::Report& report, const Words& words);

/// The first sentence, which says what it is worth, and the rest. The verdict's texts begin with words of our
/// own, so that a name cannot end the sentence early.
struct Headline {
    QString sentence;
    QString rest;
};
Headline splitHeadline(const std::string& headline);
/// The verdict of a whole file; for one signature that is not valid, `rest` says who signed it and when.
Headline headlineOf(const text::ReportView& view);
/// What a file without a report is.
Headline headlineOfOther(const CheckEntry& entry, const Words& words);
/// What a row of the list says about its file.
QString rowSentence(const CheckEntry& entry, const Words& words);

/// A sentence of app/text without the options of the command line, which it names in round brackets.
QString withoutOptions(const std::string& sentence);

/// A file's name as it may be shown.
QString shownName(const std::filesystem::path& path);

} // namespace tanba::gui
