#pragma once

#include "core/base/result.h"
#include "core/sign/timestamp_source.h"

#include <memory>
#include <string>

namespace tanba::net {

/// Asks for time stamps over the network; nothing is asked before the first stamp is wanted.
/// @param ownAddress of an authority that the user chose in person, on the command line or in the window:
/// never one that a page, a document or a certificate names. Empty: the national authority.
/// @returns network.address_refused when that is no address.
Result<std::unique_ptr<sign::TimestampSource>> timestamps(const std::string& ownAddress);

} // namespace tanba::net
