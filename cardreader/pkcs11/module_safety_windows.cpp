// Compiled for Windows by tools/check_windows_compile; it has not been run there by us.
#include "cardreader/pkcs11/module_safety.h"
#include "core/base/windows_owner.h"

#include <aclapi.h>
#include <sddl.h>

#include <algorithm>
#include <array>

namespace tanba::pkcs11 {

namespace {

namespace fs = std::filesystem;

enum class Place { Module, OwnFolder, FolderAbove };

constexpr wchar_t kTrustedInstaller[] = L"S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464";
/// "\\?\", which paths of handles begin with.
constexpr std::size_t kPathPrefix = 4;

/// Replacing, or giving oneself the right to replace.
constexpr DWORD kReplace = DELETE | WRITE_DAC | WRITE_OWNER | FILE_WRITE_ATTRIBUTES | FILE_WRITE_EA;
/// In a folder FILE_WRITE_DATA and FILE_APPEND_DATA add files and folders; FILE_DELETE_CHILD removes others'.
constexpr DWORD kAdd = FILE_WRITE_DATA | FILE_APPEND_DATA;
constexpr DWORD kRemoveOthers = FILE_DELETE_CHILD;

/// What strangers may not do. Everybody may add folders to the root of a drive, as to /tmp.
DWORD forbiddenIn(Place place) {
    return place == Place::FolderAbove ? kReplace | kRemoveOthers : kReplace | kRemoveOthers | kAdd;
}

Sid fromText(const wchar_t* text) {
    PSID sid = nullptr;
    if (::ConvertStringSidToSidW(text, &sid) == 0)
        return {};
    const Local owned(sid);
    return copiedSid(sid);
}

/// This user, and whoever installs programs for everybody.
class Trusted {
  public:
    Trusted()
        : sids_{userOf(::GetCurrentProcess()), knownSid(WinBuiltinAdministratorsSid),
                knownSid(WinLocalSystemSid), fromText(kTrustedInstaller)} {}

    bool contains(PSID sid) const {
        return std::ranges::any_of(sids_, [sid](const Sid& known) { return isSid(known, sid); });
    }

  private:
    std::array<Sid, 4> sids_;
};

/// What an entry of the list gives to whom; nothing for entries that give nothing here.
DWORD givenToStrangers(ACE_HEADER& header, const Trusted& trusted) {
    if ((header.AceFlags & INHERIT_ONLY_ACE) != 0)
        return 0;
    // Every kind that allows begins like this one, but for those of objects in a directory service.
    if (header.AceType != ACCESS_ALLOWED_ACE_TYPE && header.AceType != ACCESS_ALLOWED_CALLBACK_ACE_TYPE)
        return 0;
    auto& entry = reinterpret_cast<ACCESS_ALLOWED_ACE&>(header);
    if (trusted.contains(&entry.SidStart))
        return 0;
    GENERIC_MAPPING files{FILE_GENERIC_READ, FILE_GENERIC_WRITE, FILE_GENERIC_EXECUTE, FILE_ALL_ACCESS};
    DWORD rights = entry.Mask;
    ::MapGenericMask(&rights, &files);
    return rights;
}

bool safe(PSID owner, PACL list, Place place, const Trusted& trusted) {
    // Without a list everybody may do everything.
    if (owner == nullptr || list == nullptr || !trusted.contains(owner))
        return false;
    for (DWORD index = 0; index < list->AceCount; ++index) {
        void* entry = nullptr;
        if (::GetAce(list, index, &entry) == 0 ||
            (givenToStrangers(*static_cast<ACE_HEADER*>(entry), trusted) & forbiddenIn(place)) != 0)
            return false;
    }
    return true;
}

Outcome check(const fs::path& module, const fs::path& place, Place what, const Trusted& trusted) {
    PSID owner = nullptr;
    PACL list = nullptr;
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    const DWORD error = ::GetNamedSecurityInfoW(place.c_str(), SE_FILE_OBJECT,
                                                OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION,
                                                &owner, nullptr, &list, nullptr, &descriptor);
    if (error != ERROR_SUCCESS)
        return fail(FailureCode::FileNotReadable, module.string(), place.string());
    const Local owned(descriptor);
    if (!safe(owner, list, what, trusted))
        return fail(FailureCode::ModuleUnsafeFolder, module.string(), place.string());
    return Done{};
}

/// Every link and junction followed.
Result<fs::path> realPath(const fs::path& path) {
    const Handle file(::CreateFileW(path.c_str(), FILE_READ_ATTRIBUTES,
                                    FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                    OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr));
    std::wstring name(MAX_PATH, L'\0');
    DWORD size = file.valid() ? ::GetFinalPathNameByHandleW(file.get(), name.data(), MAX_PATH, 0) : 0;
    if (size > name.size()) {
        name.resize(size);
        size = ::GetFinalPathNameByHandleW(file.get(), name.data(), size, 0);
    }
    if (size == 0 || size > name.size())
        return fail(FailureCode::FileNotFound, path.string(), describeError(::GetLastError()));
    name.resize(size);
    // A server's share is a place that others can write, whatever its list says to us.
    if (!name.starts_with(L"\\\\?\\") || name.starts_with(L"\\\\?\\UNC\\"))
        return fail(FailureCode::ModuleUnsafeFolder, path.string(), fs::path(name).string());
    if ((::GetFileAttributesW(name.c_str()) & FILE_ATTRIBUTE_DIRECTORY) != 0)
        return fail(FailureCode::FileNotReadable, path.string(), "no regular file");
    return fs::path(name.substr(kPathPrefix));
}

} // namespace

Result<fs::path> safeModulePath(const fs::path& path) {
    TANBA_TRY(const fs::path real, realPath(path));
    const Trusted trusted;
    TANBA_CHECK(check(path, real, Place::Module, trusted));
    fs::path folder = real.parent_path();
    TANBA_CHECK(check(path, folder, Place::OwnFolder, trusted));
    while (folder.has_relative_path()) {
        folder = folder.parent_path();
        TANBA_CHECK(check(path, folder, Place::FolderAbove, trusted));
    }
    return real;
}

} // namespace tanba::pkcs11
