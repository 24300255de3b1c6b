#include "core/portal/login_signing.h"

#include "core/base/encoding.h"
#include "core/base/stream.h"
#include "core/sign/classify.h"
#include "core/sign/cms_signer.h"
#include "core/sign/xml_signer.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tanba::portal {

namespace {

/// Fronts of codes that speak of the key and what holds it, not of what is signed.
constexpr std::array<std::string_view, 9> kAboutTheKey{"card.",   "pin.", "puk.",    "reader.",  "token.",
                                                       "module.", "key.", "pkcs12.", "cancelled"};

Result<Bytes> signAsXml(keys::KeySession& session, ByteView challenge,
                        const sign::SigningRequester& requester, const WorkControl& control) {
    const sign::XmlOptions wholeDocument;
    TANBA_TRY(const sign::Classification found, sign::classifyForXml(challenge, wholeDocument));
    TANBA_CHECK(sign::authoriseSigning(found, requester));
    return sign::signXml(session, challenge, wholeDocument, control);
}

Result<Bytes> signAsCms(keys::KeySession& session, ByteView challenge,
                        const sign::SigningRequester& requester, Time now, const WorkControl& control) {
    sign::CmsOptions options;
    options.content = sign::CmsContent::Detached;
    options.signingTime = now;
    options.requester = requester;
    MemoryInput content(challenge);
    MemorySink sink;
    TANBA_CHECK(sign::signCms(session, content, options, sink, control));
    return toBytes(toBase64(sink.content));
}

} // namespace

Result<Bytes> signChallenge(keys::KeySession& session, const std::string& challenge, Format format,
                            const std::string& origin, Time now, const WorkControl& control) {
    sign::SigningRequester requester;
    requester.verifiedOrigin = origin;
    switch (format) {
    case Format::XmlDsig:
        return signAsXml(session, viewOf(challenge), requester, control);
    case Format::CmsDetached:
        return signAsCms(session, viewOf(challenge), requester, now, control);
    }
    return fail(FailureCode::Internal, {}, "format of a login");
}

Setback signingSetback(FailureCode code, const WorkControl& control) {
    if (control.cancelled())
        return Setback::Stopped;
    const bool aboutTheKey = code == FailureCode::SignatureSelfCheckFailed ||
                             std::ranges::any_of(kAboutTheKey, [code](std::string_view front) {
                                 return codeText(code).starts_with(front);
                             });
    return aboutTheKey ? Setback::Passing : Setback::Fatal;
}

} // namespace tanba::portal
