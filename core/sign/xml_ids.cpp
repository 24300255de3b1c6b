#include "core/sign/xml_ids.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace tanba::sign::xml {

namespace {

bool looksLikeId(const xmlAttr* attribute) {
    const std::string_view name = textView(attribute->name);
    return name.size() == 2 && std::tolower(static_cast<unsigned char>(name[0])) == 'i' &&
           std::tolower(static_cast<unsigned char>(name[1])) == 'd';
}

/// Whether signatures may refer to this attribute.
bool isIdentifier(const xmlAttr* attribute) {
    static constexpr std::array<std::string_view, 3> kPlainNames = {"Id", "ID", "id"};
    const std::string_view name = textView(attribute->name);
    if (attribute->ns == nullptr)
        return std::ranges::find(kPlainNames, name) != kPlainNames.end();
    const std::string_view space = textView(attribute->ns->href);
    return (name == "id" && space == textView(XML_XML_NAMESPACE)) ||
           (name == "Id" && space == name_space::kSecurityUtility);
}

} // namespace

IdIndex::IdIndex(const XmlDocument& document) {
    xmlNode* root = document.root();
    const xmlNode* signature = nullptr; // the outermost one around the node at hand
    for (xmlNode* node = root; node != nullptr; node = following(node, root)) {
        if (!isElement(node))
            continue;
        if (signature != nullptr && !isInside(node, signature))
            signature = nullptr;
        if (signature == nullptr && isNamed(node, name_space::kSignature, "Signature"))
            signature = node;
        std::set<std::string> here; // one element may carry the same value twice
        for (const xmlAttr* attribute = node->properties; attribute != nullptr; attribute = attribute->next) {
            if (!looksLikeId(attribute))
                continue;
            std::string value = attributeText(attribute);
            Entry& entry = entries_[value];
            if (here.insert(std::move(value)).second)
                ++entry.elements;
            if (!isIdentifier(attribute))
                continue;
            entry.named = true;
            entry.element = signature == nullptr ? node : nullptr;
        }
    }
}

Result<xmlNode*> IdIndex::find(std::string_view id) const {
    const std::string key(id);
    const std::string shown = key.substr(0, 200);
    const auto found = entries_.find(key);
    if (found == entries_.end() || !found->second.named)
        return fail(FailureCode::XmlIdNotFound, shown);
    if (found->second.elements > 1)
        return fail(FailureCode::XmlDuplicateId, shown);
    if (found->second.element == nullptr)
        return fail(FailureCode::XmlStructure, shown, "reference into a signature");
    return found->second.element;
}

} // namespace tanba::sign::xml
