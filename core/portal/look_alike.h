#pragma once

#include <string>
#include <string_view>

namespace tanba::portal {

/// What is left of a text when everything is taken away by which one name can be made to look like another:
/// case, spaces and punctuation, accents, letters of other scripts and digits that look like Latin letters,
/// "rn" for "m". Letter by letter: what stands in a text, its skeleton stands in the text's. Two texts that a
/// hurried eye takes for the same have the same skeleton. UTF-8.
std::string skeleton(std::string_view text);

/// The skeleton of a host; labels in punycode (RFC 3492) are looked at as the letters they stand for.
std::string hostSkeleton(std::string_view host);

} // namespace tanba::portal
