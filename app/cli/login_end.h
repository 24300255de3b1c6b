#pragma once

#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "core/portal/login.h"

namespace tanba::cli {

/// Redeems a completed login here, or leads the browser to its end.
/// @returns the object of --json; file.exists and those of leadBrowser() and Login::redeem()
Result<Json> endLogin(portal::Login& login, const LoginArguments& arguments, const Services& services);

} // namespace tanba::cli
