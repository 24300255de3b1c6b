#pragma once

#include "core/base/file_store.h"
#include "core/keys/kz_profile.h"
#include "core/trust/anchors.h"
#include "core/trust/crl.h"
#include "tests/portal/challenge.h"
#include "tests/portal/problem.h"

#include <filesystem>
#include <optional>
#include <string_view>
#include <variant>

namespace tanba::reference_portal {

enum class SignatureFormat { XmlDsig, CmsDetached };

/// Who signed, as the certificate says.
struct Signer {
    keys::KzProfile profile;
};

/// What a signature did to its challenge: one that cannot even be read does not use it up.
enum class ChallengeUse { Kept, UsedUp };

struct Judged {
    ChallengeUse use = ChallengeUse::UsedUp;
    std::variant<Signer, Problem> result;
};

/// Judges a signed challenge by core's verifiers: is it this challenge and nothing else, does the signature
/// hold, and is the certificate good now.
class SignatureJudge {
  public:
    struct Places {
        std::filesystem::path trust; ///< anchors of signers; empty: the national ones
        std::filesystem::path crl;   ///< lists; empty: whether a certificate was revoked is not looked at
    };
    SignatureJudge(FileStore& files, Places places) : files_(files), places_(std::move(places)) {}

    /// Reads anchors and lists once, to tell at the start what is wrong with them.
    Outcome prepare() const;

    /// Anchors and lists are read anew each time: a key that was revoked a minute ago is revoked.
    Judged judge(SignatureFormat format, std::string_view signedText, const Challenge& challenge,
                 Time now) const;

  private:
    Result<trust::TrustStore> anchors() const;
    Result<std::vector<trust::Crl>> lists() const;

    FileStore& files_;
    Places places_;
};

} // namespace tanba::reference_portal
