#pragma once

#include "core/sign/login_shapes.h"
#include "core/sign/xml_tree.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::sign {

/// Whether the element and everything under it is what the row describes. Signatures under it are looked
/// past.
bool matchesShape(const xmlNode* element, const ShapePattern& pattern);

/// The origin that a Strict shape's element names.
std::optional<std::string> statedOrigin(const xmlNode* element, const ShapePattern& pattern);

/// For text that cannot be parsed: the rows whose elements it shows. Errs on the side of a login.
/// @param hasDoctype entities may then hide everything but the name of the first element.
std::vector<const ShapePattern*> shapesShownBy(std::string_view text, bool hasDoctype);

/// Local name of the first element that the text opens; empty when there is none.
std::string_view firstElementName(std::string_view text);

} // namespace tanba::sign
