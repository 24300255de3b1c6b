#pragma once

#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "core/portal/login.h"

namespace tanba::cli {

/// Redeems a completed login here, or hands it to the browser.
/// @returns the object of --json; browser.not_opened, file.exists and those of Login::redeem()
Result<Json> endLogin(portal::Login& login, const LoginArguments& arguments, const Services& services);

} // namespace tanba::cli
