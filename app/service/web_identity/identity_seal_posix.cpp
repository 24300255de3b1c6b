#include "app/service/web_identity/identity_seal.h"

namespace tanba::service {

Result<SecretBytes> sealed(SecretBytes content) {
    return Result<SecretBytes>(std::move(content));
}

Result<SecretBytes> unsealed(SecretBytes file) {
    return Result<SecretBytes>(std::move(file));
}

} // namespace tanba::service
