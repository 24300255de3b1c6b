#pragma once

#include "core/sign/login_shapes.h"
#include "core/sign/xml_tree.h"

#include <optional>
#include <string>
#include <string_view>

namespace tanba::sign {

/// Whether the element and everything under it is what the row describes. Signatures under it are looked
/// past.
bool matchesShape(const xmlNode* element, const ShapePattern& pattern);

/// Whether the element holds what the row requires, whatever else it holds (Widened).
bool matchesWidened(const xmlNode* element, const ShapePattern& pattern);

/// The origin that a Strict shape's element names.
std::optional<std::string> statedOrigin(const xmlNode* element, const ShapePattern& pattern);

/// Local name of the first element that the text opens; empty when there is none.
std::string_view firstElementName(std::string_view text);

} // namespace tanba::sign
