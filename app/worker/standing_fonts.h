#pragma once

namespace tanba::worker {

/// Opens the fonts that stand in for those which documents name but do not bring, as this system's settings
/// choose them, and takes all others out of fontconfig's list. False when there is none.
bool openStandingFonts();

} // namespace tanba::worker
