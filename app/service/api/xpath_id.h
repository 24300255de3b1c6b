#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tanba::service::api {

/// The Id that an XPath expression of a page looks for: //*[@Id='x'], //name[@id="x"], /*[@ID='x'] and
/// id('x'). Nothing for every other expression: an XPath engine is a door that no portal needs open.
std::optional<std::string> idOfXpath(std::string_view expression);

/// True for an expression that means the root of the document, where signatures stand anyway.
bool meansRoot(std::string_view expression);

} // namespace tanba::service::api
