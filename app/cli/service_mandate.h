#pragma once

#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "app/service/policy/policy_desk.h"

#include <memory>

namespace tanba::cli {

/// With what the service answers instead of a person: reads the policy, opens the key and the log.
/// Null when no policy was named.
/// @returns policy.malformed, policy.key_refused, record.in_use for a log that another service writes, and
/// what reading a key file says.
Result<std::unique_ptr<service::PolicyDesk::Mandate>> serviceMandate(const ServiceArguments& arguments,
                                                                     const Services& services);

} // namespace tanba::cli
