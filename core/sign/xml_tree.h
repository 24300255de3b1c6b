#pragma once

#include "core/base/bytes.h"

#include <libxml/tree.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::sign::xml {

/// Deletes a libxml2 object with its own function.
template <auto Free>
struct XmlDeleter {
    template <typename T>
    void operator()(T* object) const {
        Free(object);
    }
};
using DocumentHandle = std::unique_ptr<xmlDoc, XmlDeleter<xmlFreeDoc>>;
using NodeHandle = std::unique_ptr<xmlNode, XmlDeleter<xmlFreeNode>>;

namespace name_space {
inline constexpr std::string_view kSignature = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr std::string_view kSignature11 = "http://www.w3.org/2009/xmldsig11#";
inline constexpr std::string_view kExclusiveCanonical = "http://www.w3.org/2001/10/xml-exc-c14n#";
inline constexpr std::string_view kSecurity =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
inline constexpr std::string_view kSecurityUtility =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
inline constexpr std::string_view kSoap11 = "http://schemas.xmlsoap.org/soap/envelope/";
inline constexpr std::string_view kSoap12 = "http://www.w3.org/2003/05/soap-envelope";
} // namespace name_space

/// libxml2's characters as a view; empty for a null pointer.
std::string_view textView(const xmlChar* text);
/// A zero-terminated string as libxml2 takes it.
const xmlChar* xmlText(const char* text);

bool isElement(const xmlNode* node);
std::string_view localName(const xmlNode* node);
/// Empty for no name space.
std::string_view namespaceOf(const xmlNode* node);
bool isNamed(const xmlNode* node, std::string_view nameSpace, std::string_view name);
bool isBlank(std::string_view text);
std::string_view trimmed(std::string_view text);

/// The child elements in order; text, comments and processing instructions are left out.
std::vector<xmlNode*> childElements(const xmlNode* parent);
/// The node after `node` in document order, within the tree under `apex`; null at its end.
xmlNode* following(const xmlNode* node, const xmlNode* apex);
/// The same, but past everything under `node`.
xmlNode* followingPast(const xmlNode* node, const xmlNode* apex);
bool isInside(const xmlNode* node, const xmlNode* ancestor); ///< also true for the ancestor itself

std::string attributeText(const xmlAttr* attribute);
/// Value of the attribute in this name space ("" for none).
std::optional<std::string> attributeValue(const xmlNode* element, std::string_view name,
                                          std::string_view nameSpace = {});
/// Text and CDATA directly under the element, joined; nothing when it holds any other kind of node (a comment
/// in the middle of a value has been used to make two readers see two values).
std::optional<std::string> plainText(const xmlNode* element);

/// Every ds:Signature in document order.
std::vector<xmlNode*> signatureElements(const xmlDoc* document);

/// "/root/part" for people; at most 200 bytes.
std::string pathOf(const xmlNode* element);

/// Takes the node out of its tree.
NodeHandle detach(xmlNode* node);

} // namespace tanba::sign::xml
