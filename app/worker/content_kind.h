#pragma once

#include "core/base/bytes.h"

namespace tanba::worker {

enum class Content { Pdf, Png, Jpeg, Bmp, Gif, Zip, OldOffice, OtherBinary, Unmarked };

/// By the first octets alone. OtherBinary: formats that read as text but are not meant to be (RTF); Unmarked:
/// text, or nothing that is known.
Content contentOf(ByteView document);

} // namespace tanba::worker
