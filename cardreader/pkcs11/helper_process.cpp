#include "cardreader/pkcs11/helper_process.h"

#include <array>

namespace tanba::pkcs11 {

namespace {

/// Where modules and the smart-card service look for their settings, on any system. Nothing that makes a
/// loader or a library run code.
constexpr std::array<const char*, 17> kPassedVariables = {"HOME",
                                                          "USER",
                                                          "LOGNAME",
                                                          "LANG",
                                                          "LC_ALL",
                                                          "XDG_RUNTIME_DIR",
                                                          "PCSCLITE_CSOCK_NAME",
                                                          "USERPROFILE",
                                                          "USERNAME",
                                                          "APPDATA",
                                                          "LOCALAPPDATA",
                                                          "ProgramFiles",
                                                          "ProgramData",
                                                          "TEMP",
                                                          "TMP",
                                                          "SOFTHSM2_CONF",
                                                          "OPENSC_CONF"};

} // namespace

Result<std::unique_ptr<ChildProcess>> startHelper(const std::filesystem::path& program) {
    return startChild({program, kPassedVariables, ChildOutput::Nowhere, FailureCode::ModuleLoadFailed,
                       FailureCode::ModuleCrashed, FailureCode::ModuleTimeout});
}

Result<std::filesystem::path> helperBesideThisProgram() {
    return programBesideThisOne("tanba-pkcs11-helper");
}

} // namespace tanba::pkcs11
