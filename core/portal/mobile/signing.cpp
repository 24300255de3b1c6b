#include "core/portal/mobile/signing.h"

#include "core/base/encoding.h"
#include "core/keys/kz_profile.h"
#include "core/portal/mobile/content_gate.h"
#include "core/portal/mobile/strict_json.h"
#include "core/sign/cms_signer.h"
#include "core/sign/raw_signer.h"
#include "core/sign/xml_signer.h"

namespace tanba::portal::mobile {

namespace {

Result<Bytes> signWithCms(const OfferedDocument& document, keys::KeySession& session, Time now,
                          const WorkControl& control) {
    sign::CmsOptions options;
    options.content =
        document.method == SignMethod::CmsAttached ? sign::CmsContent::Attached : sign::CmsContent::Detached;
    options.signingTime = now;
    options.hasDocumentName = countsAsNamed(*document.content);
    MemoryInput input(*document.content);
    MemorySink out;
    TANBA_CHECK(sign::signCms(session, input, options, out, control));
    return std::move(out.content);
}

/// {"signature": base64, "certificate": base64 of its DER}
Result<Bytes> signBare(const OfferedDocument& document, keys::KeySession& session,
                       const WorkControl& control) {
    MemoryInput input(*document.content);
    TANBA_TRY(const Bytes value, sign::signRaw(session, input, control));
    Json form = Json::object();
    form["signature"] = toBase64(value);
    form["certificate"] = toBase64(session.certificate().der());
    return toBytes(form.dump());
}

Result<Bytes> signOne(const OfferedDocument& document, keys::KeySession& session, Time now,
                      const WorkControl& control) {
    switch (document.method) {
    case SignMethod::Xml:
        return sign::signXml(session, *document.content, {}, control);
    case SignMethod::Bytes:
        return signBare(document, session, control);
    case SignMethod::CmsDetached:
    case SignMethod::CmsAttached:
        break;
    }
    return signWithCms(document, session, now, control);
}

} // namespace

Result<Bytes> signOffer(const Offer& offer, const SignLink& site, const SigningHosts& hosts,
                        keys::KeySession& session, Time now, const WorkControl& control) {
    if (!keys::permitsSigning(keys::purposeOf(session.certificate())))
        return fail(FailureCode::CertificateWrongPurpose);
    std::uint64_t total = 0;
    for (const OfferedDocument& document : offer.documents())
        total += document.content->size();
    const WorkControl within{control.cancel, nullptr};
    std::uint64_t done = 0;
    std::vector<Bytes> forms;
    for (const OfferedDocument& document : offer.documents()) {
        if (control.cancelled())
            return fail(FailureCode::Cancelled);
        TANBA_CHECK(mayBeSigned(document, site, hosts, within));
        TANBA_TRY(Bytes form, signOne(document, session, now, within));
        forms.push_back(std::move(form));
        done += document.content->size();
        if (control.progress != nullptr)
            control.progress->progress(done, total);
    }
    return offer.withSigned(forms);
}

} // namespace tanba::portal::mobile
