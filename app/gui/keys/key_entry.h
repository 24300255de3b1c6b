#pragma once

#include "core/base/time.h"
#include "core/guidance/expiry.h"
#include "core/keys/certificate.h"
#include "core/keys/key_finder.h"

#include <filesystem>
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

} // namespace tanba::gui
