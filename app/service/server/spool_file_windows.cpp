#include "app/service/server/spool_file.h"
#include "core/base/encoding.h"
#include "core/base/native_failure_windows.h"
#include "core/base/random.h"
#include "core/base/windows_owner.h"

#include <fcntl.h>
#include <io.h>

#include <algorithm>
#include <utility>

namespace tanba::service {

namespace {

using native::Direction;
using native::failureOf;

constexpr std::size_t kNameBytes = 16;
constexpr std::size_t kLargestTransfer = std::size_t{1} << 30;

HANDLE handleOf(int descriptor) {
    return reinterpret_cast<HANDLE>(::_get_osfhandle(descriptor));
}

Failure cannotMap() {
    return failureOf(::GetLastError(), Direction::Reading, "map", {});
}

} // namespace

MappedText::~MappedText() {
    if (start_ != nullptr)
        ::UnmapViewOfFile(start_);
}

std::size_t MappedText::pageSize() {
    SYSTEM_INFO info{};
    ::GetSystemInfo(&info);
    return info.dwPageSize;
}

/// "Unlocking" pages that were never locked takes them out of the working set; they are the file's.
void MappedText::letGo(char* pages, std::size_t size) {
    static_cast<void>(::VirtualUnlock(pages, size));
}

Result<SpoolFile> SpoolFile::open(const std::filesystem::path& folder) {
    TANBA_TRY(const Bytes random, randomBytes(kNameBytes));
    TANBA_TRY(OwnerOnly owner, OwnerOnly::make(OwnedKind::File));
    // It has a name, but nobody can open it (nothing is shared), and the system removes it with its last
    // handle, however this process ends. Temporary: what fits into memory need not reach the disk.
    Handle file(::CreateFileW(
        (folder / (".spool-" + toHex(random))).c_str(), GENERIC_READ | GENERIC_WRITE, 0, owner.attributes(),
        CREATE_NEW, FILE_ATTRIBUTE_TEMPORARY | FILE_ATTRIBUTE_HIDDEN | FILE_FLAG_DELETE_ON_CLOSE, nullptr));
    if (!file.valid())
        return failureOf(::GetLastError(), Direction::Writing, "spool", folder);
    const int descriptor = ::_open_osfhandle(reinterpret_cast<intptr_t>(file.get()), _O_BINARY);
    if (descriptor < 0)
        return failureOf(ERROR_TOO_MANY_OPEN_FILES, Direction::Writing, "spool", folder);
    static_cast<void>(file.release());
    return SpoolFile(descriptor);
}

SpoolFile::~SpoolFile() {
    if (descriptor_ >= 0)
        ::_close(descriptor_);
}

Outcome SpoolFile::append(std::string_view piece) {
    while (!piece.empty()) {
        const auto wanted = static_cast<DWORD>(std::min(piece.size(), kLargestTransfer));
        DWORD count = 0;
        if (::WriteFile(handleOf(descriptor_), piece.data(), wanted, &count, nullptr) == 0)
            return failureOf(::GetLastError(), Direction::Writing, "spool", {});
        if (count == 0)
            return failureOf(ERROR_DISK_FULL, Direction::Writing, "spool", {});
        piece.remove_prefix(count);
        size_ += count;
    }
    return Done{};
}

Result<MappedText> SpoolFile::map() const {
    const Handle mapping(::CreateFileMappingW(handleOf(descriptor_), nullptr, PAGE_READONLY, 0, 0, nullptr));
    if (!mapping.valid())
        return cannotMap();
    // Windows removes a file with its last handle, and does not promise to when it is mapped still: the text
    // holds one of its own, and lets it go behind the view.
    HANDLE again = nullptr;
    if (::DuplicateHandle(::GetCurrentProcess(), handleOf(descriptor_), ::GetCurrentProcess(), &again, 0,
                          FALSE, DUPLICATE_SAME_ACCESS) == 0)
        return cannotMap();
    auto behind = std::make_shared<Handle>(again);
    void* const start = ::MapViewOfFile(mapping.get(), FILE_MAP_READ, 0, 0, size_);
    if (start == nullptr)
        return cannotMap();
    return MappedText(start, size_, std::move(behind));
}

} // namespace tanba::service
