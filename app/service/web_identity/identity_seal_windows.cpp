#include "app/service/web_identity/identity_seal.h"
#include "core/base/windows_handle.h"

#include <dpapi.h>

#include <memory>

namespace tanba::service {

namespace {

/// No window of the system's may ask for anything.
constexpr DWORD kSilently = CRYPTPROTECT_UI_FORBIDDEN;

/// What DPAPI gave, wiped before the system has it back.
class Given {
  public:
    Given() = default;
    ~Given() {
        if (blob_.pbData == nullptr)
            return;
        ::SecureZeroMemory(blob_.pbData, blob_.cbData);
        ::LocalFree(blob_.pbData);
    }
    Given(const Given&) = delete;
    Given& operator=(const Given&) = delete;

    DATA_BLOB* target() { return &blob_; }
    SecretBytes copy() const { return SecretBytes::copyOf({blob_.pbData, blob_.cbData}); }

  private:
    DATA_BLOB blob_{};
};

DATA_BLOB blobOf(const SecretBytes& bytes) {
    return {static_cast<DWORD>(bytes.size()), const_cast<BYTE*>(bytes.view().data())};
}

Failure unusable(const char* step) {
    return fail(FailureCode::ServiceIdentityUnusable, {}, step + describeError(::GetLastError()));
}

} // namespace

Result<SecretBytes> sealed(SecretBytes content) {
    DATA_BLOB open = blobOf(content);
    Given closed;
    // Without CRYPTPROTECT_LOCAL_MACHINE: for this user, not for everybody on this computer.
    if (::CryptProtectData(&open, L"Tanba", nullptr, nullptr, nullptr, kSilently, closed.target()) == 0)
        return unusable("seal: ");
    return closed.copy();
}

Result<SecretBytes> unsealed(SecretBytes file) {
    DATA_BLOB closed = blobOf(file);
    Given open;
    if (::CryptUnprotectData(&closed, nullptr, nullptr, nullptr, nullptr, kSilently, open.target()) == 0)
        return unusable("unseal: ");
    return open.copy();
}

} // namespace tanba::service
