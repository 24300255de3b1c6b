#pragma once

#include "app/gui/consent/portal_news.h"
#include "app/gui/portal_book/added_portals.h"
#include "app/gui/portal_book/entry_answers.h"

namespace tanba::gui {

/// What the composition root gives for the way into portals.
struct EntryPorts {
    /// Where the portals that the person added are written down.
    std::filesystem::path added;
    /// Of the computer's clock, asked each time.
    std::function<guidance::ClockZone()> zone;
    std::function<Result<std::unique_ptr<HttpTransport>>()> network;
};

/// Everything about portals, but for the windows: those that ask this computer, and the way into them.
struct Portals {
    Portals(ConsentSources sources, PortalPorts ports, const EntryPorts& entry, const Words& words,
            platform::Settings& settings)
        : consent(sources),
          service(
              std::move(ports), consent, [this] { consent.letGo(); }, sources.tasks, settings),
          news(words, consent, service), answers(settings, sources.clock, entry.zone),
          added({sources.files, sources.clock, sources.tasks, entry.added, entry.network}) {}

    GuiConsentDesk consent;
    PortalSwitch service; ///< ends before the desk that it calls
    PortalNews news;
    EntryAnswers answers;
    AddedPortals added;
};

} // namespace tanba::gui
