#pragma once

#include "app/gui/cards/open_card.h"
#include "app/platform/qt/settings.h"

namespace tanba::gui {

/// The readers, modules and files of this computer. Everything given outlives all work on cards.
CardSources systemCards(FileStore& files, const Clock& clock, platform::Settings& settings,
                        std::filesystem::path folder);

/// The modules that the person named, as the settings hold them.
std::vector<std::filesystem::path> configuredModules(const platform::Settings& settings);
void keepConfiguredModules(platform::Settings& settings, const std::vector<std::filesystem::path>& files);

} // namespace tanba::gui
