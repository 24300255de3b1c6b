#pragma once

#include "app/gui/consent/portal_switch.h"
#include "app/text/language.h"
#include "core/base/clock.h"
#include "core/base/file_store.h"

#include <filesystem>

namespace tanba::gui {

struct PortalSurroundings {
    FileStore& files;
    const Clock& clock;
    std::filesystem::path home; ///< of the user; browsers keep their certificates below it
    std::filesystem::path data; ///< the program's own folder
    /// Of the status page; asked on the service's thread.
    std::function<text::Language()> language;
};

/// The real web service on its port, and the browsers of this user.
PortalPorts portalPorts(const PortalSurroundings& surroundings);

} // namespace tanba::gui
