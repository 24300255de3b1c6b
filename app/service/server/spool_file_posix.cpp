#include "app/service/server/spool_file.h"
#include "core/base/native_failure_posix.h"
#include "core/base/native_retry_posix.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace tanba::service {

namespace {

using native::Direction;
using native::failureOf;
using native::retried;

/// For file systems that cannot make a file without a name.
int openAndUnlink(const std::filesystem::path& folder) {
    std::string name = (folder / ".spool-XXXXXX").string();
    const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor >= 0)
        ::unlink(name.c_str());
    return descriptor;
}

} // namespace

MappedText::~MappedText() {
    if (start_ != nullptr)
        ::munmap(start_, size_);
}

std::size_t MappedText::pageSize() {
    return static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

/// The pages are those of the file, never written to: nothing is lost.
void MappedText::letGo(char* pages, std::size_t size) {
    static_cast<void>(::madvise(pages, size, MADV_DONTNEED));
}

Result<SpoolFile> SpoolFile::open(const std::filesystem::path& folder) {
    int descriptor =
        retried([&] { return ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR); });
    if (descriptor < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL))
        descriptor = openAndUnlink(folder);
    if (descriptor < 0)
        return failureOf(errno, Direction::Writing, "spool", folder);
    return SpoolFile(descriptor);
}

SpoolFile::~SpoolFile() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

Outcome SpoolFile::append(std::string_view piece) {
    while (!piece.empty()) {
        const ssize_t count = retried([&] { return ::write(descriptor_, piece.data(), piece.size()); });
        if (count <= 0)
            return failureOf(count < 0 ? errno : ENOSPC, Direction::Writing, "spool", {});
        piece.remove_prefix(static_cast<std::size_t>(count));
        size_ += static_cast<std::size_t>(count);
    }
    return Done{};
}

Result<MappedText> SpoolFile::map() const {
    void* const start = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor_, 0);
    if (start == MAP_FAILED)
        return failureOf(errno, Direction::Reading, "map", {});
    return MappedText(start, size_);
}

} // namespace tanba::service
