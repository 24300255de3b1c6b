#pragma once

#include "app/cli/console.h"
#include "app/cli/token_sources.h"
#include "app/text/token_words.h"

namespace tanba::cli {

/// {"name","kind","demonstration","proof","reader","serial","pin":{...},"canChangePin","canUnblockPin",
/// "keyFiles":[{"label","size"}]}
Json tokenJson(const TokenAtHand& found);
/// The same for people: name, kind, reader, serial, PIN, key files, and how far it is proved.
std::vector<text::Fact> tokenFacts(const TokenAtHand& found, const Console& console);
/// What to warn of before the token is used, on standard error.
void tellNotices(const keys::Token& token, Console& console);

} // namespace tanba::cli
