#include "core/sign/shape_match.h"

#include <algorithm>
#include <array>
#include <set>

namespace tanba::sign {

namespace {

std::vector<xmlNode*> contentElements(const xmlNode* element) {
    auto children = xml::childElements(element);
    std::erase_if(children, [](const xmlNode* child) {
        return xml::isNamed(child, xml::name_space::kSignature, "Signature");
    });
    return children;
}

std::string textOf(const xmlNode* element) {
    std::string text;
    for (const xmlNode* child = element->children; child != nullptr; child = child->next)
        if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
            text += xml::textView(child->content);
    return text;
}

bool matchesContent(const xmlNode* child, ChildContent content) {
    switch (content) {
    case ChildContent::Text:
        return contentElements(child).empty();
    case ChildContent::Date:
        return contentElements(child).empty() && isDateText(xml::trimmed(textOf(child)));
    case ChildContent::Any:
        return true;
    }
    return true;
}

bool matchesRule(const xmlNode* element, const ChildRule& rule) {
    return sameName(xml::localName(element), rule.name) && matchesContent(element, rule.content);
}

/// matchesRule() for a wider form: elements in the child hide no text, neither its own nor theirs.
bool matchesLoosely(const xmlNode* element, const ChildRule& rule, const std::string& text) {
    if (!sameName(xml::localName(element), rule.name))
        return false;
    constexpr std::size_t kShortestDate = 6; // a year alone is none
    if (rule.content == ChildContent::Date)  // in words that are looked up, which isDateText() leaves open
        return text.size() >= kShortestDate && isDateText(xml::trimmed(text)) &&
               std::ranges::all_of(text, [](unsigned char character) { return character < 0x80; });
    return rule.content == ChildContent::Any || contentElements(element).empty() || !xml::isBlank(text);
}

bool hasRequired(const std::bitset<kMaxRules>& met, const std::vector<ChildRule>& rules) {
    return std::ranges::all_of(
        rules, [&met](const ChildRule& rule) { return !rule.required || met.test(rule.index); });
}

bool matchesOnly(const xmlNode* element, const ShapePattern& pattern) {
    const auto children = contentElements(element);
    const auto known = [&pattern](const xmlNode* child) {
        return std::ranges::any_of(pattern.children,
                                   [child](const ChildRule& rule) { return matchesRule(child, rule); });
    };
    const auto present = [&children](const ChildRule& rule) {
        return !rule.required || std::ranges::any_of(children, [&rule](const xmlNode* child) {
            return matchesRule(child, rule);
        });
    };
    return std::ranges::all_of(children, known) && std::ranges::all_of(pattern.children, present);
}

struct UnseenRow {
    std::string_view start; ///< in UTF-8
    std::size_t width;
};
constexpr std::array<UnseenRow, 17> kUnseen = {{
    {"\xC2\x85", 2},     // U+0085
    {"\xC2\xA0", 2},     // U+00A0
    {"\xC2\xAD", 2},     // U+00AD
    {"\xCD\x8F", 2},     // U+034F
    {"\xE1\x85\x9F", 3}, // U+115F
    {"\xE1\x85\xA0", 3}, // U+1160
    {"\xE1\x9A\x80", 3}, // U+1680
    {"\xE1\xA0\x8E", 3}, // U+180E
    {"\xE2\x80", 3},     // U+2000 to U+203F: spaces, marks and a few dashes
    {"\xE2\x81", 3},     // U+2040 to U+207F
    {"\xE2\xA0\x80", 3}, // U+2800
    {"\xE3\x80\x80", 3}, // U+3000
    {"\xE3\x85\xA4", 3}, // U+3164
    {"\xEF\xB8", 3},     // U+FE00 to U+FE3F: variation selectors
    {"\xEF\xBB\xBF", 3}, // U+FEFF
    {"\xEF\xBE\xA0", 3}, // U+FFA0
    {"\xF3\xA0", 4},     // U+E0000 to U+E0FFF: tags
}};

/// Nothing that anybody sees: white space, also that of Unicode, and characters without a width.
bool isUnseen(std::string_view text) {
    while (!text.empty()) {
        const auto* const found = std::ranges::find_if(
            kUnseen, [text](const UnseenRow& row) { return text.starts_with(row.start); });
        if (xml::isBlank(text.substr(0, 1)))
            text.remove_prefix(1);
        else if (found != kUnseen.end())
            text.remove_prefix(std::min(found->width, text.size()));
        else
            return false;
    }
    return true;
}

bool isEmpty(const xmlNode* element) {
    return contentElements(element).empty() && isUnseen(textOf(element));
}

/// Nothing but elements and white space.
bool holdsOnlyElements(const xmlNode* element) {
    for (const xmlNode* child = element->children; child != nullptr; child = child->next)
        if (!xml::isElement(child) &&
            !(child->type == XML_TEXT_NODE && xml::isBlank(xml::textView(child->content))))
            return false;
    return true;
}

bool isStrictChild(const xmlNode* child, const ShapePattern& pattern) {
    const auto is = [child](const ChildRule& rule) { return xml::isNamed(child, rule.nameSpace, rule.name); };
    return child->properties == nullptr && xml::plainText(child).has_value() &&
           std::ranges::count_if(pattern.children, is) == 1;
}

bool matchesStrictly(const xmlNode* element, const ShapePattern& pattern) {
    if (!xml::isNamed(element, {}, pattern.element) || !holdsOnlyElements(element) ||
        !statedOrigin(element, pattern) || element->properties->next != nullptr)
        return false;
    const auto children = xml::childElements(element);
    std::set<std::string_view> names;
    for (const xmlNode* child : children)
        if (!isStrictChild(child, pattern) || !names.insert(xml::localName(child)).second)
            return false;
    return std::ranges::all_of(pattern.children, [&names](const ChildRule& rule) {
        return !rule.required || names.contains(rule.name);
    });
}

bool isNameCharacter(char character) {
    return std::string_view(" \t\r\n/><\"'=").find(character) == std::string_view::npos;
}

/// Calls `visit` with the local name of every element that the text opens, wherever that stands.
template <typename Visit>
void forEachElementName(std::string_view text, Visit visit) {
    std::size_t position = 0;
    while ((position = text.find('<', position)) != std::string_view::npos) {
        const std::size_t start = ++position;
        while (position < text.size() && isNameCharacter(text[position]))
            ++position;
        std::string_view name = text.substr(start, position - start);
        if (name.empty() || name.front() == '!' || name.front() == '?')
            continue;
        name.remove_prefix(std::min(name.find(':') + 1, name.size())); // npos + 1 is 0: no prefix
        if (!visit(name))
            return;
    }
}

} // namespace

void Inside::addText(std::string_view more) {
    constexpr std::size_t kEnough = 256; // every date is shorter
    if (text.empty())
        more = xml::trimmed(more);
    text += more.substr(0, kEnough - std::min(kEnough, text.size()));
}

void Inside::add(const xmlNode* child, const Inside& within) {
    exact |= within.exact;
    loose |= within.loose;
    for (const ShapePattern& pattern : shapePatterns()) {
        for (const ChildRule& rule : pattern.children) {
            if (matchesRule(child, rule))
                exact.set(rule.index);
            if (matchesLoosely(child, rule, within.text)) {
                loose.set(rule.index);
                direct.set(rule.index);
            }
        }
    }
    addText(within.text);
}

bool matchesShape(const xmlNode* element, const ShapePattern& pattern, const Inside& inside) {
    if (pattern.match == ShapeMatch::Bytes || !sameName(xml::localName(element), pattern.element))
        return false;
    switch (pattern.match) {
    case ShapeMatch::Containing:
        return hasRequired(inside.exact, pattern.children);
    case ShapeMatch::Only:
        return matchesOnly(element, pattern);
    case ShapeMatch::Empty:
        return isEmpty(element);
    case ShapeMatch::Strict:
        return matchesStrictly(element, pattern);
    case ShapeMatch::Bytes:
        break;
    }
    return false;
}

bool matchesWidened(const xmlNode* element, const ShapePattern& pattern, const Inside& inside) {
    return sameName(xml::localName(element), pattern.element) &&
           hasRequired(pattern.widened == Widened::AnyDepth ? inside.loose : inside.direct, pattern.children);
}

std::optional<std::string> statedOrigin(const xmlNode* element, const ShapePattern& pattern) {
    return xml::attributeValue(element, pattern.originAttribute, pattern.nameSpace);
}

std::string_view firstElementName(std::string_view text) {
    std::string_view first;
    forEachElementName(text, [&first](std::string_view name) {
        first = name;
        return false;
    });
    return first;
}

} // namespace tanba::sign
