#include "app/platform/password_source.h"

#include <fcntl.h>
#include <sys/stat.h>

namespace tanba::platform {

int openToRead(const std::filesystem::path& file) {
    return ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
}

bool othersCanRead(const std::filesystem::path&, int descriptor) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
           (status.st_mode & static_cast<mode_t>(S_IRGRP | S_IROTH)) != 0;
}

} // namespace tanba::platform
