#pragma once

#include "core/base/failure.h"

#include <cstdint>
#include <string_view>

namespace tanba::card {

/// What a command was for: the same status word says different things after different commands.
enum class CommandKind { Plain, Verify, Change, Unblock };

/// The failure that a status word other than 9000 means (ISO 7816-4 5.6; PC/SC part 10 for 6400 to 6403).
/// Subject: tries left where the word tells them. Detail: the command's name and the word.
Failure failureOfStatus(CommandKind kind, std::string_view command, std::uint16_t status);

} // namespace tanba::card
