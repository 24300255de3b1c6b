#pragma once

#include <cstdint>

namespace tanba::service {

/// Says to the system, before a listening socket gets its address, that the address is to be ours alone: a
/// port whose last connections are only just closed is free, one that somebody listens at is not.
/// @param socket the system's own number of it
/// @returns 0, or the system's error
int claimPort(std::uintptr_t socket);

} // namespace tanba::service
