#pragma once

#include "app/gui/keys/key_shelf.h"
#include "app/gui/presence/reminder_store.h"
#include "core/guidance/expiry.h"
#include "core/guidance/snooze.h"

namespace tanba::gui {

/// A key whose end is known, wherever it lies.
struct WatchedKey {
    keys::Certificate certificate;
    std::filesystem::path path; ///< empty for a key that is no file
};

/// One of them, judged at this moment.
struct ExpiringKey {
    std::string id; ///< the certificate's fingerprint in lower-case hex
    WatchedKey key;
    guidance::ExpiryJudgement judgement;
    guidance::Replacement replacement = guidance::Replacement::None;
    guidance::Reminder reminder = guidance::Reminder::Silent;

    /// The one that is due now; only for Soon and Expired.
    ExpiryWarning warning() const { return judgement.threshold.value_or(0); }
    /// Its person is to be reminded: due, and nothing took its place.
    bool wantsAttention() const;
};

/// Judges every known key by the clock, with what the person put off.
class ExpiryWatch : public QObject {
    Q_OBJECT

  public:
    using Source = std::function<std::vector<WatchedKey>()>;

    /// Key files are taken from the shelf.
    ExpiryWatch(KeyShelf& shelf, ReminderStore& store);

    /// Keys that are no files. Call refresh() when the source has news.
    void watch(Source source);
    void refresh();

    /// The one that ends first comes first; each certificate once, however many copies there are.
    const std::vector<ExpiringKey>& keys() const { return keys_; }
    /// Null when it is not known (any more).
    const ExpiringKey* find(const std::string& id) const;
    /// The key in this file, by its leadingCertificate().
    const ExpiringKey* find(const std::filesystem::path& path) const;
    Time now() const { return shelf_.now(); }

    void snooze(const std::string& id, guidance::SnoozeChoice choice);
    /// A desktop notification told of these warnings.
    void told(const ToldWarnings& warnings);
    bool wasTold(const ExpiringKey& key) const;
    /// Drops what is remembered about every key.
    void forgetAll();

    /// When something about a key, or about a warning that was put off, will next be otherwise.
    std::optional<Time> nextChange() const;

  signals:
    void changed();

  private:
    std::vector<WatchedKey> watched() const;

    KeyShelf& shelf_;
    ReminderStore& store_;
    std::vector<Source> sources_;
    std::vector<ExpiringKey> keys_;
};

/// The fingerprint as ExpiringKey::id.
std::string expiryId(const keys::Certificate& certificate);

} // namespace tanba::gui
