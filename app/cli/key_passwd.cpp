#include "app/cli/commands.h"
#include "app/cli/secret_input.h"
#include "core/keys/pkcs12.h"
#include "core/keys/pkcs12_password.h"

namespace tanba::cli {

using text::Ui;

CommandEnd runKeyPasswd(const KeyPasswdArguments& arguments, const Services& services) {
    Console& console = services.console;
    const auto named = [&arguments](Failure failure) {
        if (failure.subject.empty())
            failure.subject = arguments.file;
        return failure;
    };
    // A file that cannot be read is told before three passwords are asked for.
    const auto file = readFile(services.files, arguments.file, keys::kMaxPkcs12Size);
    if (!file.ok())
        return endWith(console, named(file.failure()), Phase::Reading);
    SecretInput input(console, arguments.passwordFile, services.cancel);
    const auto passwords = input.oldAndNew(arguments.file);
    if (!passwords.ok())
        return endWith(console, passwords.failure(),
                       isTypingSlip(passwords.failure()) ? Exit::Refused
                                                         : exitOf(passwords.failure(), Phase::Reading));
    const auto& [oldPassword, newPassword] = passwords.value();
    const Outcome rule = keys::checkNewPassword(newPassword);
    if (!rule.ok())
        return endWith(console, named(rule.failure()), Phase::Writing);
    const Outcome changed = keys::changePkcs12Password(services.files, arguments.file, oldPassword,
                                                       newPassword, arguments.iterations);
    if (!changed.ok())
        return endWith(console, named(changed.failure()), Phase::Writing);
    console.result(console.word(Ui::PasswdDone, {{"subject", arguments.file}}));
    console.result(console.word(Ui::PasswdDoneNext));
    return {Exit::Done, Json{{"file", arguments.file}, {"changed", true}}};
}

} // namespace tanba::cli
