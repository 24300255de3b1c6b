#pragma once

#include "core/base/result.h"
#include "core/base/secret_bytes.h"

namespace tanba::service {

/// What the file of the identity holds for this content: where the system can seal something for one user
/// (Windows, DPAPI), other users who get hold of the disk cannot read it; elsewhere the rights to the file
/// are all there is.
Result<SecretBytes> sealed(SecretBytes content);
/// service.identity_unusable when this user did not seal it.
Result<SecretBytes> unsealed(SecretBytes file);

} // namespace tanba::service
