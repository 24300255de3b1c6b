#include "core/sign/xml_tree.h"

#include <algorithm>

namespace tanba::sign::xml {

namespace {
constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::size_t kMaxPath = 200;
} // namespace

std::string_view textView(const xmlChar* text) {
    return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

const xmlChar* xmlText(const char* text) {
    return reinterpret_cast<const xmlChar*>(text);
}

bool isElement(const xmlNode* node) {
    return node != nullptr && node->type == XML_ELEMENT_NODE;
}

std::string_view localName(const xmlNode* node) {
    return textView(node->name);
}

std::string_view namespaceOf(const xmlNode* node) {
    return node->ns == nullptr ? std::string_view() : textView(node->ns->href);
}

bool isNamed(const xmlNode* node, std::string_view nameSpace, std::string_view name) {
    return isElement(node) && localName(node) == name && namespaceOf(node) == nameSpace;
}

bool isBlank(std::string_view text) {
    return text.find_first_not_of(kBlanks) == std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::vector<xmlNode*> childElements(const xmlNode* parent) {
    std::vector<xmlNode*> children;
    for (xmlNode* child = parent->children; child != nullptr; child = child->next)
        if (isElement(child))
            children.push_back(child);
    return children;
}

xmlNode* followingPast(const xmlNode* node, const xmlNode* apex) {
    while (node != nullptr && node != apex) {
        if (node->next != nullptr)
            return node->next;
        node = node->parent;
    }
    return nullptr;
}

xmlNode* following(const xmlNode* node, const xmlNode* apex) {
    if ((isElement(node) || node->type == XML_DOCUMENT_NODE) && node->children != nullptr)
        return node->children;
    return followingPast(node, apex);
}

bool isInside(const xmlNode* node, const xmlNode* ancestor) {
    while (node != nullptr && node != ancestor)
        node = node->parent;
    return node != nullptr;
}

std::string attributeText(const xmlAttr* attribute) {
    std::string text;
    for (const xmlNode* part = attribute->children; part != nullptr; part = part->next)
        text += textView(part->content);
    return text;
}

std::optional<std::string> attributeValue(const xmlNode* element, std::string_view name,
                                          std::string_view nameSpace) {
    for (const xmlAttr* attribute = element->properties; attribute != nullptr; attribute = attribute->next) {
        const std::string_view space =
            attribute->ns == nullptr ? std::string_view() : textView(attribute->ns->href);
        if (textView(attribute->name) == name && space == nameSpace)
            return attributeText(attribute);
    }
    return std::nullopt;
}

std::optional<std::string> plainText(const xmlNode* element) {
    std::string text;
    for (const xmlNode* child = element->children; child != nullptr; child = child->next) {
        if (child->type != XML_TEXT_NODE && child->type != XML_CDATA_SECTION_NODE)
            return std::nullopt;
        text += textView(child->content);
    }
    return text;
}

std::vector<xmlNode*> signatureElements(const xmlDoc* document) {
    std::vector<xmlNode*> signatures;
    xmlNode* root = xmlDocGetRootElement(document);
    for (xmlNode* node = root; node != nullptr; node = following(node, root))
        if (isNamed(node, name_space::kSignature, "Signature"))
            signatures.push_back(node);
    return signatures;
}

std::string pathOf(const xmlNode* element) {
    std::vector<std::string_view> names;
    for (const xmlNode* node = element; isElement(node); node = node->parent)
        names.push_back(localName(node));
    std::string path;
    std::for_each(names.rbegin(), names.rend(),
                  [&path](std::string_view name) { path.append("/").append(name); });
    if (path.size() <= kMaxPath)
        return path;
    std::size_t cut = kMaxPath;
    while (cut > 0 && (static_cast<unsigned char>(path[cut]) & 0xC0U) == 0x80U) // not within a character
        --cut;
    return path.substr(0, cut);
}

NodeHandle detach(xmlNode* node) {
    xmlUnlinkNode(node);
    return NodeHandle(node);
}

} // namespace tanba::sign::xml
