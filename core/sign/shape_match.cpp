#include "core/sign/shape_match.h"

#include "core/base/http_address.h"

#include <algorithm>
#include <array>
#include <deque>

namespace tanba::sign {

/// What the table says of elements of one name.
struct NameRow {
    std::string_view name;
    std::vector<const ShapePattern*> patterns; ///< as the element itself
    std::vector<const ChildRule*> rules;       ///< as something in it
    const ShapePattern* strict = nullptr;      ///< among the patterns; the table has at most one
    const ShapePattern* addressed = nullptr;   ///< the one whose origin is in a child's address
    bool isAddress = false;                    ///< as such a child
    bool dated = false;
};

namespace {

using Rules = std::bitset<kMaxRules>;

std::size_t placeOf(const ShapePattern& pattern) {
    return static_cast<std::size_t>(&pattern - shapePatterns().data());
}

Rules rulesOf(const ShapePattern& pattern) {
    Rules rules;
    for (const ChildRule& rule : pattern.children)
        rules.set(rule.index);
    return rules;
}

Rules requiredOf(const ShapePattern& pattern) {
    Rules rules;
    for (const ChildRule& rule : pattern.children)
        rules.set(rule.index, rule.required);
    return rules;
}

bool hasRequired(const Rules& met, const ShapePattern& pattern) {
    return (requiredOf(pattern) & ~met).none();
}

std::deque<NameRow> readNameRows() {
    std::deque<NameRow> rows;
    const auto row = [&rows](std::string_view name) -> NameRow& {
        const auto known =
            std::ranges::find_if(rows, [name](const NameRow& each) { return sameName(each.name, name); });
        if (known != rows.end())
            return *known;
        rows.emplace_back().name = name;
        return rows.back();
    };
    for (const ShapePattern& pattern : shapePatterns()) {
        if (pattern.match == ShapeMatch::Bytes)
            continue;
        NameRow& own = row(pattern.element);
        own.patterns.push_back(&pattern);
        if (pattern.match == ShapeMatch::Strict)
            own.strict = &pattern;
        if (!pattern.originChild.empty()) {
            own.addressed = &pattern;
            row(pattern.originChild).isAddress = true;
        }
        for (const ChildRule& rule : pattern.children) {
            NameRow& child = row(rule.name);
            child.rules.push_back(&rule);
            child.dated = child.dated || rule.content == ChildContent::Date;
        }
    }
    return rows;
}

/// For a name that is not in the table one without anything.
const NameRow* rowOf(std::string_view name) {
    static const std::deque<NameRow> kRows = readNameRows();
    static const NameRow kNone;
    const auto known =
        std::ranges::find_if(kRows, [name](const NameRow& each) { return sameName(each.name, name); });
    return known != kRows.end() ? &*known : &kNone;
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

std::optional<std::string> originOfAddress(const std::string& address) {
    const auto parsed = parseHttpAddress(address);
    if (!parsed.ok() || parsed.value().scheme != HttpAddress::Scheme::Https)
        return std::nullopt;
    return "https://" + parsed.value().authority();
}

} // namespace

ElementSummary::ElementSummary(const xml::XmlElement& element, const ElementSummary* around)
    : row_(rowOf(element.name)),
      isSignature_(element.name == "Signature" && element.nameSpace == xml::name_space::kSignature),
      dated_(row_->dated || (around != nullptr && around->dated_)),
      hasAttributes_(!element.attributes.empty()) {
    readStrictParts(element);
}

void ElementSummary::readStrictParts(const xml::XmlElement& element) {
    for (const ChildRule* rule : row_->rules)
        named_.set(rule->index, rule->name == element.name && rule->nameSpace == element.nameSpace);
    if (row_->strict == nullptr)
        return;
    const ShapePattern& strict = *row_->strict;
    for (const xml::XmlAttribute& attribute : element.attributes)
        if (attribute.name == strict.originAttribute && attribute.nameSpace == strict.nameSpace)
            origin_ = attribute.value;
    isStrictElement_ = element.name == strict.element && element.nameSpace.empty() && origin_ &&
                       element.attributes.size() == 1;
}

void ElementSummary::addCharacters(std::string_view piece) {
    spoken_ = spoken_ || !xml::isBlank(piece);
    seen_ = seen_ || !isUnseen(piece);
    if (dated_)
        text_.add(piece);
    if (row_->dated)
        ownText_.add(piece);
    if (row_->isAddress && address_.size() <= kMaxHttpAddress)
        address_ += piece;
}

void ElementSummary::addText(std::string_view piece) {
    addCharacters(piece);
    onlyElements_ = onlyElements_ && xml::isBlank(piece);
}

void ElementSummary::addSection(std::string_view text) {
    addCharacters(text);
    onlyElements_ = false;
}

void ElementSummary::addAside() {
    onlyElements_ = false;
    onlyText_ = false;
}

bool ElementSummary::meets(const ChildRule& rule) const {
    switch (rule.content) {
    case ChildContent::Text:
        return !holdsElements_;
    case ChildContent::Date:
        return !holdsElements_ && ownText_.isDate();
    case ChildContent::Any:
        return true;
    }
    return true;
}

/// meets() for a wider form: elements in the child hide no text, neither its own nor theirs.
bool ElementSummary::meetsLoosely(const ChildRule& rule) const {
    if (rule.content == ChildContent::Date)
        return text_.isPlainDate();
    return rule.content == ChildContent::Any || !holdsElements_ || spoken_;
}

ElementSummary::Rules ElementSummary::rulesMet() const {
    Rules met;
    for (const ChildRule* rule : row_->rules)
        met.set(rule->index, meets(*rule));
    return met;
}

void ElementSummary::addChild(const ElementSummary& child) {
    const Rules met = child.rulesMet();
    exact_ |= child.exact_ | met;
    loose_ |= child.loose_;
    for (const ChildRule* rule : child.row_->rules) {
        if (child.meetsLoosely(*rule)) {
            loose_.set(rule->index);
            directLoose_.set(rule->index);
        }
    }
    spoken_ = spoken_ || child.spoken_;
    if (dated_)
        text_.add(child.text_);
    onlyText_ = false;
    addStrictChild(child);
    if (child.isSignature_)
        return;
    holdsElements_ = true;
    if (row_->addressed != nullptr && sameName(child.row_->name, row_->addressed->originChild)) {
        ++addresses_;
        address_ = child.onlyText_ ? child.address_ : "";
    }
    directExact_ |= met;
    for (const ShapePattern* pattern : row_->patterns)
        if ((met & rulesOf(*pattern)).none())
            strange_.set(placeOf(*pattern));
}

/// Without attributes, nothing but text, and the only one of a name that the row has.
void ElementSummary::addStrictChild(const ElementSummary& child) {
    if (row_->strict == nullptr)
        return;
    const Rules named = child.named_ & rulesOf(*row_->strict);
    strictBroken_ = strictBroken_ || child.hasAttributes_ || !child.onlyText_ || named.count() != 1 ||
                    (strictMet_ & named).any();
    strictMet_ |= named;
}

bool ElementSummary::matchesOnly(const ShapePattern& pattern) const {
    return !strange_.test(placeOf(pattern)) && hasRequired(directExact_, pattern);
}

bool ElementSummary::matchesStrictly(const ShapePattern& pattern) const {
    return isStrictElement_ && onlyElements_ && !strictBroken_ && hasRequired(strictMet_, pattern);
}

bool ElementSummary::matches(const ShapePattern& pattern) const {
    switch (pattern.match) {
    case ShapeMatch::Containing:
        return hasRequired(exact_, pattern);
    case ShapeMatch::Only:
        return matchesOnly(pattern);
    case ShapeMatch::Empty:
        return !holdsElements_ && !seen_;
    case ShapeMatch::Strict:
        return matchesStrictly(pattern);
    case ShapeMatch::Bytes:
        break;
    }
    return false;
}

bool ElementSummary::matchesWidened(const ShapePattern& pattern) const {
    return hasRequired(pattern.widened == Widened::AnyDepth ? loose_ : directLoose_, pattern);
}

std::optional<std::string> ElementSummary::statedOrigin(const ShapePattern& pattern) const {
    if (pattern.originChild.empty())
        return origin_;
    return addresses_ == 1 ? originOfAddress(address_) : std::nullopt;
}

const std::vector<const ShapePattern*>& ElementSummary::patterns() const {
    return row_->patterns;
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
