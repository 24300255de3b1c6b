#include "core/base/der_reader.h"
#include "core/sign/cms_attributes.h"
#include "core/sign/cms_oids.h"
#include "core/sign/cms_signing_certificate.h"
#include "core/sign/cms_verifier.h"

#include <algorithm>
#include <array>

namespace tanba::sign {
namespace {

/// Certificates looked at for one signer. Honest files have one; a hostile one could make us hash thousands.
constexpr int kMaxCandidates = 8;

/// Attributes that may stand only once and with one value; the first two must be there (RFC 5652 11).
struct AttributeRule {
    std::string_view type;
    bool required;
};
constexpr std::array<AttributeRule, 5> kAttributeRules = {{
    {oids::kContentType, true},
    {oids::kMessageDigest, true},
    {oids::kSigningTime, false},
    {oids::kSigningCertificate, false},
    {oids::kSigningCertificateV2, false},
}};

struct SigningCertificateRow {
    SigningCertificateVersion version;
    std::string_view type;
};
constexpr std::array<SigningCertificateRow, 2> kSigningCertificates = {{
    {SigningCertificateVersion::V1, oids::kSigningCertificate},
    {SigningCertificateVersion::V2, oids::kSigningCertificateV2},
}};

/// Names of keys where a signature algorithm belongs.
struct KeyNameRow {
    std::string_view oid;
    crypto::KeyAlgorithm key;
};
constexpr std::array<KeyNameRow, 4> kKeyNames = {{
    {oids::kRsaKey, crypto::KeyAlgorithm::Rsa},
    {oids::kEcKey, crypto::KeyAlgorithm::Ec},
    {oids::kGost2015Key512, crypto::KeyAlgorithm::Gost2015_512},
    {oids::kGost34310Key, crypto::KeyAlgorithm::Gost34310},
}};

std::optional<crypto::SignatureScheme> schemeOf(const SignerInfo& signer, crypto::DigestAlgorithm digest) {
    if (const auto combined = crypto::schemeByOid(signer.signatureAlgorithm))
        return combined;
    const auto row = std::ranges::find(kKeyNames, signer.signatureAlgorithm.dotted(), &KeyNameRow::oid);
    if (row == kKeyNames.end())
        return std::nullopt;
    return crypto::SignatureScheme{row->key, digest};
}

/// One signer's way through all checks. Each adds its reasons; none hides what another would find.
class SignerCheck {
  public:
    SignerCheck(const SignerInfo& signer, const SignedContent& content,
                const std::vector<keys::Certificate>& certificates)
        : signer_(signer), content_(content), certificates_(certificates) {}

    SignatureEvidence run() {
        evidence_.signatureValue = signer_.signature;
        evidence_.timestampToken = signer_.timestampToken;
        readAttributes();
        findCertificate();
        findAlgorithms();
        checkContent();
        checkSignatureValue();
        evidence_.integrity = integrity();
        return std::move(evidence_);
    }

  private:
    void add(ReasonCode code, std::string detail = {}) {
        evidence_.reasons.push_back({code, std::move(detail)});
    }

    bool hasSignedAttributes() const { return !signer_.signedAttributes.empty(); }

    void readAttributes() {
        if (!hasSignedAttributes())
            return checkBareContent();
        auto parsed = CmsAttributes::parse(signer_.signedAttributes);
        if (!parsed.ok())
            return add(ReasonCode::SignedAttributesWrong);
        if (parsed.value().repeated())
            return add(ReasonCode::SignedAttributesWrong);
        for (const AttributeRule& rule : kAttributeRules) {
            const bool single = parsed.value().onlyValue(rule.type) != nullptr;
            if (!single && (rule.required || parsed.value().has(rule.type)))
                return add(ReasonCode::SignedAttributesWrong, std::string(rule.type));
        }
        attributes_ = std::move(parsed).value();
        checkContentType();
        readSigningTime();
    }

    /// RFC 5652 5.3: only content of the type id-data may be signed without attributes. Such a signature is
    /// over the content itself, and content that is a SET OF Attribute may be another signature's attributes.
    void checkBareContent() {
        if (content_.type.dotted() != oids::kData)
            return add(ReasonCode::SignedAttributesWrong);
        if (contentMissing())
            return;
        if (!content_.start)
            return add(ReasonCode::SignedAttributesWrong);
        if (beginsLikeAttributeSet(*content_.start))
            add(ReasonCode::ForgedStructure);
        add(ReasonCode::NoSigningCertificateAttribute);
    }

    void checkContentType() {
        DerReader reader(attributes_->onlyValue(oids::kContentType)->encoded);
        const auto type = reader.oid();
        if (!type.ok() || type.value() != content_.type)
            add(ReasonCode::ContentTypeMismatch, type.ok() ? type.value().dotted() : std::string());
    }

    void readSigningTime() {
        const DerElement* value = attributes_->onlyValue(oids::kSigningTime);
        if (value == nullptr)
            return;
        // What cannot be read is not claimed; the claim proves nothing in any case.
        DerReader reader(value->encoded);
        if (const auto time = reader.time(); time.ok())
            evidence_.claimedTime = time.value();
    }

