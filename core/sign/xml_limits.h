#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string_view>

namespace tanba::sign::xml {

/// libxml2's own limits, kept as ours: text, attribute value, comment, CDATA section as it stands in the
/// file, and elements within elements.
inline constexpr std::size_t kMaxTextLength = 10'000'000;
inline constexpr std::size_t kMaxDepth = 256;
/// Elements, attributes, comments and pieces of text of one document. About 200 bytes of memory each.
inline constexpr std::size_t kMaxNodes = 2'000'000;
/// The parser compares every attribute of an element with every other one, and looks name spaces up one by
/// one.
inline constexpr std::size_t kMaxAttributes = 256;
inline constexpr std::size_t kMaxNamespacesInScope = 256;
/// Sum over elements and attributes of what a look-up of their name space can cost.
inline constexpr std::size_t kMaxLookups = 400'000'000;

/// Walks over the markup without building anything, so that a document that would cost much time or memory is
/// refused before the parser sees it: xml.text_too_long, xml.too_deep, xml.too_large (with the limit as
/// detail). Says nothing about well-formedness; at the first odd place it leaves the rest to the parser.
Outcome checkLimits(std::string_view text);

} // namespace tanba::sign::xml
