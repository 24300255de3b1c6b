#include "app/platform/qt/autostart.h"

#include "core/base/safe_write.h"

namespace tanba::platform {

namespace {

constexpr std::string_view kHiddenArgument = " --background";
constexpr std::size_t kMostEntry = std::size_t{16} * 1024;

/// A value of Exec: quoted, with the characters that mean something inside quotes escaped (Desktop Entry
/// Specification, "The Exec key").
std::string quotedForExec(const std::string& path) {
    std::string quoted = "\"";
    for (const char character : path) {
        if (character == '"' || character == '`' || character == '$' || character == '\\')
            quoted += "\\\\";
        if (character == '%')
            quoted += '%';
        quoted += character;
    }
    return quoted + "\"";
}

} // namespace

Autostart::Autostart(FileStore& files, std::filesystem::path folder, std::string program)
    : files_(files), entry_(std::move(folder) / "tanba.desktop"), program_(std::move(program)) {}

bool Autostart::enabled() const {
    const auto status = files_.status(entry_);
    return status.ok() && status.value().kind == FileKind::Regular;
}

StartWindow Autostart::window() const {
    const Result<Bytes> entry = readFile(files_, entry_, kMostEntry);
    const bool shown = entry.ok() && asText(entry.value()).find(kHiddenArgument) == std::string_view::npos;
    return shown ? StartWindow::Shown : StartWindow::Hidden;
}

Outcome Autostart::enable(StartWindow window) {
    const std::string text =
        "[Desktop Entry]\nType=Application\nName=Tanba\nExec=" + quotedForExec(program_) +
        std::string(window == StartWindow::Hidden ? kHiddenArgument : "") +
        "\nX-GNOME-Autostart-enabled=true\n";
    std::error_code ignored; // writing tells what is wrong with the folder
    std::filesystem::create_directories(entry_.parent_path(), ignored);
    return writeFileSafely(files_, entry_, IfExists::Replace,
                           [&text](ByteSink& sink) { return sink.write(viewOf(text)); });
}

Outcome Autostart::disable() {
    return enabled() ? files_.remove(entry_) : Outcome(Done{});
}

} // namespace tanba::platform
