#pragma once

#include "app/gui/keys/key_entry.h"
#include "app/gui/tasks/task_runner.h"
#include "core/base/clock.h"
#include "core/base/file_store.h"

#include <QObject>
#include <vector>

namespace tanba::gui {

/// Every key file that the program knows of, on the thread of the windows.
class KeyShelf : public QObject {
    Q_OBJECT

  public:
    /// @param index where remembered entries are kept; read at once, written by `tasks`.
    KeyShelf(FileStore& files, const Clock& clock, TaskRunner& tasks, std::filesystem::path index);

    /// Those that need attention first, then by their names.
    std::vector<KeyEntry> entries() const;
    bool empty() const { return entries_.empty(); }
    const KeyEntry* find(const std::filesystem::path& path) const;
    Time now() const { return clock_.now(); }

    /// A search turned it up.
    void found(const keys::FoundKeyFile& file);
    /// A person pointed at it.
    void chosen(const std::filesystem::path& path);
    /// It was unlocked and holds these.
    void unlocked(const std::filesystem::path& path, std::vector<keys::Certificate> certificates);
    /// A person let it be moved: the entry goes along, and is remembered.
    void moved(const std::filesystem::path& from, const std::filesystem::path& to);
    void setPresence(const std::filesystem::path& path, Presence presence);
    void forget(const std::filesystem::path& path);
    void forgetAll();
    /// The clock came to a moment at which keys are to be judged anew.
    void timePassed() { emit changed(); }

  signals:
    void changed();
    /// The list could not be written down; it is right until the program closes.
    void notKept(const Failure& failure);

  private:
    KeyEntry& shelve(const std::filesystem::path& path, keys::KeyFileKind kind);
    void keep();

    FileStore& files_;
    const Clock& clock_;
    TaskRunner& tasks_;
    std::filesystem::path index_;
    std::vector<KeyEntry> entries_;
};

} // namespace tanba::gui
