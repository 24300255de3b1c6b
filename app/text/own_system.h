#pragma once

namespace tanba::text {

/// The operating systems on which something is done in ways of their own.
enum class System { Linux, Windows };

/// The one that the program was built for.
System ownSystem();

} // namespace tanba::text
