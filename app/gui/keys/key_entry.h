#pragma once

#include "core/base/time.h"
#include "core/guidance/expiry.h"
#include "core/keys/certificate.h"
#include "core/keys/key_finder.h"
#include "core/keys/kz_profile.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace tanba::gui {

/// Remembered entries are written down; the others live until the program closes (a file that a search turned
/// up on somebody's flash drive is nobody's business tomorrow).
enum class Memory { Session, Remembered };
enum class Presence { There, Gone };

/// A key file that the program knows of. Its certificates are known once it was unlocked.
struct KeyEntry {
    std::filesystem::path path;
    keys::KeyFileKind kind = keys::KeyFileKind::OtherPkcs12;
    std::vector<keys::Certificate> certificates;
    Memory memory = Memory::Session;
    Presence presence = Presence::There;
};

enum class KeyState { Missing, Locked, NotYetValid, Good, Soon, Expired };

guidance::ExpiryJudgement expiryOf(const keys::Certificate& certificate, Time now);
KeyState stateOf(const keys::Certificate& certificate, Time now);
KeyState stateOf(const KeyEntry& entry, Time now);

/// The certificate that speaks for a key file with several (a pair for login and for signing): of those that
/// are not over and that no other in the file replaces, the one that ends first, because with it the file
/// stops doing all that it can; when all are over, the last one. Null while the file was never unlocked.
const keys::Certificate* leadingCertificate(const KeyEntry& entry, Time now);
/// When nothing in the file works any more; nothing while that is not known.
std::optional<Time> endOfLast(const KeyEntry& entry);
/// What its certificates permit together.
keys::Purpose purposeOf(const KeyEntry& entry);
/// What reminders need to know of it.
guidance::KeyLife lifeOf(const keys::Certificate& certificate);

} // namespace tanba::gui
