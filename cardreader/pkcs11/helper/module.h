#pragma once

#include "core/base/result.h"

#include <p11-kit/pkcs11.h>

#include <optional>
#include <string>
#include <utility>

namespace tanba::pkcs11::helper {

/// Calls an entry of the module's table; modules leave entries empty that the standard wants filled.
template <typename Function, typename... Arguments>
CK_RV call(Function function, Arguments... arguments) {
    return function == nullptr ? CKR_FUNCTION_NOT_SUPPORTED : function(arguments...);
}

/// Sizes here are far below the 32 bits that CK_ULONG has on Windows.
inline CK_ULONG lengthOf(std::size_t size) {
    return static_cast<CK_ULONG>(size);
}

/// The one module of this process and its one session.
class Module {
  public:
    /// Loads and initialises. module.load_failed when it is no module; otherwise what C_Initialize returned.
    Result<CK_RV> load(const std::string& path);
    bool loaded() const { return functions_ != nullptr; }
    const CK_FUNCTION_LIST& functions() const { return *functions_; }

    std::optional<CK_SESSION_HANDLE> session() const { return session_; }
    /// An earlier session is closed first.
    CK_RV openSession(CK_SLOT_ID slot, CK_FLAGS flags);
    /// Logs out, closes, finalises.
    void finish();

  private:
    CK_FUNCTION_LIST* functions_ = nullptr;
    std::optional<CK_SESSION_HANDLE> session_;
};

} // namespace tanba::pkcs11::helper
