#pragma once

#include "app/service/server/web_server.h"
#include "app/text/text_table.h"

#include <string>

namespace tanba::service {

/// The page that shows a person whether their browser reaches the service; HTML in one language.
std::string statusPageHtml(const ServerState& state, const text::TextTable& table, text::Language language);

} // namespace tanba::service
