#include "app/gui/start_request.h"

#include "core/base/utf8.h"

#include <QFileInfo>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

struct Answering {
    std::string_view option;
    TerminalAnswer answer;
};
constexpr std::array<Answering, 2> kAnswering = {{
    {"--version", TerminalAnswer::Version},
    {"--help", TerminalAnswer::Help},
}};

struct Beginning {
    std::string_view option;
    StartMode mode;
};
constexpr std::array<Beginning, 2> kBeginning = {{
    {"--background", StartMode::Background},
    {"--demo", StartMode::Window},
}};

} // namespace

std::optional<TerminalAnswer> terminalAnswer(const std::vector<std::string_view>& arguments) {
    for (const std::string_view argument : arguments) {
        if (argument == kOnlyFiles)
            break;
        const auto row = std::ranges::find(kAnswering, argument, &Answering::option);
        if (row != kAnswering.end())
            return row->answer;
    }
    return std::nullopt;
}

Result<StartRequest> startRequest(const QStringList& arguments) {
    StartRequest request;
    bool onlyFiles = false;
    for (const QString& argument : arguments) {
        const std::string word = argument.toStdString();
        if (onlyFiles || !word.starts_with('-')) {
            request.files.append(QFileInfo(argument).absoluteFilePath());
            continue;
        }
        onlyFiles = word == kOnlyFiles;
        const auto row = std::ranges::find(kBeginning, word, &Beginning::option);
        if (row != kBeginning.end())
            request.mode = row->mode;
        else if (!onlyFiles)
            return fail(FailureCode::Usage, displayText(word));
    }
    return request;
}

} // namespace tanba::gui
