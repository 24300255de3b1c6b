#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <string>
#include <string_view>

namespace tanba {

std::string toHex(ByteView bytes);
Result<Bytes> fromHex(std::string_view text);

/// RFC 4648 base64 on one line.
std::string toBase64(ByteView bytes);
/// White space (also CR and LF) is skipped, everything else must be right, padding and the unused bits before
/// it included. More than `maxBytes` is file.too_large.
Result<Bytes> fromBase64(std::string_view text, std::size_t maxBytes = SIZE_MAX);

/// RFC 7468: "-----BEGIN label-----", lines of 64 characters.
std::string toPem(std::string_view label, ByteView bytes);
struct PemBlock {
    std::string label;
    Bytes content;
};
/// The first block of a text, whatever its label. Lines may end in CR, LF or both and be of any length; text
/// before and behind the block is ignored. Blocks with headers of RFC 1421 (old encrypted keys) are
/// pem.malformed.
Result<PemBlock> fromPem(std::string_view text);

} // namespace tanba
