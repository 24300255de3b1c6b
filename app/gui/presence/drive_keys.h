#pragma once

#include "app/gui/keys/key_shelf.h"
#include "app/gui/presence/attention.h"
#include "app/gui/words/words.h"
#include "app/platform/qt/drives.h"

#include <map>
#include <memory>

namespace tanba::gui {

/// Looks for key files on a flash drive when it is plugged in, and knows which keys went away with one. By
/// names only, two levels of folders; nothing is opened and nothing is written down.
class DriveKeys : public AttentionSource {
    Q_OBJECT

  public:
    DriveKeys(const Words& words, KeyShelf& shelf, TaskRunner& tasks, FileStore& files,
              platform::DriveSource& source);

    /// Takes the drives that are there already as just plugged in.
    void start();
    std::vector<AttentionItem> items() override;

  signals:
    void keysWanted();

  private:
    using Path = std::filesystem::path;

    /// What is known of a drive that is plugged in.
    struct Drive {
        std::shared_ptr<CancelToken> search;
        int newKeys = 0;
    };

    void look();
    void cameIn(const Path& drive);
    void wentOut(const Path& drive);
    void found(const Path& drive, const keys::FoundKeyFile& file);
    void lookForKnownKeys(const Path& drive);

    const Words& words_;
    KeyShelf& shelf_;
    TaskRunner& tasks_;
    FileStore& files_;
    platform::DriveSource& source_;
    std::map<Path, Drive> drives_;
};

} // namespace tanba::gui
