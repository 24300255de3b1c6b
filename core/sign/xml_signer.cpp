#include "core/sign/xml_signer.h"

#include "core/sign/challenge_search.h"
#include "core/sign/cms_reader.h"
#include "core/sign/hash_sink.h"
#include "core/sign/xml_algorithms.h"
#include "core/sign/xml_check.h"
#include "core/sign/xml_signature_writer.h"

#include <libxml/valid.h>

namespace tanba::sign {

namespace {

/// What is signed: the whole document when `element` is null.
struct Target {
    xmlNode* element = nullptr;
    xml::NewSignature form;
};

bool isIdentifierName(const std::string& id) {
    return xmlValidateNCName(xml::xmlText(id.c_str()), 0) == 0;
}

Result<Target> findTarget(const xml::XmlDocument& document, const XmlOptions& options) {
    Target target;
    if (options.elementId.empty()) {
        target.form.canonicalUri = xml::uri::kCanonical;
        target.form.transformUris = {xml::uri::kEnveloped, xml::uri::kCanonicalWithComments};
        return target;
    }
    if (!isIdentifierName(options.elementId))
        return fail(FailureCode::XmlIdNotFound, options.elementId);
    TANBA_TRY(target.element, xml::IdIndex(document).find(options.elementId));
    target.form.canonicalUri = xml::uri::kExclusive;
    target.form.referenceUri = "#" + options.elementId;
    // The signature goes under the root; when that is the element, the signature must not sign itself.
    if (target.element == document.root())
        target.form.transformUris.push_back(xml::uri::kEnveloped);
    target.form.transformUris.push_back(xml::uri::kCanonicalWithComments);
    return target;
}

/// Signs SignedInfo where it stands in the document.
Outcome fillSignatureValue(keys::KeySession& session, const xml::XmlDocument& document,
                           const xmlNode* signature, std::string_view canonicalUri,
                           xml::CanonicalBudget& budget) {
    TANBA_TRY(const auto& key, session.certificate().publicKey());
    TANBA_TRY(HashSink hash, HashSink::create(crypto::naturalDigest(key.algorithm())));
    const xml::CanonicalMethod method{xml::canonicalByUri(canonicalUri).value_or(XML_C14N_1_0), {}};
    TANBA_CHECK(xml::canonicalise(document, xml::signedInfoOf(signature), method, budget, hash, 1));
    TANBA_TRY(Bytes value, keys::signChecked(session, hash.finish()));
    if (key.algorithm() == crypto::KeyAlgorithm::Ec) {
        TANBA_TRY(value, xml::ecdsaFromDer(value, key.bits()));
    }
    xml::setSignatureValue(signature, value);
    return Done{};
}

/// Reads the signed document as a stranger would and checks the signature that was just made.
Outcome proveLastSignature(ByteView signedDocument, const keys::Certificate& signer,
                           const WorkControl& control) {
    TANBA_TRY(const xml::XmlDocument document, xml::XmlDocument::parse(signedDocument));
    const xml::IdIndex ids(document);
    xml::CanonicalBudget budget(control);
    TANBA_TRY(const auto checked,
              xml::checkAndRemove(document, ids, xml::signatureElements(document.get()).back(), budget));
    if (checked.evidence.integrity != Integrity::Ok || checked.evidence.signer != signer)
        return fail(FailureCode::SignatureSelfCheckFailed, {}, "xml");
    return Done{};
}

} // namespace

Result<Classification> classifyForXml(ByteView document, const XmlOptions& options,
                                      const WorkControl& control) {
    if (!options.elementId.empty() && !isIdentifierName(options.elementId))
        return fail(FailureCode::XmlIdNotFound, options.elementId);
    MemoryInput input(document);
    return classifyXmlStream(input, options.elementId, control);
}

Result<Bytes> signXml(keys::KeySession& session, ByteView document, const XmlOptions& options,
                      const WorkControl& control) {
    TANBA_TRY(const auto& key, session.certificate().publicKey());
    const crypto::SignatureScheme scheme{key.algorithm(), crypto::naturalDigest(key.algorithm())};
    Bytes output;
    {
        TANBA_TRY(const xml::XmlDocument parsed, xml::XmlDocument::parse(document));
        if (xml::signatureElements(parsed.get()).size() >= kMaxSigners)
            return fail(FailureCode::XmlTooManySignatures);
        if (xml::isNamed(parsed.root(), xml::name_space::kSignature, "Signature"))
            return fail(FailureCode::XmlStructure, "Signature", "enveloping");
        TANBA_TRY(Target target, findTarget(parsed, options));
        target.form.methodUri = xml::uriOf(scheme);

        xml::CanonicalBudget budget(control);
        TANBA_TRY(HashSink hash, HashSink::create(scheme.digest));
        const xml::CanonicalMethod inclusive;
        TANBA_CHECK(xml::canonicalise(parsed, target.element, inclusive, budget, hash,
                                      xml::unitsPerByte(scheme.digest)));
        target.form.contentDigest = hash.finish();
        xmlNode* signature = xml::appendSignature(parsed.root(), target.form, session.certificate());
        if (signature == nullptr)
            return fail(FailureCode::OutOfMemory);
        TANBA_CHECK(fillSignatureValue(session, parsed, signature, target.form.canonicalUri, budget));
        TANBA_TRY(output, parsed.serialise());
    }
    if (output.size() > kMaxXmlSize)
        return fail(FailureCode::XmlTooLarge, {}, "signed");
    TANBA_CHECK(proveLastSignature(output, session.certificate(), control));
    return output;
}

} // namespace tanba::sign
