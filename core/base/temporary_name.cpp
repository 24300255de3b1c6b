#include "core/base/temporary_name.h"

namespace tanba {

std::string temporaryPrefix(const std::filesystem::path& target) {
    // Encrypting file systems have the smallest limit, 143 bytes.
    constexpr std::size_t kMostOfName = 100;
    std::string name = target.filename().string();
    if (name.size() > kMostOfName) {
        const auto continuesCharacter = [&](std::size_t at) {
            return (static_cast<unsigned>(name[at]) & 0xC0) == 0x80;
        };
        std::size_t cut = kMostOfName;
        while (cut > 0 && continuesCharacter(cut))
            --cut;
        name.resize(cut);
    }
    return '.' + name + ".tanba-";
}

} // namespace tanba
