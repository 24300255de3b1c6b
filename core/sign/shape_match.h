#pragma once

#include "core/sign/date_text.h"
#include "core/sign/login_shapes.h"
#include "core/sign/xml_events.h"

#include <bitset>
#include <optional>
#include <string>
#include <string_view>

namespace tanba::sign {

struct NameRow;

/// What an element is and holds, as far as the rows of the table ask: gathered while its document passes by,
/// so that every node is looked at once, however deep, and nothing of the document need be kept.
class ElementSummary {
  public:
    /// @param around the element that this one stands in; null for the root.
    ElementSummary(const xml::XmlElement& element, const ElementSummary* around);

    /// Directly under the element; whole characters.
    void addText(std::string_view piece);
    void addSection(std::string_view text);
    void addAside();
    /// A child, now at its end.
    void addChild(const ElementSummary& child);

    /// Whether the element and everything under it is what the row describes. Signatures under it are looked
    /// past.
    bool matches(const ShapePattern& pattern) const;
    /// Whether the element holds what the row requires, whatever else it holds (Widened).
    bool matchesWidened(const ShapePattern& pattern) const;
    /// The rows with this element's name.
    const std::vector<const ShapePattern*>& patterns() const;
    /// The origin that the element names, as its row says where; nothing when it names none, or several.
    std::optional<std::string> statedOrigin(const ShapePattern& pattern) const;

  private:
    using Rules = std::bitset<kMaxRules>;

    void addCharacters(std::string_view piece);
    void readStrictParts(const xml::XmlElement& element);
    bool meets(const ChildRule& rule) const;
    bool meetsLoosely(const ChildRule& rule) const;
    Rules rulesMet() const;
    void addStrictChild(const ElementSummary& child);
    bool matchesOnly(const ShapePattern& pattern) const;
    bool matchesStrictly(const ShapePattern& pattern) const;

    const NameRow* row_;
    bool isSignature_;
    // At any depth in it.
    Rules exact_;         ///< rules met by an element
    Rules loose_;         ///< the same for a wider form
    bool spoken_ = false; ///< some text that is not white space
    bool dated_;          ///< somebody wants to know whether its text is a date
    DateText text_;
    // Directly in it.
    Rules directLoose_;
    Rules directExact_;              ///< by content elements: all but signatures
    std::bitset<kMaxRules> strange_; ///< rows (by their place) that do not know one of the content elements
    bool holdsElements_ = false;     ///< content elements
    bool seen_ = false;              ///< some text that can be seen
    DateText ownText_;
    std::string address_;       ///< its text where that is an address, or its child's
    std::size_t addresses_ = 0; ///< children that are addresses
    // For a Strict row.
    bool onlyElements_ = true; ///< and white space
    bool onlyText_ = true;
    bool hasAttributes_;
    Rules named_;                       ///< rules whose name and name space are exactly those of this element
    Rules strictMet_;                   ///< by its children
    bool strictBroken_ = false;         ///< by one of them
    bool isStrictElement_ = false;      ///< its own tag is exact
    std::optional<std::string> origin_; ///< in an attribute
};

/// Local name of the first element that the text opens; empty when there is none.
std::string_view firstElementName(std::string_view text);

} // namespace tanba::sign
