#include "core/base/native_failure_windows.h"
#include "core/base/native_file.h"
#include "core/base/windows_handle.h"
#include "core/base/windows_text.h"

#include <aclapi.h>

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <string_view>

namespace tanba::native {

namespace {

namespace fs = std::filesystem;

bool isOneOf(DWORD error, std::span<const DWORD> errors) {
    return std::ranges::find(errors, error) != errors.end();
}

constexpr auto kNothingThere =
    std::to_array<DWORD>({ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND, ERROR_INVALID_NAME, ERROR_DIRECTORY,
                          ERROR_CANT_RESOLVE_FILENAME});
/// How file systems without hard links answer.
constexpr auto kNoLinks =
    std::to_array<DWORD>({ERROR_INVALID_FUNCTION, ERROR_NOT_SUPPORTED, ERROR_TOO_MANY_LINKS,
                          ERROR_NOT_SAME_DEVICE, ERROR_CALL_NOT_IMPLEMENTED});
/// How file systems without access lists (FAT) answer.
constexpr auto kNoLists =
    std::to_array<DWORD>({ERROR_INVALID_FUNCTION, ERROR_NOT_SUPPORTED, ERROR_NO_SECURITY_ON_OBJECT});

/// From 1601 (Windows) to 1970, in steps of 100 ns.
constexpr std::int64_t kEpoch = 116'444'736'000'000'000;
constexpr std::int64_t kStep = 100;

std::int64_t nanoseconds(const FILETIME& time) {
    const auto steps =
        static_cast<std::int64_t>((std::uint64_t{time.dwHighDateTime} << 32) | time.dwLowDateTime);
    return (steps - kEpoch) * kStep;
}

struct FreeLocal {
    void operator()(void* memory) const { ::LocalFree(memory); }
};
using Local = std::unique_ptr<void, FreeLocal>;

struct CloseSearch {
    using pointer = HANDLE;
    void operator()(HANDLE search) const { ::FindClose(search); }
};
using Search = std::unique_ptr<HANDLE, CloseSearch>;

/// A symbolic link or a junction. Files that a cloud service keeps elsewhere are reparse points as well, and
/// files all the same.
bool isLink(const WIN32_FIND_DATAW& found) {
    return (found.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0 &&
           IsReparseTagNameSurrogate(found.dwReserved0);
}

FileKind kindOf(const WIN32_FIND_DATAW& found) {
    if (isLink(found))
        return FileKind::Other;
    return (found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0 ? FileKind::Folder : FileKind::Regular;
}

/// @param list null: an empty one, so that only what the folder gives counts.
Outcome changeList(const fs::path& path, PACL list, SECURITY_INFORMATION inheritance) {
    const DWORD error =
        ::SetNamedSecurityInfoW(const_cast<wchar_t*>(path.c_str()), SE_FILE_OBJECT,
                                DACL_SECURITY_INFORMATION | inheritance, nullptr, nullptr, list, nullptr);
    if (error != ERROR_SUCCESS && !isOneOf(error, kNoLists))
        return failureOf(error, Direction::Writing, "access list", path);
    return Done{};
}

} // namespace

Result<FileStatus> status(const fs::path& path) {
    const Handle opened(::CreateFileW(path.c_str(), FILE_READ_ATTRIBUTES,
                                      FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                      OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr));
    if (!opened.valid()) {
        const DWORD error = ::GetLastError();
        if (isOneOf(error, kNothingThere))
            return FileStatus{};
        return failureOf(error, Direction::Reading, "status", path);
    }
    if (::GetFileType(opened.get()) != FILE_TYPE_DISK)
        return FileStatus{FileKind::Other, 0, 0};
    BY_HANDLE_FILE_INFORMATION facts{};
    if (::GetFileInformationByHandle(opened.get(), &facts) == 0)
        return failureOf(::GetLastError(), Direction::Reading, "status", path);
    const bool folder = (facts.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
    return FileStatus{folder ? FileKind::Folder : FileKind::Regular,
                      (std::uint64_t{facts.nFileSizeHigh} << 32) | facts.nFileSizeLow,
                      nanoseconds(facts.ftLastWriteTime)};
}

Outcome copyPermissions(const fs::path& from, const fs::path& to) {
    PACL list = nullptr;
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    const DWORD error =
        ::GetNamedSecurityInfoW(const_cast<wchar_t*>(from.c_str()), SE_FILE_OBJECT, DACL_SECURITY_INFORMATION,
                                nullptr, nullptr, &list, nullptr, &descriptor);
    if (isOneOf(error, kNoLists))
        return Done{};
    if (error != ERROR_SUCCESS)
        return failureOf(error, Direction::Reading, "access list", from);
    const Local owned(descriptor);
    SECURITY_DESCRIPTOR_CONTROL control = 0;
    DWORD revision = 0;
    if (::GetSecurityDescriptorControl(descriptor, &control, &revision) == 0)
        return failureOf(::GetLastError(), Direction::Reading, "access list", from);
    // What the list has from its folder comes anew from the folder of the other file.
    return changeList(to, list,
                      (control & SE_DACL_PROTECTED) != 0 ? PROTECTED_DACL_SECURITY_INFORMATION
                                                         : UNPROTECTED_DACL_SECURITY_INFORMATION);
}

Outcome giveDefaultPermissions(const fs::path& path) {
    // Nothing of its own, everything that its folder gives.
    ACL nothing{};
    if (::InitializeAcl(&nothing, sizeof(nothing), ACL_REVISION) == 0)
        return failureOf(::GetLastError(), Direction::Writing, "access list", path);
    return changeList(path, &nothing, UNPROTECTED_DACL_SECURITY_INFORMATION);
}

Result<Support> link(const fs::path& from, const fs::path& to) {
    if (::CreateHardLinkW(to.c_str(), from.c_str(), nullptr) != 0)
        return Support::Present;
    const DWORD error = ::GetLastError();
    if (isOneOf(error, kNoLinks))
        return Support::Missing;
    return failureOf(error, Direction::Writing, "link", to);
}

Outcome rename(const fs::path& from, const fs::path& to) {
    if (::MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) == 0)
        return failureOf(::GetLastError(), Direction::Writing, "rename", to);
    return Done{};
}

Result<Support> renameWithoutReplacing(const fs::path& from, const fs::path& to) {
    if (::MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_WRITE_THROUGH) == 0)
        return failureOf(::GetLastError(), Direction::Writing, "rename", to);
    return Support::Present;
}

Outcome remove(const fs::path& path) {
    if (::DeleteFileW(path.c_str()) == 0)
        return failureOf(::GetLastError(), Direction::Writing, "remove", path);
    return Done{};
}

Result<std::vector<FolderEntry>> list(const fs::path& folder) {
    WIN32_FIND_DATAW found{};
    const HANDLE search = ::FindFirstFileExW((folder / L"*").c_str(), FindExInfoBasic, &found,
                                             FindExSearchNameMatch, nullptr, FIND_FIRST_EX_LARGE_FETCH);
    if (search == INVALID_HANDLE_VALUE) {
        const DWORD error = ::GetLastError();
        // The root of a drive has no entry for itself: an empty one has none at all.
        const bool empty = error == ERROR_FILE_NOT_FOUND &&
                           (::GetFileAttributesW(folder.c_str()) & FILE_ATTRIBUTE_DIRECTORY) != 0 &&
                           ::GetFileAttributesW(folder.c_str()) != INVALID_FILE_ATTRIBUTES;
        if (empty)
            return std::vector<FolderEntry>();
        return failureOf(error, Direction::Reading, "open folder", folder);
    }
    const Search owned(search);
    std::vector<FolderEntry> entries;
    do {
        const std::wstring_view name = static_cast<const wchar_t*>(found.cFileName);
        if (name != L"." && name != L"..")
            entries.push_back({toUtf8(name), kindOf(found)});
    } while (::FindNextFileW(search, &found) != 0);
    if (const DWORD error = ::GetLastError(); error != ERROR_NO_MORE_FILES)
        return failureOf(error, Direction::Reading, "read folder", folder);
    std::ranges::sort(entries, {}, &FolderEntry::name);
    return entries;
}

} // namespace tanba::native
