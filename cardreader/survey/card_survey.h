#pragma once

#include "cardreader/apdu/channel.h"
#include "core/base/progress.h"

#include <string>

namespace tanba::card {

/// Most commands that a survey sends.
inline constexpr unsigned kMaxSurveyCommands = 4000;

/// Walks through what a card shows without a PIN and writes it down without personal data, so that the holder
/// of a card can help to find out where its certificates lie. Only SELECT, READ BINARY and GET DATA are sent,
/// whatever the card answers; nothing is written, no PIN is asked, none is counted.
/// @param control progress in commands done and expected.
/// @returns a JSON text, whose fields README.md explains; cancelled, or the failure of the session.
Result<std::string> surveyCard(CardSession& session, const WorkControl& control);

} // namespace tanba::card
