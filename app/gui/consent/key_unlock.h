#pragma once

#include "app/gui/cards/card_shelf.h"
#include "app/gui/documents/signing_key_option.h"
#include "app/platform/qt/drives.h"
#include "app/platform/qt/session_watch.h"
#include "app/service/consent/unlocked_keys.h"

#include <QObject>
#include <QTimer>
#include <map>

namespace tanba::gui {

/// What ends the keeping of secrets besides time. Everything outlives it.
struct UnlockSources {
    const platform::SessionWatch& session;
    const platform::DriveSource& drives;
    const CardShelf& cards;
    /// A clock that never goes back.
    std::function<std::chrono::milliseconds()> steady;
};

/// Passwords and PINs that need not be typed for each question of a site (service::UnlockedKeys): forgotten
/// when their time is over, when the screen is locked, when the computer sleeps, and with their card or
/// drive.
class KeyUnlock : public QObject {
    Q_OBJECT

  public:
    explicit KeyUnlock(UnlockSources sources);

    /// Only a key that is the person's own may be kept open (SECURITY.md, rule 7), and only one whose secret
    /// is typed here.
    bool mayKeep(const SigningKeyOption& key) const;
    /// The secret that has just opened this key. Not what mayKeep() forbids.
    void keep(const SigningKeyOption& key, SecretBytes secret, std::chrono::minutes time);
    /// Nothing when it has to be typed.
    std::optional<SecretBytes> secretFor(const SigningKeyOption& key);
    /// Minutes until it has to be typed again, counted from one; 0 when it has to be typed now.
    std::size_t minutesLeft(const SigningKeyOption& key);
    void lock(const SigningKeyOption& key);
    void lockAll();

  signals:
    void changed();

  private:
    struct Place {
        std::string cardId;
        std::filesystem::path drive;
    };

    void startTimer();
    void lookAtPlaces();

    UnlockSources sources_;
    service::UnlockedKeys keys_;
    std::map<std::string, Place> places_; ///< where keys that were kept lie
    QTimer timer_;
};

} // namespace tanba::gui
