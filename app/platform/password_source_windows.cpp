#include "app/platform/password_source.h"
#include "core/base/windows_owner.h"

#include <fcntl.h>
#include <io.h>

namespace tanba::platform {

int openToRead(const std::filesystem::path& file) {
    return ::_wopen(file.c_str(), _O_RDONLY | _O_BINARY | _O_NOINHERIT);
}

bool othersCanRead(const std::filesystem::path& file, int) {
    return !requireOwnersAlone(file, OwnedKind::File).ok();
}

} // namespace tanba::platform
