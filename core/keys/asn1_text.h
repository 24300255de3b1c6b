#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <optional>
#include <string>

namespace tanba::keys {

/// UTF-8 for the content octets of an ASN.1 string type (UTF8, Printable, IA5, Numeric, Visible, Teletex,
/// BMP, Universal). Bytes that are no text become U+FFFD. Nothing when the tag is no string type. T.61 is
/// read as Latin-1, as every other program does, and BMPString as UTF-16.
std::optional<std::string> textOfAsn1String(std::uint8_t tag, ByteView content);

} // namespace tanba::keys
