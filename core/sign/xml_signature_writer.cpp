#include "core/sign/xml_signature_writer.h"

#include "core/base/encoding.h"
#include "core/sign/xml_algorithms.h"

namespace tanba::sign::xml {

namespace {

/// Builds elements in the ds name space, and remembers when memory ran out.
class Builder {
  public:
    xmlNode* signature(xmlNode* parent) {
        xmlNode* node = xmlNewDocNode(parent->doc, nullptr, xmlText("Signature"), nullptr);
        if (!keep(node))
            return nullptr;
        space_ = xmlNewNs(node, xmlText(name_space::kSignature.data()), xmlText("ds"));
        keep(space_);
        xmlSetNs(node, space_);
        xmlAddChild(parent, node);
        return node;
    }

    xmlNode* element(xmlNode* parent, const char* name, const std::string& text = {}) {
        if (failed_)
            return nullptr;
        // Base64 and nothing else comes as text, so nothing in it can be taken for an entity.
        xmlNode* node =
            xmlNewChild(parent, space_, xmlText(name), text.empty() ? nullptr : xmlText(text.c_str()));
        keep(node);
        return node;
    }

    void attribute(xmlNode* node, const char* name, std::string_view value) {
        if (!failed_)
            keep(xmlNewProp(node, xmlText(name), xmlText(std::string(value).c_str())));
    }

    xmlNode* algorithm(xmlNode* parent, const char* name, std::string_view uri) {
        xmlNode* node = element(parent, name);
        attribute(node, "Algorithm", uri);
        return node;
    }

    bool failed() const { return failed_; }

  private:
    bool keep(const void* object) {
        failed_ = failed_ || object == nullptr;
        return !failed_;
    }

    xmlNs* space_ = nullptr;
    bool failed_ = false;
};

} // namespace

xmlNode* appendSignature(xmlNode* parent, const NewSignature& content, const keys::Certificate& signer) {
    Builder build;
    xmlNode* signature = build.signature(parent);
    xmlNode* signedInfo = build.element(signature, "SignedInfo");
    build.algorithm(signedInfo, "CanonicalizationMethod", content.canonicalUri);
    build.algorithm(signedInfo, "SignatureMethod", content.methodUri);
    xmlNode* reference = build.element(signedInfo, "Reference");
    build.attribute(reference, "URI", content.referenceUri);
    xmlNode* transforms = build.element(reference, "Transforms");
    for (const std::string_view uri : content.transformUris)
        build.algorithm(transforms, "Transform", uri);
    build.algorithm(reference, "DigestMethod", uriOf(content.contentDigest.algorithm));
    build.element(reference, "DigestValue", toBase64(content.contentDigest.bytes));
    build.element(signature, "SignatureValue");
    xmlNode* keyInfo = build.element(signature, "KeyInfo");
    build.element(build.element(keyInfo, "X509Data"), "X509Certificate", toBase64(signer.der()));
    return build.failed() ? nullptr : signature;
}

xmlNode* signedInfoOf(const xmlNode* signature) {
    return childElements(signature).front();
}

void setSignatureValue(const xmlNode* signature, ByteView value) {
    xmlNodeSetContent(childElements(signature).at(1), xmlText(toBase64(value).c_str()));
}

} // namespace tanba::sign::xml
