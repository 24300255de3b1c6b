#pragma once

namespace tanba::platform {

/// Gives back to the system what only the start or a busy hour needed: unused heap, and pages of program
/// code, which come back from the system's cache of files by themselves when they are needed again. For a
/// moment of rest; takes about a millisecond. Does nothing where the system has no call for it.
void giveBackMemory();

} // namespace tanba::platform
