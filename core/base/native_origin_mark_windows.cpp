#include "core/base/origin_mark.h"
#include "core/base/windows_handle.h"

#include <array>

namespace tanba {

namespace {

/// The stream in which Windows keeps the mark of the web.
constexpr wchar_t kMark[] = L":Zone.Identifier";

Handle openMark(const std::filesystem::path& file, DWORD access, DWORD disposition) {
    return Handle(::CreateFileW((file.native() + kMark).c_str(), access, FILE_SHARE_READ, nullptr,
                                disposition, FILE_ATTRIBUTE_NORMAL, nullptr));
}

} // namespace

void copyOriginMark(const std::filesystem::path& from, const std::filesystem::path& to) {
    const Handle source = openMark(from, GENERIC_READ, OPEN_EXISTING);
    std::array<char, 4096> value{};
    DWORD size = 0;
    if (!source.valid() ||
        ::ReadFile(source.get(), value.data(), static_cast<DWORD>(value.size()), &size, nullptr) == 0 ||
        size == 0)
        return;
    // Only a mark: a file system that keeps none is no reason to fail.
    const Handle target = openMark(to, GENERIC_WRITE, CREATE_ALWAYS);
    if (target.valid())
        ::WriteFile(target.get(), value.data(), size, &size, nullptr);
}

} // namespace tanba
