#include "app/platform/browser_trust/our_authorities.h"

#include "core/base/encoding.h"
#include "core/crypto/digest.h"

#include <algorithm>
#include <string_view>

namespace tanba::platform {

namespace {

constexpr std::string_view kLabelStart = "Tanba local web authority ";

bool isForWeb(const ListedCertificate& line) {
    return line.webTrust.find('C') != std::string::npos;
}

OurAuthority described(const ListedCertificate& line, OurAuthority::Age age) {
    return {line.label, age, isForWeb(line) ? OurAuthority::Trust::ForWeb : OurAuthority::Trust::None};
}

/// Whether one of these is the certificate that our label names.
Result<bool> isRightly(const std::string& label, const std::vector<Bytes>& certificates) {
    for (const Bytes& certificate : certificates) {
        TANBA_TRY(const std::string right, labelFor(certificate));
        if (right == label)
            return true;
    }
    return false;
}

} // namespace

Result<std::string> labelFor(ByteView certificate) {
    TANBA_TRY(const crypto::Digest digest, crypto::digestOf(crypto::DigestAlgorithm::Sha256, certificate));
    return std::string(kLabelStart) + toHex(digest.bytes);
}

Result<std::vector<OurAuthority>> findOurs(const NssStore& store, ByteView present) {
    std::string presentLabel;
    if (!present.empty()) {
        TANBA_TRY(presentLabel, labelFor(present));
    }
    TANBA_TRY(const std::vector<ListedCertificate> lines, store.list());
    const bool underOurLabel =
        std::ranges::find(lines, presentLabel, &ListedCertificate::label) != lines.end();
    std::vector<OurAuthority> found;
    for (const ListedCertificate& line : lines) {
        const bool labelled = line.label.starts_with(kLabelStart);
        // Only authorities for web sites: a browser keeps hundreds of other certificates.
        const bool byHand = !labelled && !underOurLabel && !present.empty() && isForWeb(line);
        if (!labelled && !byHand)
            continue;
        const auto certificates = store.certificatesNamed(line.label);
        // A label with a colon is read as the name of a token: none of ours, and nothing to stop at.
        if (byHand && !certificates.ok())
            continue;
        if (!certificates.ok())
            return certificates.failure();
        if (labelled) {
            TANBA_TRY(const bool rightly, isRightly(line.label, certificates.value()));
            const bool isPresent = line.label == presentLabel;
            if (rightly)
                found.push_back(
                    described(line, isPresent ? OurAuthority::Age::Present : OurAuthority::Age::Older));
        } else if (certificates.value().size() == 1 && sameBytes(certificates.value().front(), present)) {
            found.push_back(described(line, OurAuthority::Age::Present));
        }
    }
    return found;
}

Outcome removeOurs(const NssStore& store, const OurAuthority& authority) {
    TANBA_TRY(const std::vector<ListedCertificate> lines, store.list());
    if (std::ranges::count(lines, authority.label, &ListedCertificate::label) != 1)
        return fail(FailureCode::BrowserTrustFailed, {}, "not the only certificate of this name");
    return store.removeOne(authority.label);
}

} // namespace tanba::platform
