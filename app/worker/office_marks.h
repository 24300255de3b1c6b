#pragma once

#include "app/preview/preview.h"
#include "core/base/bytes.h"

namespace tanba::worker {

enum class OfficeState { NotOffice, Readable, Protected };

struct OfficeMarks {
    OfficeState state = OfficeState::NotOffice;
    preview::Flags flags;
};

/// A zip: OOXML or OpenDocument by the names in its directory (APPNOTE.TXT 4.3.12), which also tell of
/// macros. Nothing is unpacked. NotOffice for other zips and for one whose directory cannot be read.
OfficeMarks zipMarks(ByteView document);

/// A compound file ([MS-CFB]): the names of its streams tell of macros ([MS-OVBA] 2.2.1) and of a password.
OfficeMarks compoundMarks(ByteView document);

} // namespace tanba::worker
