#include "app/gui/pages/sign/run_end.h"

#include "app/gui/pages/key_words.h"

namespace tanba::gui {

using documents::RowState;

std::vector<std::filesystem::path> resultsOf(const SigningDesk& signing) {
    std::vector<std::filesystem::path> files;
    for (const ChosenDocument& document : signing.documents())
        if (document.row.state == RowState::Done)
            files.push_back(document.row.output);
    return files;
}

RunEnd endOf(const SigningDesk& signing, const Words& words) {
    const std::size_t done = signing.count(RowState::Done);
    const std::size_t failed = signing.count(RowState::Failed);
    const text::TextValues counts{{"done", std::to_string(done)},
                                  {"failed", std::to_string(failed)},
                                  {"waiting", std::to_string(signing.count(RowState::Waiting))}};
    if (signing.stopped()) {
        QString text = words.say(Phrase::SignStoppedText, counts);
        // What a person did by themselves needs no reason.
        if (signing.stopped()->code != FailureCode::Cancelled)
            text = fromUtf8(words.sentence(*signing.stopped()).what) + QLatin1Char(' ') + text;
        return {CardKind::Attention, words.say(Phrase::SignStopped), text};
    }
    if (failed > 0)
        return {CardKind::Attention,
                words.say(done == 0 && failed == 1 ? Phrase::SignDoneNone : Phrase::SignDoneSome),
                words.say(Phrase::SignDoneSomeText, counts)};
    const std::vector<std::filesystem::path> results = resultsOf(signing);
    const QString where =
        results.empty() ? QString()
                        : words.say(Phrase::SignDoneText, {{"folder", toUtf8(placeOf(results.front()))}});
    return {CardKind::Good, words.say(done == 1 ? Phrase::SignDoneOne : Phrase::SignDoneMany), where};
}

} // namespace tanba::gui
