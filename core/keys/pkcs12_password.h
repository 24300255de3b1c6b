#pragma once

#include "core/base/cancel_gate.h"
#include "core/base/file_store.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"

#include <filesystem>
#include <functional>

namespace tanba::keys {

/// Iterations of a changed file; more than this stay as many as they were.
inline constexpr long kNewPkcs12Iterations = 200'000;

enum class IterationChoice {
    Strengthen, ///< at least kNewPkcs12Iterations
    KeepOld,    ///< as the file had them, for programs that refuse more
};

/// The authority's rule for a new password: 6 to 32 characters, a capital, a small letter and a digit
/// (Latin). Existing passwords are accepted whatever they are. password.rule when it does not hold.
Outcome checkNewPassword(const SecretBytes& password);

/// The same PKCS#12 under another password: same structure, schemes, keys, certificates and attributes, fresh
/// salts.
Result<Bytes> reencryptPkcs12(ByteView file, const SecretBytes& oldPassword, const SecretBytes& newPassword,
                              IterationChoice iterations, const CancelToken* cancel = nullptr);

/// In the order in which a change goes through them. By what the file asks of a password, rewriting costs
/// twice as much as opening or proving; the last step costs nothing.
enum class ChangeStep { Opening, Rewriting, Proving, Replacing };

/// How a change is watched and stopped; both may be absent.
struct ChangeControl {
    /// Nothing of the key file is touched before it is passed.
    CancelGate* gate = nullptr;
    /// Called on the working thread when a step begins.
    std::function<void(ChangeStep step)> began = {};
};

/// Changes the password of a key file so that at every moment, whatever fails, a working key lies at `path`.
/// Order: open with the old password; write beside, sync, read back, open with the new password and compare
/// keys, certificates and attributes; keep a backup name for the old file; rename; read back again; remove
/// the backup. Why in this order stands in README.md.
/// The subject of a failure of a step is the key file, or the backup where one remains.
/// @returns password.same, password.rule, what openPkcs12() and the FileStore return;
///          file.changed_meanwhile when somebody else wrote the file;
///          password.change_unproved when the medium does not give back what was written: nothing was
///          replaced if the subject is the key file, and the old file is the backup if it is the backup;
///          password.backup_remains when all is done, but the backup with the old password could not be
///          removed; cancelled by the gate: the key file is byte for byte what it was, and nothing lies
///          beside it.
Outcome changePkcs12Password(FileStore& files, const std::filesystem::path& path,
                             const SecretBytes& oldPassword, const SecretBytes& newPassword,
                             IterationChoice iterations, const ChangeControl& control = {});

} // namespace tanba::keys
