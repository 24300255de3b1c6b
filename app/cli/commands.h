#pragma once

#include "app/cli/arguments.h"
#include "app/cli/command.h"

namespace tanba::cli {

/// `key info`: whose key, what for, until when.
CommandEnd runKeyInfo(const KeyInfoArguments& arguments, const Services& services);
/// `key passwd`: another password for a key file.
CommandEnd runKeyPasswd(const KeyPasswdArguments& arguments, const Services& services);
/// `key find`: where key files lie, by their names.
CommandEnd runKeyFind(const KeyFindArguments& arguments, const Services& services);
/// `sign`: one key, one password, many documents.
CommandEnd runSign(const SignArguments& arguments, const Services& services);
/// `verify`: one verdict a file.
CommandEnd runVerify(const VerifyArguments& arguments, const Services& services);

} // namespace tanba::cli
