#pragma once

namespace tanba::platform {

/// The first act of main, before any library wakes up: no core dumps, no other process of the same user may
/// look inside, no environment variable makes a library load code or write secrets, the three standard
/// descriptors are open (a file opened in place of a closed one would receive our messages), a closed pipe is
/// an error and not a death. SECURITY.md ("Secrets and traces") says what each protects.
void hardenProcess();

} // namespace tanba::platform
