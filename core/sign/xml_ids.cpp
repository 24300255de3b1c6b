#include "core/sign/xml_ids.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace tanba::sign::xml {

namespace {

constexpr std::size_t kMaxShown = 200;

bool looksLikeId(std::string_view name) {
    return name.size() == 2 && std::tolower(static_cast<unsigned char>(name[0])) == 'i' &&
           std::tolower(static_cast<unsigned char>(name[1])) == 'd';
}

/// Whether signatures may refer to an attribute of this name.
bool isIdentifier(std::string_view name, std::string_view space) {
    static constexpr std::array<std::string_view, 3> kPlainNames = {"Id", "ID", "id"};
    if (space.empty())
        return std::ranges::find(kPlainNames, name) != kPlainNames.end();
    return (name == "id" && space == textView(XML_XML_NAMESPACE)) ||
           (name == "Id" && space == name_space::kSecurityUtility);
}

std::string_view spaceOf(const xmlAttr* attribute) {
    return attribute->ns == nullptr ? std::string_view() : textView(attribute->ns->href);
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
            const std::string_view name = textView(attribute->name);
            if (!looksLikeId(name))
                continue;
            std::string value = attributeText(attribute);
            Entry& entry = entries_[value];
            if (here.insert(std::move(value)).second)
                ++entry.elements;
            if (!isIdentifier(name, spaceOf(attribute)))
                continue;
            entry.named = true;
            entry.element = signature == nullptr ? node : nullptr;
        }
    }
}

Result<xmlNode*> IdIndex::find(std::string_view id) const {
    const std::string key(id);
    const std::string shown = key.substr(0, kMaxShown);
    const auto found = entries_.find(key);
    if (found == entries_.end() || !found->second.named)
        return fail(FailureCode::XmlIdNotFound, shown);
    if (found->second.elements > 1)
        return fail(FailureCode::XmlDuplicateId, shown);
    if (found->second.element == nullptr)
        return fail(FailureCode::XmlStructure, shown, "reference into a signature");
    return found->second.element;
}

void IdWatch::open(const XmlElement& element, XmlExtent extent) {
    ++depth_;
    const bool isSignature = element.name == "Signature" && element.nameSpace == name_space::kSignature;
    if (signatureDepth_ == 0 && isSignature)
        signatureDepth_ = depth_;
    bool carries = false;
    bool named = false;
    for (const XmlAttribute& attribute : element.attributes) {
        if (!looksLikeId(attribute.name) || attribute.value != id_)
            continue;
        carries = true;
        named = named || isIdentifier(attribute.name, attribute.nameSpace);
    }
    elements_ += carries ? 1 : 0;
    if (named) {
        named_ = true;
        inSignature_ = signatureDepth_ != 0;
    }
    events_.open(element, named ? XmlExtent::Whole : extent);
}

void IdWatch::close() {
    if (depth_ == signatureDepth_)
        signatureDepth_ = 0;
    --depth_;
    events_.close();
}

Outcome IdWatch::found() const {
    const std::string shown(id_.substr(0, kMaxShown));
    if (!named_)
        return fail(FailureCode::XmlIdNotFound, shown);
    if (elements_ > 1)
        return fail(FailureCode::XmlDuplicateId, shown);
    if (inSignature_)
        return fail(FailureCode::XmlStructure, shown, "reference into a signature");
    return Done{};
}

} // namespace tanba::sign::xml
