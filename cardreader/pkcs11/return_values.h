#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string_view>

namespace tanba::pkcs11 {

/// What a CK_RV other than CKR_OK means; `call` and the number go into the detail.
/// token.removed is a suspicion here: modules answer a pulled token with a dozen values, general errors among
/// them, and some use the same values for other troubles. TokenConnection::explained() looks at the slot and
/// decides.
Failure failureOf(std::uint64_t returned, std::string_view call);

} // namespace tanba::pkcs11
