#include "app/gui/cards/card_shelf.h"

#include "app/gui/cards/card_index.h"

#include <algorithm>

namespace tanba::gui {

namespace {

/// True when everything that `entry` shows is shown by another way already: a card that our own driver reads
/// is not listed a second time through a module.
bool isShownBy(const CardEntry& entry, const CardEntry& other) {
    const auto has = [&other](const CardKeyInfo& key) {
        return key.certificate && std::ranges::any_of(other.keys, [&key](const CardKeyInfo& shown) {
                   return shown.certificate == key.certificate;
               });
    };
    return !entry.keys.empty() && std::ranges::all_of(entry.keys, has);
}

} // namespace

CardShelf::CardShelf(CardSources sources, TaskRunner& tasks, Words& words)
    : sources_(std::make_shared<const CardSources>(std::move(sources))), tasks_(tasks), words_(words),
      remembered_(readCardIndex(sources_->files, sources_->index())) {}

CardShelf::~CardShelf() = default;

void CardShelf::start() {
    if (monitor_)
        return;
    monitor_ = std::make_unique<card::ReaderMonitor>(
        sources_->api, sources_->waiter,
        [](card::CardSlot& slot, ByteView, const CancelToken& cancel) { return identifyCard(slot, cancel); },
        [this](const card::Snapshot& snapshot) {
            QMetaObject::invokeMethod(
                this, [this, snapshot] { take(snapshot); }, Qt::QueuedConnection);
        });
}

void CardShelf::take(const card::Snapshot& snapshot) {
    readers_ = snapshot;
    std::vector<std::string> taken;
    for (const auto& [name, insertion] : insertions_) {
        const auto reader = std::ranges::find(snapshot.readers, name, &card::ReaderSnapshot::name);
        if (reader == snapshot.readers.end() || reader->insertion != insertion.number ||
            reader->state == card::ReaderState::Empty)
            taken.push_back(name);
    }
    for (const std::string& name : taken) {
        removeLive(insertions_[name].id);
        insertions_.erase(name);
    }
    bool tokensMayHaveChanged = !taken.empty() && !modules_.tokens.empty();
    for (const card::ReaderSnapshot& reader : snapshot.readers) {
        if (reader.state == card::ReaderState::Empty || reader.state == card::ReaderState::Reading)
            continue;
        Insertion& insertion = insertions_[reader.name];
        if (insertion.state == reader.state)
            continue;
        insertion.number = reader.insertion;
        insertion.state = reader.state;
        if (reader.state == card::ReaderState::KnownCard && insertion.id.empty() && !insertion.reading)
            read(reader);
        else if (reader.state == card::ReaderState::UnknownCard && !insertion.modulesAsked) {
            insertion.modulesAsked = true; // perhaps the module of its maker knows it
            tokensMayHaveChanged = true;
        }
    }
    emit readersChanged();
    if (!taken.empty())
        emit cardsChanged();
    if (tokensMayHaveChanged)
        lookAtModules();
}

void CardShelf::read(const card::ReaderSnapshot& reader) {
    insertions_[reader.name].reading = true;
    tasks_.run<ReadCard>(
        this,
        [sources = sources_, reader, language = words_.language()](const WorkControl& control) {
            return described(OpenCard::inReader(*sources, reader, language, control.cancel));
        },
        [this, reader](const ReadCard& read) { readCard(reader, read.card, read.entry); });
}

void CardShelf::readCard(const card::ReaderSnapshot& reader, const Result<std::shared_ptr<OpenCard>>& card,
                         std::optional<CardEntry> entry) {
    const auto insertion = insertions_.find(reader.name);
    if (insertion == insertions_.end() || insertion->second.number != reader.insertion)
        return; // pulled meanwhile
    insertion->second.reading = false;
    if (card.ok()) {
        insertion->second.id = entry->id;
        const bool empty = entry->keys.empty();
        add(card.value(), std::move(*entry));
        if (empty)
            lookAtModules();
    } else {
        insertion->second.trouble = card.failure();
    }
    emit readersChanged();
}

void CardShelf::readAgain(const std::string& reader) {
    const auto insertion = insertions_.find(reader);
    if (!readers_ || insertion == insertions_.end() || insertion->second.reading)
        return;
    insertion->second.trouble.reset();
    for (const card::ReaderSnapshot& shown : readers_->readers)
        if (shown.name == reader)
            read(shown);
    emit readersChanged();
}

const Failure* CardShelf::troubleOf(const std::string& reader) const {
    const auto insertion = insertions_.find(reader);
    return insertion == insertions_.end() || !insertion->second.trouble ? nullptr
                                                                        : &*insertion->second.trouble;
}

const CardEntry* CardShelf::cardIn(const std::string& reader) const {
    const auto insertion = insertions_.find(reader);
    return insertion == insertions_.end() || insertion->second.id.empty() ? nullptr
                                                                          : find(insertion->second.id);
}

std::vector<CardEntry> CardShelf::entries() const {
    std::vector<CardEntry> shown;
    const auto addNew = [&shown](const CardEntry& entry) {
        const bool known = std::ranges::any_of(shown, [&entry](const CardEntry& other) {
            return other.id == entry.id || isShownBy(entry, other);
        });
        if (!known)
            shown.push_back(entry);
    };
    for (const CardWay way : {CardWay::Reader, CardWay::Module, CardWay::Program})
        for (const Live& card : live_)
            if (card.entry.way == way)
                addNew(card.entry);
    for (const CardEntry& entry : remembered_)
        addNew(entry);
    return shown;
}

CardShelf::Live* CardShelf::live(const std::string& id) {
    const auto card = std::ranges::find(live_, id, [](const Live& one) { return one.entry.id; });
    return card == live_.end() ? nullptr : &*card;
}

const CardEntry* CardShelf::find(const std::string& id) const {
    for (const Live& card : live_)
        if (card.entry.id == id)
            return &card.entry;
    const auto entry = std::ranges::find(remembered_, id, &CardEntry::id);
    return entry == remembered_.end() ? nullptr : &*entry;
}

void CardShelf::add(std::shared_ptr<OpenCard> card, CardEntry entry) {
    entry.memory = isRemembered(entry.id) ? Memory::Remembered : Memory::Session;
    std::erase_if(live_, [&entry](const Live& other) { return other.entry.id == entry.id; });
    live_.push_back({std::move(card), entry});
    update(entry);
}

void CardShelf::removeLive(const std::string& id) {
    std::erase_if(live_, [&id](const Live& card) { return card.entry.id == id; });
}

bool CardShelf::isRemembered(const std::string& id) const {
    return std::ranges::find(remembered_, id, &CardEntry::id) != remembered_.end();
}

/// Takes over what a card shows now.
void CardShelf::update(const CardEntry& entry) {
    if (Live* card = live(entry.id)) {
        const Memory memory = card->entry.memory;
        card->entry = entry;
        card->entry.memory = memory;
    }
    if (updateRemembered(entry))
        keep();
    else
        emit cardsChanged();
}

bool CardShelf::updateRemembered(const CardEntry& entry) {
    const auto known = std::ranges::find(remembered_, entry.id, &CardEntry::id);
    if (known == remembered_.end())
        return false;
    *known = entry;
    known->presence = Presence::Gone;
    known->memory = Memory::Remembered;
    known->keyFiles.clear();
    return true;
}

void CardShelf::chosen(const std::string& id) {
    Live* card = live(id);
    if (card == nullptr || card->entry.simulated() || card->entry.memory == Memory::Remembered ||
        card->entry.keys.empty() || !card->entry.recognisable)
        return;
    card->entry.memory = Memory::Remembered;
    remembered_.push_back(card->entry);
    update(card->entry);
}

void CardShelf::forget(const std::string& id) {
    std::erase_if(remembered_, [&id](const CardEntry& entry) { return entry.id == id; });
    if (Live* card = live(id))
        card->entry.memory = Memory::Session;
    keep();
    removeCertificates(id);
}

void CardShelf::forgetAll() {
    remembered_.clear();
    for (Live& card : live_)
        card.entry.memory = Memory::Session;
    keep();
    removeCertificates(std::nullopt);
}

void CardShelf::removeCertificates(const std::optional<std::string>& id) {
    tasks_.runInOrder<Outcome>(
        this, [sources = sources_, id] { return forgetCertificates(*sources, id); },
        [this](const Outcome& outcome) {
            if (!outcome.ok())
                emit notKept(outcome.failure());
        });
}

bool CardShelf::remembersAny() const {
    return !remembered_.empty();
}

void CardShelf::keep() {
    emit cardsChanged();
    tasks_.runInOrder<Outcome>(
        this,
        [sources = sources_, entries = remembered_] {
            return writeCardIndex(sources->files, sources->index(), entries);
        },
        [this](const Outcome& written) {
            if (!written.ok())
                emit notKept(written.failure());
        });
}

} // namespace tanba::gui
