#pragma once

#include "app/net/host_lookup.h"

namespace tanba::net {

/// What the system answers, however long that takes: the first step of lookUpHost(), each operating system's
/// own. At most kMaxAddresses, each once; network.unavailable with the host as subject.
Result<std::vector<IpAddress>> askSystemForHost(const std::string& host);

} // namespace tanba::net