    /// The worst of what the signingCertificate attributes say of this certificate.
    SigningCertificateMatch attributesMatch(const keys::Certificate& certificate) const {
        for (const SigningCertificateRow& row : kSigningCertificates) {
            const DerElement* value = attributes_ ? attributes_->onlyValue(row.type) : nullptr;
            if (value == nullptr)
                continue;
            const auto match = matchSigningCertificate(row.version, value->encoded, certificate);
            if (match != SigningCertificateMatch::Same)
                return match;
        }
        return SigningCertificateMatch::Same;
    }

    /// Several certificates may share an issuer and a serial or a key identifier in a file that somebody
    /// tampered with: the one that the signed attributes name is meant.
    void findCertificate() {
        std::optional<SigningCertificateMatch> best;
        int candidates = 0;
        for (const keys::Certificate& certificate : certificates_) {
            if (!identifies(signer_, certificate))
                continue;
            if (candidates++ == kMaxCandidates)
                break;
            const SigningCertificateMatch match = attributesMatch(certificate);
            if (!best || match == SigningCertificateMatch::Same) {
                best = match;
                evidence_.signer = certificate;
            }
            if (match == SigningCertificateMatch::Same)
                break;
        }
        if (!best)
            add(ReasonCode::SignerCertificateMissing);
        else if (*best == SigningCertificateMatch::Other)
            add(ReasonCode::SigningCertificateOther);
        else if (*best == SigningCertificateMatch::UnknownDigest)
            add(ReasonCode::AlgorithmUnknown, std::string(oids::kSigningCertificateV2));
        if (attributes_ && !attributes_->has(oids::kSigningCertificate) &&
            !attributes_->has(oids::kSigningCertificateV2))
            add(ReasonCode::NoSigningCertificateAttribute);
    }

    void findAlgorithms() {
        digest_ = crypto::digestByOid(signer_.digestAlgorithm);
        if (!digest_)
            return add(ReasonCode::AlgorithmUnknown, signer_.digestAlgorithm.dotted());
        evidence_.scheme = schemeOf(signer_, *digest_);
        if (!evidence_.scheme)
            return add(ReasonCode::AlgorithmUnknown, signer_.signatureAlgorithm.dotted());
        if (evidence_.scheme->digest != *digest_)
            add(ReasonCode::SignatureValueWrong, signer_.digestAlgorithm.dotted());
    }

    bool contentMissing() const { return content_.digests.empty(); }

    const Bytes* contentDigest() const {
        const auto found = digest_ ? content_.digests.find(*digest_) : content_.digests.end();
        return found == content_.digests.end() ? nullptr : &found->second;
    }

    void checkContent() {
        if (contentMissing())
            return add(ReasonCode::ContentMissing);
        if (!attributes_ || !digest_)
            return;
        DerReader reader(attributes_->onlyValue(oids::kMessageDigest)->encoded);
        const auto signedDigest = reader.octetString();
        if (!signedDigest.ok())
            return add(ReasonCode::SignedAttributesWrong, std::string(oids::kMessageDigest));
        if (contentDigest() == nullptr || !sameBytes(signedDigest.value(), *contentDigest()))
            add(ReasonCode::ContentChanged);
    }

    Outcome verifyValue(const crypto::PublicKey& key) const {
        if (hasSignedAttributes())
            return key.verify(*evidence_.scheme, signer_.signedAttributes, signer_.signature);
        if (key.algorithm() != evidence_.scheme->key)
            return fail(FailureCode::AlgorithmUnsupported);
        return key.verifyDigest({*digest_, *contentDigest()}, signer_.signature);
    }

    void checkSignatureValue() {
        if (!evidence_.signer || !evidence_.scheme)
            return;
        if (!hasSignedAttributes() && contentDigest() == nullptr)
            return;
        const auto& key = evidence_.signer->publicKey();
        if (!key.ok())
            return add(ReasonCode::AlgorithmUnknown, std::string(codeText(key.failure().code)));
        const Outcome verified = verifyValue(key.value());
        if (!verified.ok())
            add(ReasonCode::SignatureValueWrong, std::string(codeText(verified.failure().code)));
    }

    Integrity integrity() const {
        Integrity worst = Integrity::Ok;
        for (const Reason& reason : evidence_.reasons) {
            switch (reason.code) {
            case ReasonCode::NoSigningCertificateAttribute:
                break;
            case ReasonCode::ContentMissing:
                if (worst == Integrity::Ok)
                    worst = Integrity::ContentMissing;
                break;
            case ReasonCode::ContentChanged:
                worst = worst == Integrity::SignatureWrong ? worst : Integrity::ContentChanged;
                break;
            default:
                worst = Integrity::SignatureWrong;
            }
        }
        return worst;
    }

    const SignerInfo& signer_;
    const SignedContent& content_;
    const std::vector<keys::Certificate>& certificates_;
    SignatureEvidence evidence_;
    std::optional<CmsAttributes> attributes_;
    std::optional<crypto::DigestAlgorithm> digest_;
};

} // namespace

SignatureEvidence checkSigner(const SignerInfo& signer, const SignedContent& content,
                              const std::vector<keys::Certificate>& certificates) {
    return SignerCheck(signer, content, certificates).run();
}

SignatureEvidence checkSigner(const SignerInfo& signer, const Oid& contentType,
                              const std::vector<keys::Certificate>& certificates,
                              const std::map<crypto::DigestAlgorithm, Bytes>& contentDigests) {
    return checkSigner(signer, {contentType, contentDigests, std::nullopt}, certificates);
}

} // namespace tanba::sign
