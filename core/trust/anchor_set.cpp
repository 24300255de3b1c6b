#include "core/trust/anchor_set.h"

#include "core/trust/folded_name.h"
#include "core/trust/synthetic_certificate.h"

#include <algorithm>

namespace tanba::trust {

namespace {

// A table of authorities is no deeper than this; a row that is its own ancestor ends the climb too.
constexpr std::size_t kMaxAuthorities = 4;

std::vector<Authority> withThoseAbove(const Authority& authority, const std::vector<Authority>& table) {
    std::vector<Authority> line{authority};
    while (line.back().role != AuthorityRole::Root && line.size() < kMaxAuthorities) {
        const Authority* issuer = issuerOf(line.back(), table);
        if (issuer == nullptr)
            break;
        line.push_back(*issuer);
    }
    return line;
}

std::optional<Anchor> anchorFrom(const Authority& authority, const std::vector<Authority>& table,
                                 AnchorOrigin origin) {
    auto name = keys::Name::fromDer(authority.subjectDer);
    auto key = crypto::PublicKey::fromSubjectPublicKeyInfo(authority.publicKeyDer);
    if (!name.ok() || !key.ok())
        return std::nullopt;
    std::string folded = foldedName(name.value());
    std::vector<Authority> line = withThoseAbove(authority, table);
    const bool complete = line.back().role == AuthorityRole::Root;
    return Anchor{origin,
                  std::move(name).value(),
                  std::move(folded),
                  authority.subjectKeyId,
                  std::move(key).value(),
                  syntheticCertificate(authority),
                  std::nullopt,
                  std::move(line),
                  complete};
}

/// Everybody has keys under the published test authorities: naming one of them as one's own anchor makes no
/// person of its holders. By the key, since anybody can write another certificate for it.
bool isPublishedForTests(const keys::Certificate& certificate, const std::vector<Authority>& test) {
    return std::ranges::any_of(test, [&certificate](const Authority& authority) {
        return sameBytes(authority.publicKeyDer, certificate.subjectPublicKeyInfo());
    });
}

std::optional<Anchor> anchorFrom(const keys::Certificate& certificate, AnchorOrigin origin) {
    if (!certificate.publicKey().ok())
        return std::nullopt;
    const ByteView identifier = certificate.subjectKeyId();
    const ByteView encoded = certificate.der();
    return Anchor{origin,
                  certificate.subject(),
                  foldedName(certificate.subject()),
                  Bytes(identifier.begin(), identifier.end()),
                  certificate.publicKey().value(),
                  Bytes(encoded.begin(), encoded.end()),
                  certificate,
                  {},
                  true};
}

} // namespace

std::vector<Anchor> anchorsOf(const TrustStore& store) {
    std::vector<Anchor> anchors;
    const auto add = [&](std::optional<Anchor> anchor) {
        if (anchor)
            anchors.push_back(std::move(*anchor));
    };
    for (const keys::Certificate& certificate : store.yours)
        add(anchorFrom(certificate, isPublishedForTests(certificate, store.test) ? AnchorOrigin::Test
                                                                                 : AnchorOrigin::Yours));
    for (const Authority& authority : store.national)
        add(anchorFrom(authority, store.national, AnchorOrigin::National));
    for (const Authority& authority : store.test)
        add(anchorFrom(authority, store.test, AnchorOrigin::Test));
    return anchors;
}

} // namespace tanba::trust
