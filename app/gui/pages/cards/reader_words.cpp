#include "app/gui/pages/cards/reader_words.h"

#include "app/gui/cards/card_names.h"

#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

using card::ReaderState;
using card::ServiceState;

/// The words of each state are those of the command line as well (translations/messages.json).
struct StateRow {
    ReaderState state;
    Icon picture;
    Tone tone;
    text::Ui words;
};
constexpr std::array<StateRow, 6> kStates = {{
    {ReaderState::Empty, Icon::CardInsert, Tone::Accent, text::Ui::MonitorEmpty},
    {ReaderState::Reading, Icon::CardReading, Tone::Accent, text::Ui::MonitorReading},
    {ReaderState::KnownCard, Icon::CardReady, Tone::Good, text::Ui::MonitorKnown},
    {ReaderState::UnknownCard, Icon::CardUnknown, Tone::Attention, text::Ui::MonitorUnknown},
    {ReaderState::Unreadable, Icon::CardTurn, Tone::Attention, text::Ui::MonitorUnreadable},
    {ReaderState::InUse, Icon::CardBusy, Tone::Attention, text::Ui::MonitorInUse},
}};

/// What is worth mentioning first when there are several readers.
constexpr std::array<ReaderState, 7> kWeight = {
    ReaderState::KnownCard,   ReaderState::Reading, ReaderState::InUse, ReaderState::Unreadable,
    ReaderState::UnknownCard, ReaderState::NoRight, ReaderState::Empty};

ReaderView spoken(Icon picture, Tone tone, const text::Sentence& sentence) {
    QString title = fromUtf8(sentence.what);
    if (title.endsWith(QLatin1Char('.')))
        title.chop(1); // a heading
    return {picture, tone, title, fromUtf8(sentence.next)};
}

text::Sentence sentenceOf(text::Ui words, const Words& spokenIn, const text::TextValues& values = {}) {
    return text::TextTable::builtIn().sentence(words, spokenIn.language(), values);
}

ReaderView denied(const Words& words) {
    return spoken(Icon::ReaderDenied, Tone::Attention, words.sentence(fail(FailureCode::ReaderNoRight)));
}

std::ptrdiff_t weight(const card::ReaderSnapshot& reader) {
    return std::ranges::find(kWeight, reader.state) - kWeight.begin();
}

} // namespace

ReaderView readerView(const card::ReaderSnapshot& reader, const Failure* trouble, const Words& words) {
    if (reader.state == ReaderState::NoRight)
        return denied(words);
    if (trouble != nullptr)
        return {Icon::CardTurn, Tone::Attention, words.say(Phrase::ReadersNotRead), {}};
    const auto row = std::ranges::find(kStates, reader.state, &StateRow::state);
    ReaderView view = spoken(row->picture, row->tone,
                             sentenceOf(row->words, words, {{"card", cardLabel(reader, words.language())}}));
    if (reader.state == ReaderState::KnownCard)
        view.next = words.say(Phrase::ReadersKnownNext);
    return view;
}

ReaderView withoutReaders(const std::optional<card::Snapshot>& readers, const Words& words) {
    if (!readers)
        return {Icon::CardReading, Tone::Muted, words.say(Phrase::ReadersLooking), {}};
    if (readers->service == ServiceState::NoRight)
        return denied(words);
    if (readers->service == ServiceState::Off)
        return spoken(Icon::ReaderOff, Tone::Attention, sentenceOf(text::Ui::MonitorServiceOff, words));
    return spoken(Icon::ReaderPlug, Tone::Accent, sentenceOf(text::Ui::MonitorNoReader, words));
}

QString readersInShort(const CardShelf& cards, const Words& words) {
    const auto& readers = cards.readers();
    if (!readers || readers->service != ServiceState::Running || readers->readers.empty())
        return withoutReaders(readers, words).title;
    const auto first = std::ranges::min_element(readers->readers, {}, weight);
    return readerView(*first, cards.troubleOf(first->name), words).title;
}

} // namespace tanba::gui
