#include "core/portal/mobile/content_gate.h"

#include "core/sign/large_content.h"
#include "core/sign/raw_signer.h"
#include "core/sign/xml_signer.h"

namespace tanba::portal::mobile {

namespace {

constexpr std::size_t kShortestChallenge = 8;

Result<sign::Classification> classify(const OfferedDocument& document, const WorkControl& control) {
    const Bytes& content = *document.content;
    if (document.method == SignMethod::Xml)
        return sign::classifyForXml(content, {});
    MemoryInput input(content);
    return sign::classifyFile(input, countsAsNamed(content), sign::Look::Whole, control);
}

Outcome mayBeSignedBare(const OfferedDocument& document, const SignLink& site, const SigningHosts& hosts) {
    if (!hosts.allow(site.address, HostUse::Bytes))
        return fail(FailureCode::MobileNotAllowed, site.address.authority(), "SIGN_BYTES_ARRAY");
    if (document.content->size() > sign::kMaxRawSize)
        return fail(FailureCode::FileTooLarge);
    return sign::refuseForgingOracle(*document.content);
}

} // namespace

bool countsAsNamed(ByteView content) {
    return content.size() < kShortestChallenge;
}

Outcome mayBeSigned(const OfferedDocument& document, const SignLink& site, const SigningHosts& hosts,
                    const WorkControl& control) {
    if (document.method == SignMethod::Bytes)
        TANBA_CHECK(mayBeSignedBare(document, site, hosts));
    TANBA_TRY(const sign::Classification found, classify(document, control));
    return sign::authoriseSigning(found, {});
}

} // namespace tanba::portal::mobile
