#pragma once

// For the Windows twins of all rooms: what belongs to this user, and to this user alone.

#include "core/base/result.h"
#include "core/base/windows_handle.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace tanba {

struct FreeLocal {
    void operator()(void* memory) const { ::LocalFree(memory); }
};
/// Memory that the system gave.
using Local = std::unique_ptr<void, FreeLocal>;

/// A security identifier, copied; empty: none.
using Sid = std::vector<BYTE>;

Sid copiedSid(PSID sid);
/// One that every computer has; empty when the system does not say.
Sid knownSid(WELL_KNOWN_SID_TYPE type);
/// Never for an empty one.
bool isSid(const Sid& known, PSID sid);

/// The user of a process's token, by the process's own handle; empty when the system does not say.
Sid userOf(HANDLE process);
bool sameSid(const Sid& one, const Sid& other);

enum class OwnedKind { File, Folder };

/// With which attributes something is made that this user alone may open: a list of one entry that inherits
/// nothing, and this user as owner (for an administrator the system would take the group).
class OwnerOnly {
  public:
    /// file.no_permission when the system does not say who this user is.
    static Result<OwnerOnly> make(OwnedKind kind);
    /// Good as long as this object is.
    SECURITY_ATTRIBUTES* attributes() { return &attributes_; }

  private:
    Local descriptor_;
    SECURITY_ATTRIBUTES attributes_{};
};

/// Whether somebody else may open it: it has another owner, or its list lets others in who are neither the
/// system nor its administrators (from whom nothing can be kept). Links are not followed: one counts as
/// open. Nothing when it is this user's alone, else why not.
Outcome requireOwnersAlone(const std::filesystem::path& path, OwnedKind kind);

} // namespace tanba
