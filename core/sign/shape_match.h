#pragma once

#include "core/sign/login_shapes.h"
#include "core/sign/xml_tree.h"

#include <bitset>
#include <optional>
#include <string>
#include <string_view>

namespace tanba::sign {

/// What an element holds, gathered from its end backwards: every node is looked at once, however deep.
struct Inside {
    std::bitset<kMaxRules> exact;  ///< rules met by an element at any depth in it
    std::bitset<kMaxRules> loose;  ///< the same for a wider form
    std::bitset<kMaxRules> direct; ///< loose, by its own children only
    std::string text;              ///< of all depths, as far as a rule wants to know

    void addText(std::string_view more);
    /// A child, with what it holds.
    void add(const xmlNode* child, const Inside& within);
};

/// Whether the element and everything under it is what the row describes. Signatures under it are looked
/// past.
bool matchesShape(const xmlNode* element, const ShapePattern& pattern, const Inside& inside);

/// Whether the element holds what the row requires, whatever else it holds (Widened).
bool matchesWidened(const xmlNode* element, const ShapePattern& pattern, const Inside& inside);

/// The origin that a Strict shape's element names.
std::optional<std::string> statedOrigin(const xmlNode* element, const ShapePattern& pattern);

/// Local name of the first element that the text opens; empty when there is none.
std::string_view firstElementName(std::string_view text);

} // namespace tanba::sign
