#include "core/sign/xml_signature.h"

#include "core/base/encoding.h"
#include "core/sign/xml_algorithms.h"

#include <libxml/valid.h>

#include <algorithm>
#include <array>

namespace tanba::sign::xml {

namespace {

constexpr std::size_t kMaxTransforms = 10;
constexpr std::size_t kMaxPrefixes = 32;
constexpr std::size_t kMaxShown = 200;

// What may stand within a signature. Anything else would be content that nobody sees and nothing covers.
constexpr std::array<std::string_view, 4> kAllowedNamespaces = {
    name_space::kSignature, name_space::kSignature11, name_space::kExclusiveCanonical, name_space::kSecurity};

Failure structure(const xmlNode* node, std::string_view why = {}) {
    return fail(FailureCode::XmlStructure, pathOf(node), std::string(why));
}

/// The child elements of an element that may hold nothing else but white space.
Result<std::vector<xmlNode*>> onlyElements(const xmlNode* parent) {
    for (const xmlNode* child = parent->children; child != nullptr; child = child->next)
        if (!isElement(child) && !(child->type == XML_TEXT_NODE && isBlank(textView(child->content))))
            return structure(parent, "something else than elements");
    return childElements(parent);
}

bool isSignaturePart(const xmlNode* node, std::string_view name) {
    return isNamed(node, name_space::kSignature, name);
}

/// Checks that the elements are these, in this order.
Outcome expectNames(const xmlNode* parent, const std::vector<xmlNode*>& elements,
                    const std::vector<std::string_view>& names) {
    if (!std::ranges::equal(elements, names, isSignaturePart))
        return structure(parent, "other elements than expected");
    return Done{};
}

Outcome expectNoChildren(const xmlNode* node) {
    TANBA_TRY(const auto children, onlyElements(node));
    return children.empty() ? Outcome(Done{}) : Outcome(structure(node, "parameters"));
}

std::string algorithmOf(const xmlNode* node) {
    return attributeValue(node, "Algorithm").value_or("");
}

std::vector<std::string> words(std::string_view list) {
    std::vector<std::string> result;
    while (!(list = trimmed(list)).empty()) {
        const std::size_t end = std::min(list.find_first_of(" \t\r\n"), list.size());
        result.emplace_back(list.substr(0, end));
        list.remove_prefix(end);
    }
    return result;
}

/// A CanonicalizationMethod or a Transform that canonicalises.
Result<CanonicalMethod> readCanonicalMethod(const xmlNode* node) {
    const std::string uri = algorithmOf(node);
    const auto mode = canonicalByUri(uri);
    if (!mode)
        return fail(FailureCode::XmlTransformForbidden, uri.substr(0, kMaxShown));
    CanonicalMethod method{*mode, {}};
    TANBA_TRY(const auto children, onlyElements(node));
    if (children.empty())
        return method;
    if (*mode != XML_C14N_EXCLUSIVE_1_0 || children.size() != 1 ||
        !isNamed(children[0], name_space::kExclusiveCanonical, "InclusiveNamespaces"))
        return structure(node, "parameters");
    method.inclusivePrefixes = words(attributeValue(children[0], "PrefixList").value_or(""));
    if (method.inclusivePrefixes.size() > kMaxPrefixes)
        return structure(node, "prefixes");
    return method;
}

Outcome readTransforms(const xmlNode* transforms, SignedReference& reference) {
    TANBA_TRY(const auto steps, onlyElements(transforms));
    if (steps.empty() || steps.size() > kMaxTransforms)
        return structure(transforms, "number of transforms");
    bool canonicalised = false;
    for (const xmlNode* step : steps) {
        if (!isSignaturePart(step, "Transform"))
            return structure(step);
        // After a canonicalisation there are octets, which would have to be parsed again.
        if (canonicalised)
            return fail(FailureCode::XmlTransformForbidden, algorithmOf(step).substr(0, kMaxShown), "order");
        if (algorithmOf(step) == uri::kEnveloped) {
            TANBA_CHECK(expectNoChildren(step));
            if (reference.enveloped)
                return fail(FailureCode::XmlTransformForbidden, std::string(uri::kEnveloped), "twice");
            reference.enveloped = true;
            continue;
        }
        TANBA_TRY(reference.method, readCanonicalMethod(step));
        canonicalised = true;
    }
    return Done{};
}

/// "" and "#id" with an XML name; nothing else is followed, and nothing is ever fetched.
Outcome checkUri(const std::string& uri) {
    if (uri.empty() || (uri.front() == '#' && xmlValidateNCName(xmlText(uri.c_str() + 1), 0) == 0))
        return Done{};
    return fail(FailureCode::XmlExternalReference, uri.substr(0, kMaxShown));
}

/// base64 of an element that must hold text only.
Result<Bytes> readValue(const xmlNode* node) {
    const auto text = plainText(node);
    if (!text)
        return structure(node, "something else than text");
    const auto bytes = fromBase64(*text);
    return bytes.ok() ? bytes.value() : Bytes();
}

Result<SignedReference> readReference(const xmlNode* node) {
    static constexpr std::array<std::string_view, 3> kRefusedTypes = {
        "http://www.w3.org/2000/09/xmldsig#Object", "http://www.w3.org/2000/09/xmldsig#Manifest",
        "http://www.w3.org/2000/09/xmldsig#SignatureProperties"};
    SignedReference reference;
    const auto uri = attributeValue(node, "URI");
    if (!uri)
        return structure(node, "no URI");
    reference.uri = *uri;
    TANBA_CHECK(checkUri(reference.uri));
    const std::string type = attributeValue(node, "Type").value_or("");
    if (std::ranges::find(kRefusedTypes, type) != kRefusedTypes.end())
        return structure(node, type);

    TANBA_TRY(auto parts, onlyElements(node));
    if (!parts.empty() && isSignaturePart(parts.front(), "Transforms")) {
        TANBA_CHECK(readTransforms(parts.front(), reference));
        parts.erase(parts.begin());
    }
    TANBA_CHECK(expectNames(node, parts, {"DigestMethod", "DigestValue"}));
    TANBA_CHECK(expectNoChildren(parts[0]));
    reference.digestUri = algorithmOf(parts[0]).substr(0, kMaxShown);
    reference.digest = digestByUri(algorithmOf(parts[0]));
    TANBA_TRY(reference.digestValue, readValue(parts[1]));
    return reference;
}

Outcome readSignedInfo(xmlNode* signedInfo, SignatureParts& result) {
    for (xmlNode* node = signedInfo; node != nullptr; node = following(node, signedInfo))
        if (node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE)
            return structure(signedInfo, "comment or instruction");
    result.signedInfo = signedInfo;
    TANBA_TRY(const auto parts, onlyElements(signedInfo));
    if (parts.size() < 3 || parts.size() > 2 + kMaxReferences)
        return structure(signedInfo, "number of references");
    std::vector<std::string_view> names = {"CanonicalizationMethod", "SignatureMethod"};
    names.resize(parts.size(), "Reference");
    TANBA_CHECK(expectNames(signedInfo, parts, names));
    TANBA_TRY(result.signedInfoMethod, readCanonicalMethod(parts[0]));
    result.methodUri = algorithmOf(parts[1]).substr(0, kMaxShown);
    result.scheme = schemeByUri(algorithmOf(parts[1]));
    if (result.scheme) // an unknown one, such as a HMAC, may have parameters
        TANBA_CHECK(expectNoChildren(parts[1]));
    for (std::size_t index = 2; index < parts.size(); ++index) {
        TANBA_TRY(auto reference, readReference(parts[index]));
        result.references.push_back(std::move(reference));
    }
    return Done{};
}

Outcome checkNamespaces(xmlNode* signature) {
    for (xmlNode* node = signature; node != nullptr; node = following(node, signature)) {
        if (!isElement(node))
            continue;
        const std::string_view space = namespaceOf(node);
        if (std::ranges::find(kAllowedNamespaces, space) == kAllowedNamespaces.end())
            return structure(node, "foreign element within a signature");
    }
    return Done{};
}

} // namespace

Result<SignatureParts> readSignature(xmlNode* signature) {
    TANBA_CHECK(checkNamespaces(signature));
    SignatureParts result;
    TANBA_TRY(const auto parts, onlyElements(signature));
    std::vector<std::string_view> names = {"SignedInfo", "SignatureValue"};
    if (parts.size() > 2)
        names.emplace_back("KeyInfo");
    TANBA_CHECK(expectNames(signature, parts, names));
    TANBA_CHECK(readSignedInfo(parts[0], result));
    TANBA_TRY(result.signatureValue, readValue(parts[1]));
    if (parts.size() > 2)
        result.keyInfo = parts[2];
    return result;
}

} // namespace tanba::sign::xml
