#pragma once

#include "app/platform/other_home.h"

#include <vector>

class QUrl;

namespace tanba::gui {

/// Opens a site or folder in the person's own program for it, which belongs to their real home folder and
/// must not be given the one of the demonstration. False when there is none.
bool openOutside(const QUrl& url, const std::vector<platform::FormerVariable>& environment);

} // namespace tanba::gui
