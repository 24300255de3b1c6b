#pragma once

#include "app/cli/console.h"
#include "app/cli/exit_code.h"
#include "core/base/clock.h"
#include "core/base/file_store.h"
#include "core/base/growing_file.h"
#include "core/base/progress.h"

#include <functional>
#include <string>

namespace tanba::cli {

/// What every command needs from the outside; made once, in main.
struct Services {
    Console& console;
    FileStore& files;
    GrowingFiles& growing;
    const Clock& clock;
    const CancelToken& cancel;
    std::string programVersion;
};

/// How a command ended. The object is what --json prints.
struct CommandEnd {
    Exit exit = Exit::Done;
    Json json = Json::object();
    /// The exit code when standard output does not take the result of a command that is Done.
    Exit ifUntold = Exit::Refused;
};

/// A command that ended by one failure: told to the person, and the error of the object.
CommandEnd endWith(Console& console, const Failure& failure, Exit exit);
/// The same with the exit code that belongs to the failure.
CommandEnd endWith(Console& console, const Failure& failure, Phase phase);

/// Runs a command and turns whatever it throws into a failure with this exit code.
CommandEnd guarded(Console& console, Exit ifThrown, const std::function<CommandEnd()>& command);

} // namespace tanba::cli
