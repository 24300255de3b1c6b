#include "core/base/origin_mark.h"

#ifdef __linux__
#include <sys/xattr.h>

#include <array>
#include <cstddef>
#endif

namespace tanba {

#ifdef __linux__

void copyOriginMark(const std::filesystem::path& from, const std::filesystem::path& to) {
    // Longer addresses than file systems keep in one attribute are left out.
    std::array<char, 4096> value{};
    for (const char* name : {"user.xdg.origin.url", "user.xdg.referrer.url"}) {
        const ssize_t size = ::getxattr(from.c_str(), name, value.data(), value.size());
        // Only a mark: a file system that keeps none is no reason to fail.
        if (size > 0)
            static_cast<void>(::setxattr(to.c_str(), name, value.data(), static_cast<std::size_t>(size), 0));
    }
}

#else

void copyOriginMark(const std::filesystem::path&, const std::filesystem::path&) {}

#endif

} // namespace tanba
