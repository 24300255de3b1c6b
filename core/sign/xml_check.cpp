#include "core/sign/xml_check.h"

#include "core/sign/hash_sink.h"
#include "core/sign/xml_key_info.h"
#include "core/sign/xml_signature.h"

#include <algorithm>

namespace tanba::sign::xml {

namespace {

bool isSoapEnvelope(const xmlNode* root) {
    return isNamed(root, name_space::kSoap11, "Envelope") || isNamed(root, name_space::kSoap12, "Envelope");
}

/// The Body of the document's own SOAP envelope: its business content, whole.
bool isSoapBody(const xmlNode* element, const xmlNode* root) {
    return isSoapEnvelope(root) && element->parent == root && isNamed(element, namespaceOf(root), "Body");
}

class Check {
  public:
    Check(const XmlDocument& document, const IdIndex& ids, xmlNode* signature, CanonicalBudget& budget)
        : document_(document), ids_(ids), signature_(signature), budget_(budget) {}

    Result<CheckedSignature> run() {
        SignatureEvidence& evidence = result_.evidence;
        evidence.format = Format::Xml;
        TANBA_TRY(parts_, readSignature(signature_));
        evidence.scheme = parts_.scheme;
        evidence.signatureValue = parts_.signatureValue;
        TANBA_TRY(KeyInformation keyInfo, readKeyInfo(parts_.keyInfo, ids_));
        result_.certificates = std::move(keyInfo.certificates);
        result_.crls = std::move(keyInfo.crls);
        evidence.signer = std::move(keyInfo.signer);
        if (!evidence.signer)
            addReason(ReasonCode::SignerCertificateMissing, keyInfo.whyNoSigner);
        TANBA_CHECK(resolveTargets());

        TANBA_TRY(const bool valueRight, checkValue());
        TANBA_TRY(const bool contentRight, checkReferences());
        // Nothing in a SignedInfo whose signature is wrong can be believed, so that comes first.
        const bool valueWrong = parts_.scheme.has_value() && evidence.signer.has_value() && !valueRight;
        if (!contentRight && !valueWrong)
            evidence.integrity = Integrity::ContentChanged;
        else if (contentRight && valueRight && digestsKnown())
            evidence.integrity = Integrity::Ok;
        return std::move(result_);
    }

  private:
    void addReason(ReasonCode code, std::string detail = {}) {
        result_.evidence.reasons.push_back({code, std::move(detail)});
    }

    bool digestsKnown() const {
        return std::ranges::all_of(
            parts_.references, [](const SignedReference& reference) { return reference.digest.has_value(); });
    }

    /// Finds what is signed before anything is removed, and says so when it is not the whole document.
    Outcome resolveTargets() {
        std::string signedPaths;
        bool whole = false;
        for (const SignedReference& reference : parts_.references) {
            xmlNode* target = document_.root();
            if (!reference.uri.empty()) {
                TANBA_TRY(target, ids_.find(std::string_view(reference.uri).substr(1)));
            }
            TANBA_CHECK(checkPlace(target));
            whole = whole || target == document_.root() || isSoapBody(target, document_.root());
            signedPaths += (signedPaths.empty() ? "" : ", ") + pathOf(target);
            result_.signedElements.push_back(target);
        }
        if (!whole)
            addReason(ReasonCode::OnlyPartSigned, signedPaths);
        return Done{};
    }

    /// A SOAP Body that was moved away is a wrapping attack: programs read the one under the Envelope.
    Outcome checkPlace(const xmlNode* target) const {
        const bool namedBody =
            isNamed(target, name_space::kSoap11, "Body") || isNamed(target, name_space::kSoap12, "Body");
        if (namedBody && !isSoapBody(target, document_.root()))
            return fail(FailureCode::XmlStructure, pathOf(target), "Body not in its place");
        if (!isSoapBody(target, document_.root()))
            return Done{};
        const auto parts = childElements(document_.root());
        const auto bodies = std::ranges::count_if(parts, [this](const xmlNode* part) {
            return isNamed(part, namespaceOf(document_.root()), "Body");
        });
        return bodies == 1 ? Outcome(Done{})
                           : Outcome(fail(FailureCode::XmlStructure, pathOf(target), "several"));
    }

    /// The signature value over SignedInfo, canonicalised in its place.
    Result<bool> checkValue() {
        MemorySink signedInfo;
        TANBA_CHECK(
            canonicalise(document_, parts_.signedInfo, parts_.signedInfoMethod, budget_, signedInfo, 1));
        if (!parts_.scheme) {
            addReason(ReasonCode::AlgorithmUnknown, parts_.methodUri);
            return false;
        }
        if (!result_.evidence.signer)
            return false;
        const auto& key = result_.evidence.signer->publicKey();
        if (!key.ok()) {
            addReason(ReasonCode::AlgorithmUnknown, std::string(codeText(key.failure().code)));
            return false;
        }
        if (!verifies(key.value(), signedInfo.content)) {
            addReason(ReasonCode::SignatureValueWrong);
            return false;
        }
        return true;
    }

    bool verifies(const crypto::PublicKey& key, ByteView signedInfo) const {
        if (parts_.scheme->key != crypto::KeyAlgorithm::Ec)
            return key.verify(*parts_.scheme, signedInfo, parts_.signatureValue).ok();
        const auto value = ecdsaToDer(parts_.signatureValue, key.bits());
        return value.ok() && key.verify(*parts_.scheme, signedInfo, value.value()).ok();
    }

    /// References without the enveloped transform see the signature where it is; the others see the document
    /// without.
    Result<bool> checkReferences() {
        bool right = true;
        NodeHandle removed;
        for (const bool enveloped : {false, true}) {
            if (enveloped)
                removed = detach(signature_);
            for (std::size_t index = 0; index < parts_.references.size(); ++index) {
                if (parts_.references[index].enveloped != enveloped)
                    continue;
                TANBA_TRY(const bool thisRight, checkReference(index));
                right = right && thisRight;
            }
        }
        return right;
    }

    Result<bool> checkReference(std::size_t index) {
        const SignedReference& reference = parts_.references[index];
        if (!reference.digest) {
            addReason(ReasonCode::AlgorithmUnknown, reference.digestUri);
            return true; // unknown, which is not the same as changed
        }
        noteDigest(*reference.digest);
        TANBA_TRY(HashSink hash, HashSink::create(*reference.digest));
        xmlNode* apex = reference.uri.empty() ? nullptr : result_.signedElements[index];
        TANBA_CHECK(
            canonicalise(document_, apex, reference.method, budget_, hash, unitsPerByte(*reference.digest)));
        if (hash.finish().bytes == reference.digestValue)
            return true;
        addReason(ReasonCode::ContentChanged, reference.uri);
        return false;
    }

    void noteDigest(crypto::DigestAlgorithm digest) {
        auto& others = result_.evidence.contentDigests;
        const bool known = parts_.scheme && parts_.scheme->digest == digest;
        if (!known && std::ranges::find(others, digest) == others.end())
            others.push_back(digest);
    }

    const XmlDocument& document_;
    const IdIndex& ids_;
    xmlNode* signature_;
    CanonicalBudget& budget_;
    SignatureParts parts_;
    CheckedSignature result_;
};

} // namespace

Result<CheckedSignature> checkAndRemove(const XmlDocument& document, const IdIndex& ids, xmlNode* signature,
                                        CanonicalBudget& budget) {
    return Check(document, ids, signature, budget).run();
}

} // namespace tanba::sign::xml
