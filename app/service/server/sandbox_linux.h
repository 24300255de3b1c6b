#pragma once

#include <filesystem>
#include <string>

namespace tanba::service {

/// Whether the name of a process's executable means what it means to us. A program in a sandbox can bring a
/// file of any name with it, and cannot read what the user can: it must not pass for a browser.
struct Sandbox {
    enum class Kind {
        None,    ///< it sees the same files as we do
        Flatpak, ///< `name` is the application's id, by the file that Flatpak puts into its sandbox
        Snap,    ///< `name` is the snap's, by its AppArmor label
        Other,   ///< a container, another root, or it cannot be told
    };
    Kind kind = Kind::Other;
    std::string name;
};

/// @param proc the folder of all processes; `process` is a number in it.
Sandbox sandboxOf(const std::filesystem::path& proc, const std::string& process);

} // namespace tanba::service
