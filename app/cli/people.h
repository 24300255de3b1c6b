#pragma once

#include "app/cli/console.h"
#include "core/keys/certificate.h"
#include "core/keys/kz_profile.h"

namespace tanba::cli {

/// {"name","iin","bin","organisation","roles":[]}, as in the report of `verify`.
Json ownerJson(const keys::KzProfile& profile);
/// {"serial","issuer","notBefore","notAfter","algorithm"}, as in the report of `verify`.
Json certificateJson(const keys::Certificate& certificate);
/// Whole days from `now` to the end of validity; negative after it.
long daysLeft(const keys::Certificate& certificate, Time now);

} // namespace tanba::cli
