#include "core/base/windows_owner.h"

#include "core/base/windows_text.h"

#include <aclapi.h>
#include <sddl.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>

namespace tanba {

namespace {

namespace fs = std::filesystem;

Failure openToOthers(const fs::path& path, std::string why) {
    return fail(FailureCode::FileNoPermission, toUtf8(path.native()), std::move(why));
}

/// The kinds of entries that let somebody in begin alike, but for those of a directory service, which files
/// do not have.
bool letsIn(const ACE_HEADER& entry) {
    return entry.AceType == ACCESS_ALLOWED_ACE_TYPE || entry.AceType == ACCESS_ALLOWED_CALLBACK_ACE_TYPE;
}

bool opensToOthers(PACL list, std::span<const Sid> own) {
    for (DWORD index = 0; index < list->AceCount; ++index) {
        void* entry = nullptr;
        if (::GetAce(list, index, &entry) == 0)
            return true;
        if (!letsIn(*static_cast<ACE_HEADER*>(entry)))
            continue;
        PSID who = &static_cast<ACCESS_ALLOWED_ACE*>(entry)->SidStart;
        if (std::ranges::none_of(own, [who](const Sid& sid) { return isSid(sid, who); }))
            return true;
    }
    return false;
}

/// Opened as it lies there: what a link leads to could be exchanged by whoever owns the way.
Result<Handle> openItself(const fs::path& path) {
    Handle opened(::CreateFileW(path.c_str(), READ_CONTROL | FILE_READ_ATTRIBUTES,
                                FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT,
                                nullptr));
    if (!opened.valid())
        return openToOthers(path, describeError(::GetLastError()));
    return Result<Handle>(std::move(opened));
}

} // namespace

Sid copiedSid(PSID sid) {
    const auto* const bytes = static_cast<const BYTE*>(sid);
    return Sid(bytes, bytes + ::GetLengthSid(sid));
}

Sid knownSid(WELL_KNOWN_SID_TYPE type) {
    Sid sid(SECURITY_MAX_SID_SIZE);
    auto size = static_cast<DWORD>(sid.size());
    if (::CreateWellKnownSid(type, nullptr, sid.data(), &size) == 0)
        return {};
    sid.resize(size);
    return sid;
}

bool isSid(const Sid& known, PSID sid) {
    return !known.empty() && ::EqualSid(const_cast<BYTE*>(known.data()), sid) != 0;
}

Sid userOf(HANDLE process) {
    HANDLE opened = nullptr;
    if (::OpenProcessToken(process, TOKEN_QUERY, &opened) == 0)
        return {};
    const Handle token(opened);
    alignas(TOKEN_USER) std::array<BYTE, sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE> memory{};
    DWORD size = 0;
    if (::GetTokenInformation(token.get(), TokenUser, memory.data(), static_cast<DWORD>(memory.size()),
                              &size) == 0)
        return {};
    return copiedSid(reinterpret_cast<const TOKEN_USER*>(memory.data())->User.Sid);
}

bool sameSid(const Sid& one, const Sid& other) {
    return !other.empty() && isSid(one, const_cast<BYTE*>(other.data()));
}

Result<OwnerOnly> OwnerOnly::make(OwnedKind kind) {
    const auto unknown = [](const char* step) {
        return fail(FailureCode::FileNoPermission, {}, std::string(step) + describeError(::GetLastError()));
    };
    const Sid user = userOf(::GetCurrentProcess());
    wchar_t* text = nullptr;
    if (user.empty() || ::ConvertSidToStringSidW(const_cast<BYTE*>(user.data()), &text) == 0)
        return unknown("user: ");
    const Local ownedText(text);
    const std::wstring sid = text;
    // Owner; a list that inherits nothing (P); all rights (FA) for one, in a folder also for what is made
    // in it.
    const std::wstring inherited = kind == OwnedKind::Folder ? L"OICI" : L"";
    const std::wstring described = L"O:" + sid + L"D:P(A;" + inherited + L";FA;;;" + sid + L")";
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    if (::ConvertStringSecurityDescriptorToSecurityDescriptorW(described.c_str(), SDDL_REVISION_1,
                                                               &descriptor, nullptr) == 0)
        return unknown("descriptor: ");
    OwnerOnly made;
    made.descriptor_.reset(descriptor);
    made.attributes_ = {sizeof(SECURITY_ATTRIBUTES), descriptor, FALSE};
    return Result<OwnerOnly>(std::move(made));
}

Outcome requireOwnersAlone(const fs::path& path, OwnedKind kind) {
    TANBA_TRY(const Handle opened, openItself(path));
    BY_HANDLE_FILE_INFORMATION facts{};
    if (::GetFileInformationByHandle(opened.get(), &facts) == 0)
        return openToOthers(path, describeError(::GetLastError()));
    const bool folder = (facts.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
    if (folder != (kind == OwnedKind::Folder) || (facts.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0)
        return openToOthers(path, "not a plain file or folder");
    PSID owner = nullptr;
    PACL list = nullptr;
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    const DWORD error = ::GetSecurityInfo(opened.get(), SE_FILE_OBJECT,
                                          OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION, &owner,
                                          nullptr, &list, nullptr, &descriptor);
    if (error != ERROR_SUCCESS)
        return openToOthers(path, describeError(error));
    const Local owned(descriptor);
    const std::array<Sid, 3> own{userOf(::GetCurrentProcess()), knownSid(WinLocalSystemSid),
                                 knownSid(WinBuiltinAdministratorsSid)};
    if (owner == nullptr || !isSid(own.front(), owner))
        return openToOthers(path, "another user's");
    // Without a list everybody may do everything.
    if (list == nullptr || opensToOthers(list, own))
        return openToOthers(path, "open to others");
    return Done{};
}

} // namespace tanba
