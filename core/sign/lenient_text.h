#pragma once

#include "core/base/bytes.h"

#include <string>
#include <vector>

namespace tanba::sign {

/// What somebody may read in an XML document that this program cannot parse: as it stands, in UTF-16 or
/// UTF-32 (whatever it is called), in EBCDIC, in UTF-7. Good for finding the names of elements, which are
/// ASCII, and for nothing else.
std::vector<std::string> lenientReadings(ByteView document);

} // namespace tanba::sign
