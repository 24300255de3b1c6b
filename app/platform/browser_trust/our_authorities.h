#pragma once

#include "app/platform/browser_trust/nss_store.h"
#include "core/base/bytes.h"
#include "core/base/result.h"

#include <string>
#include <vector>

namespace tanba::platform {

/// An authority of this program in a store.
struct OurAuthority {
    std::string label;
    enum class Age { Present, Older };
    Age age = Age::Older;
    enum class Trust { ForWeb, None };
    Trust trust = Trust::None;
};

/// The label under which we put a certificate into stores. It carries the certificate's SHA-256: the record
/// of what is ours lies in the store itself, and cannot be lost apart from it.
Result<std::string> labelFor(ByteView certificate);

/// Those in the store that carry our label rightly, and the present one under whatever label.
/// @param present DER; empty when there is none. Failures of NssStore.
Result<std::vector<OurAuthority>> findOurs(const NssStore& store, ByteView present);

/// Takes it out of the store. browser.trust_failed also when another certificate has the same label.
Outcome removeOurs(const NssStore& store, const OurAuthority& authority);

} // namespace tanba::platform
