#pragma once

namespace tanba::platform {

/// Gives back to the system what only the start or a busy hour needed: unused heap, and pages of program
/// code, which come back from the system's cache of files by themselves when they are needed again. For a
/// moment of rest; takes about a millisecond. Does nothing where the system has no call for it.
void giveBackMemory();

/// The unused heap alone, for a moment without work in a program that somebody uses.
void giveBackHeap();

/// What any thread frees is given back soon, also while the program works: a few megabytes a thread would
/// stay for ever otherwise, out of giveBackMemory()'s reach. To be called before there are threads.
void giveBackEarly();

} // namespace tanba::platform
