#pragma once

#include "core/sign/classify.h"
#include "core/sign/xml_tree.h"

#include <vector>

namespace tanba::sign {

/// Looks for login challenges in what is signed.
/// @param elements the elements that are signed whole; the first one is searched at every depth, with the
/// texts and attributes in it that hold XML themselves, as it stands or in base64.
Classification classifyElements(const std::vector<xmlNode*>& elements, const WorkControl& control = {});

/// The same for bytes: XML in any encoding, base64 of it, or a CMS around it. Anything else gives a Document.
Classification classifyBytes(ByteView content, const WorkControl& control);

} // namespace tanba::sign
