#include "app/service/server/status_page.h"

namespace tanba::service {

std::string statusPageHtml(const ServerState& state, const text::TextTable& table, text::Language language) {
    using text::Ui;
    const auto word = [&](Ui ui, const text::TextValues& values = {}) {
        return table.ui(ui, language, values);
    };
    return "<!doctype html><html lang=\"" + std::string(text::languageName(language)) +
           "\"><head><meta charset=\"utf-8\"><title>" + word(Ui::StatusTitle) +
           "</title><style>body{font:1.1rem/1.6 sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;"
           "color-scheme:light dark}</style></head><body><h1>" +
           word(Ui::StatusTitle) + "</h1><p>" + word(Ui::StatusReached) + "</p><p>" +
           word(Ui::StatusConnections, {{"count", std::to_string(state.connections)}}) + "</p></body></html>";
}

} // namespace tanba::service
