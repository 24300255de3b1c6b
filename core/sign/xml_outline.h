#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <string>

namespace tanba::sign {

struct XmlOutline {
    std::string text; ///< UTF-8, one element a line
    bool cutOff = false;
};

/// The document for people to read: its elements indented, with attributes, text, comments and processing
/// instructions, everything in the order of the document. Read by the reader that signing and checking use:
/// no DTD, no entities, nothing fetched. Not for parsing again. Ends soon after `maxBytes`; xml.* as
/// XmlDocument::parse.
Result<XmlOutline> outlineXml(ByteView document, std::size_t maxBytes);

} // namespace tanba::sign
