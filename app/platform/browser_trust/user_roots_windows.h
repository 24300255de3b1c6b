#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <windows.h>
// behind Windows' own header, which it needs
#include <wincrypt.h>

#include <memory>
#include <vector>

namespace tanba::platform {

/// Windows' store of authorities that one user trusts (certmgr.msc, "Trusted Root Certification
/// Authorities"), without what the computer adds to it: exactly what Chromium and Firefox read of it. Windows
/// itself asks the person before it takes an authority in, and before it lets one go.
class UserRoots {
  public:
    enum class Access { Look, Change };
    /// browser.trust_failed.
    static Result<UserRoots> open(Access access);

    /// What of ours is there.
    struct Standing {
        enum class Present { Missing, There };
        Present present = Present::Missing;
        std::size_t older = 0;
    };
    /// @param present DER; empty when there is none.
    Standing standing(ByteView present) const;
    /// As an authority of this program. browser.trust_failed, also when the person says no.
    Outcome add(ByteView certificate) const;
    enum class Which { Older, All };
    /// Those that carry our label rightly; with All the present one too, whatever its label.
    Outcome remove(ByteView present, Which which) const;

  private:
    struct Close {
        void operator()(void* store) const { ::CertCloseStore(store, 0); }
    };
    struct Free {
        void operator()(const CERT_CONTEXT* context) const { ::CertFreeCertificateContext(context); }
    };
    using Context = std::unique_ptr<const CERT_CONTEXT, Free>;
    struct Ours {
        Context context;
        bool isPresent;
    };

    explicit UserRoots(HCERTSTORE store) : store_(store) {}
    std::vector<Ours> ours(ByteView present) const;

    std::unique_ptr<void, Close> store_; ///< null: the user has none yet
};

} // namespace tanba::platform
