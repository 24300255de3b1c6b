#pragma once

#include "app/cli/arguments.h"

#include <string>
#include <string_view>

namespace tanba::cli {

/// A usage failure that is told by the row "usage.<row>" of the text table.
Failure usage(std::string_view row, std::string subject);

/// Which arguments of `sign` and of `verify` go together.
Outcome checkSignArguments(const SignArguments& sign, OutputForm form);
Outcome checkVerifyArguments(const VerifyArguments& verify);

/// What belongs together in the arguments of `login`.
Outcome checkLoginArguments(const LoginArguments& login);

} // namespace tanba::cli
