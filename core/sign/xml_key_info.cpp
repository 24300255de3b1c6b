#include "core/sign/xml_key_info.h"

#include "core/base/encoding.h"

#include <algorithm>

namespace tanba::sign::xml {

namespace {

constexpr std::size_t kMaxCertificates = 16;
constexpr std::size_t kMaxCertificateSize = 64 * 1024;
constexpr std::size_t kMaxCrlSize = 8 * 1024 * 1024;

class Reader {
  public:
    explicit Reader(const IdIndex& ids) : ids_(ids) {}

    Outcome read(const xmlNode* keyInfo) {
        for (xmlNode* node = following(keyInfo, keyInfo); node != nullptr; node = following(node, keyInfo))
            if (isElement(node))
                TANBA_CHECK(element(node));
        return Done{};
    }

    KeyInformation finish() {
        const auto isIssuerOfAnother = [this](const keys::Certificate& one) {
            return std::ranges::any_of(result_.certificates, [&one](const keys::Certificate& other) {
                return !(other == one) && other.issuer() == one.subject();
            });
        };
        std::vector<keys::Certificate> leaves = result_.certificates;
        std::erase_if(leaves, isIssuerOfAnother);
        if (result_.whyNoSigner.empty() && leaves.size() != 1)
            result_.whyNoSigner = result_.certificates.empty() ? "absent" : "several";
        if (result_.whyNoSigner.empty())
            result_.signer = leaves.front();
        return std::move(result_);
    }

  private:
    Outcome element(const xmlNode* node) {
        if (isNamed(node, name_space::kSignature, "RetrievalMethod"))
            return fail(FailureCode::XmlExternalReference, "RetrievalMethod");
        if (isNamed(node, name_space::kSignature, "X509Certificate"))
            return certificate(node);
        if (isNamed(node, name_space::kSignature, "X509CRL"))
            return crl(node);
        if (isNamed(node, name_space::kSecurity, "KeyIdentifier"))
            return isX509Token(node) ? certificate(node) : Outcome(Done{});
        if (isNamed(node, name_space::kSecurity, "Reference"))
            return tokenReference(node);
        return Done{};
    }

    static bool isX509Token(const xmlNode* node) {
        return attributeValue(node, "ValueType").value_or("").ends_with("#X509v3");
    }

    Outcome tokenReference(const xmlNode* node) {
        const std::string uri = attributeValue(node, "URI").value_or("");
        if (!uri.starts_with('#'))
            return fail(FailureCode::XmlExternalReference, uri.substr(0, 200));
        TANBA_TRY(const xmlNode* token, ids_.find(std::string_view(uri).substr(1)));
        if (!isNamed(token, name_space::kSecurity, "BinarySecurityToken") || !isX509Token(token))
            return Done{};
        return certificate(token);
    }

    Outcome certificate(const xmlNode* node) {
        const auto text = plainText(node);
        if (!text)
            return fail(FailureCode::XmlStructure, pathOf(node));
        if (++certificatesSeen_ > kMaxCertificates)
            return fail(FailureCode::XmlStructure, "KeyInfo", "certificates");
        const auto der = fromBase64(*text, kMaxCertificateSize);
        auto parsed =
            der.ok() ? keys::Certificate::fromDer(der.value()) : Result<keys::Certificate>(der.failure());
        if (!parsed.ok())
            result_.whyNoSigner = codeText(parsed.failure().code);
        else if (std::ranges::find(result_.certificates, parsed.value()) == result_.certificates.end())
            result_.certificates.push_back(std::move(parsed).value());
        return Done{};
    }

    Outcome crl(const xmlNode* node) {
        const auto text = plainText(node);
        if (!text)
            return fail(FailureCode::XmlStructure, pathOf(node));
        auto der = fromBase64(*text, kMaxCrlSize);
        if (der.ok()) // a list that cannot be read is no evidence, and proves nothing against the signature
            result_.crls.push_back(std::move(der).value());
        return Done{};
    }

    const IdIndex& ids_;
    std::size_t certificatesSeen_ = 0;
    KeyInformation result_;
};

} // namespace

Result<KeyInformation> readKeyInfo(const xmlNode* keyInfo, const IdIndex& ids) {
    Reader reader(ids);
    if (keyInfo != nullptr)
        TANBA_CHECK(reader.read(keyInfo));
    return reader.finish();
}

} // namespace tanba::sign::xml
