#pragma once

namespace tanba::crypto::gost {

/// Makes GMP wipe every block before it gives it back. To be called once, before the first key is touched.
void installWipingGmpMemory();

} // namespace tanba::crypto::gost
