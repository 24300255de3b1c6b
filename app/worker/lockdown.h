#pragma once

#include <chrono>

namespace tanba::worker {

/// First act of main: standard error is /dev/null, every descriptor but the three standard ones is closed,
/// and the time zone needs no file. False when the system refuses.
bool prepareSurroundings();

/// From here on the process can compute, read its standard input and served files, write its standard output,
/// and end; anything else kills it (SIGSYS), in every thread. Also: no new privileges, bounded memory and
/// processor time (SIGXCPU when it is over), no files, no processes. False when the system refuses any of it:
/// then nothing from outside may be touched.
bool lockDown(std::chrono::seconds processorTime);

} // namespace tanba::worker
