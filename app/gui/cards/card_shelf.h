#pragma once

#include "app/gui/cards/card_work.h"
#include "app/gui/tasks/task_runner.h"
#include "app/gui/words/words.h"
#include "cardreader/monitor/reader_monitor.h"

#include <QObject>
#include <QPointer>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tanba::gui {

/// The readers as they are now, and every card and token that the program knows of; on the thread of the
/// windows. What waits for a card runs in the TaskRunner.
class CardShelf : public QObject {
    Q_OBJECT

  public:
    /// Remembered cards are read at once; nothing else happens before start().
    CardShelf(CardSources sources, TaskRunner& tasks, Words& words);
    ~CardShelf() override;

    /// Begins to watch the readers, for as long as the program runs. Nothing is asked again and again: the
    /// service tells of changes.
    void start();
    /// None until the readers were looked at.
    const std::optional<card::Snapshot>& readers() const { return readers_; }
    /// Why the known card in this reader could not be read; null when it could.
    const Failure* troubleOf(const std::string& reader) const;
    void readAgain(const std::string& reader);

    /// Cards that are there first, then the remembered ones.
    std::vector<CardEntry> entries() const;
    const CardEntry* find(const std::string& id) const;
    /// The card that lies in this reader; null while it is not read.
    const CardEntry* cardIn(const std::string& reader) const;
    Time now() const { return sources_->clock.now(); }
    /// A person looked at it: it is remembered from now on.
    void chosen(const std::string& id);
    void forget(const std::string& id);
    void forgetAll();
    bool remembersAny() const;

    /// Modules of tokens: the files that the person named, and what was found.
    std::vector<std::filesystem::path> configuredModules() const { return sources_->configured(); }
    void addModule(const std::filesystem::path& file);
    void removeModule(const std::filesystem::path& file);
    void lookAtModules();
    bool lookingAtModules() const { return modulesRunning_; }
    const ModuleLook& modules() const { return modules_; }

    enum class Demonstration { Hidden, Shown };
    void setDemonstration(Demonstration demonstration);
    Demonstration demonstration() const { return demonstration_; }

    /// @param onReader somebody has to type on the reader's keys now.
    /// @param done called on the thread of the windows, unless `receiver` is gone; the shelf knows the result
    /// by then.
    void actOnPin(const std::string& id, PinAction action, PinTexts texts, QObject* receiver,
                  std::function<void()> onReader, std::function<void(const PinAnswer&)> done);
    /// Looks for key files that show only after the PIN; those that are found are part of the entry then.
    /// @param onReader, done as for actOnPin().
    void findKeyFiles(const std::string& id, SecretBytes pin, QObject* receiver,
                      std::function<void()> onReader, std::function<void(const KeyFileAnswer&)> done);
    void adopt(const std::string& id, const std::filesystem::path& file, QObject* receiver,
               std::function<void(const Result<keys::Certificate>&)> done);
    /// The card itself, for work that lasts longer than one question; null when it is not there.
    std::shared_ptr<OpenCard> borrow(const std::string& id);
    /// What a borrowed card shows after the work.
    void giveBack(const CardEntry& after) { update(after); }
    using CommandsDone = std::function<void(std::uint64_t done, std::uint64_t expected)>;
    std::shared_ptr<CancelToken> survey(const std::string& reader, QObject* receiver, CommandsDone progress,
                                        std::function<void(const Result<std::string>&)> done);

  signals:
    void readersChanged();
    void cardsChanged();
    void modulesChanged();
    /// The list could not be written down; it is right until the program closes.
    void notKept(const Failure& failure);

  private:
    /// A card that is there.
    struct Live {
        std::shared_ptr<OpenCard> card;
        CardEntry entry;
    };
    /// What became of the card that was put into a reader.
    struct Insertion {
        unsigned number = 0;
        card::ReaderState state = card::ReaderState::Empty;
        bool reading = false;
        bool modulesAsked = false; ///< a module that holds the card for itself must not be started by that
        std::string id;            ///< among live_; empty: not read
        std::optional<Failure> trouble;
    };

    void take(const card::Snapshot& snapshot);
    void read(const card::ReaderSnapshot& reader);
    void readCard(const card::ReaderSnapshot& reader, const Result<std::shared_ptr<OpenCard>>& card,
                  std::optional<CardEntry> entry);
    void takeModules(ModuleLook look, std::vector<CardEntry> entries);
    void showDemonstration(const Result<std::shared_ptr<OpenCard>>& card, std::optional<CardEntry> entry);
    void add(std::shared_ptr<OpenCard> card, CardEntry entry);
    void removeLive(const std::string& id);
    bool isRemembered(const std::string& id) const;
    void update(const CardEntry& entry);
    /// @returns whether it is a remembered card.
    bool updateRemembered(const CardEntry& entry);
    void removeCertificates(const std::optional<std::string>& id);
    void keep();
    Live* live(const std::string& id);

    const std::shared_ptr<const CardSources> sources_;
    TaskRunner& tasks_;
    Words& words_;
    std::optional<card::Snapshot> readers_;
    std::map<std::string, Insertion> insertions_; ///< by reader
    std::vector<Live> live_;
    std::vector<CardEntry> remembered_;
    ModuleLook modules_;
    bool modulesRunning_ = false;
    bool modulesWanted_ = false;
    Demonstration demonstration_ = Demonstration::Hidden;
    std::unique_ptr<card::ReaderMonitor> monitor_; ///< the last: its threads end first
};

} // namespace tanba::gui
