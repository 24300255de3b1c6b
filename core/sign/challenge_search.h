#pragma once

#include "core/base/stream.h"
#include "core/sign/classify.h"
#include "core/sign/xml_tree.h"

#include <string_view>
#include <vector>

namespace tanba::sign {

/// Looks for login challenges in what is signed, which is in memory as a tree.
/// @param elements the elements that are signed whole; the first one, the root, is searched at every depth,
/// with the texts and attributes in it that hold XML themselves, as it stands or in base64.
Classification classifyElements(const std::vector<xmlNode*>& elements, const WorkControl& control = {});

/// The same for an XML document as a stream, in constant memory.
/// @param elementId of the element that is signed by itself; empty: none is.
/// @returns what xml::readXmlEvents() and xml::IdIndex::find() say of the document; cancelled.
Result<Classification> classifyXmlStream(ByteSource& document, std::string_view elementId,
                                         const WorkControl& control);

/// The same for content as a stream: XML in any encoding, base64 of it, or a CMS around it. Anything else
/// gives a Document. Reads the content several times, in constant memory.
/// @returns what reading the content failed with.
Result<Classification> classifyStream(InputFile& content, const WorkControl& control);

/// The same for bytes.
Classification classifyBytes(ByteView content, const WorkControl& control);

} // namespace tanba::sign
