#include "cardreader/pkcs11/helper/module.h"

#include "cardreader/pkcs11/helper/module_locks.h"
#include "cardreader/pkcs11/helper/shared_library.h"

namespace tanba::pkcs11::helper {

Result<CK_RV> Module::load(const std::string& path) {
    TANBA_TRY(const ModuleLibrary library, loadModuleLibrary(path));
    CK_FUNCTION_LIST* functions = nullptr;
    const CK_RV listed = library.functionList(&functions);
    if (listed != CKR_OK || functions == nullptr || functions->version.major < 2)
        return fail(FailureCode::ModuleLoadFailed, {}, "C_GetFunctionList");
    // No threads of ours call the module, but its own may.
    CK_RV initialised = call(functions->C_Initialize, static_cast<void*>(&moduleArguments()));
    if (initialised == CKR_CANT_LOCK)
        initialised = call(functions->C_Initialize, static_cast<void*>(nullptr));
    if (initialised == CKR_CRYPTOKI_ALREADY_INITIALIZED)
        initialised = CKR_OK;
    if (initialised == CKR_OK)
        functions_ = functions;
    return initialised;
}

CK_RV Module::openSession(CK_SLOT_ID slot, CK_FLAGS flags) {
    if (session_) {
        call(functions_->C_CloseSession, *session_);
        session_.reset();
    }
    CK_SESSION_HANDLE session = 0;
    const CK_RV opened = call(functions_->C_OpenSession, slot, flags, static_cast<void*>(nullptr),
                              static_cast<CK_NOTIFY>(nullptr), &session);
    if (opened == CKR_OK)
        session_ = session;
    return opened;
}

void Module::finish() {
    if (functions_ == nullptr)
        return;
    if (session_) {
        call(functions_->C_Logout, *session_);
        call(functions_->C_CloseSession, *session_);
        session_.reset();
    }
    call(functions_->C_Finalize, static_cast<void*>(nullptr));
    functions_ = nullptr;
}

} // namespace tanba::pkcs11::helper
