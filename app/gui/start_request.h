#pragma once

#include "app/gui/application.h"
#include "core/base/result.h"

#include <QStringList>
#include <optional>
#include <string_view>
#include <vector>

namespace tanba::gui {

/// What the window's program was started for.
struct StartRequest {
    StartMode mode = StartMode::Window;
    QStringList files; ///< absolute
};

/// What comes after it is a file, however it is called.
inline constexpr std::string_view kOnlyFiles = "--";

/// What is answered on the terminal, without a screen.
enum class TerminalAnswer { Version, Help };
/// The first of those asked for.
std::optional<TerminalAnswer> terminalAnswer(const std::vector<std::string_view>& arguments);

/// @param arguments without the program's name and without those that Qt takes. After "--" everything is a
///     file.
/// usage with an option that is not known: taken for a file it would end in a page about a file that is not
/// there.
Result<StartRequest> startRequest(const QStringList& arguments);

} // namespace tanba::gui
