#pragma once

#include "app/gui/keys/key_entry.h"
#include "core/base/clock.h"
#include "core/base/file_store.h"

#include <QObject>
#include <vector>

namespace tanba::gui {

/// Every key file that the program knows of, on the thread of the windows.
class KeyShelf : public QObject {
    Q_OBJECT

  public:
    /// @param index where remembered entries are kept; read at once.
    KeyShelf(FileStore& files, const Clock& clock, std::filesystem::path index);

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
    void setPresence(const std::filesystem::path& path, Presence presence);
    void forget(const std::filesystem::path& path);
    void forgetAll();

  signals:
    void changed();
    /// The list could not be written down; it is right until the program closes.
    void notKept(const Failure& failure);

  private:
    KeyEntry& shelve(const std::filesystem::path& path, keys::KeyFileKind kind);
    void keep();

    FileStore& files_;
    const Clock& clock_;
    std::filesystem::path index_;
    std::vector<KeyEntry> entries_;
};

} // namespace tanba::gui
