#pragma once

#include "core/base/bytes.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/sign/evidence.h"

namespace tanba::sign {

/// Checks the integrity of every signature of an XML document, the last made first, removing each after its
/// check. Hostile documents (DTD, entities, duplicate Ids, wrapping, references outside, XSLT, depth) are
/// refused with a reason. Cancelled between signatures and while one is canonicalised; no progress is told.
Result<SignedFile> verifyXml(ByteView document, const WorkControl& control = {});

/// True when the first bytes look like XML.
bool looksLikeXml(ByteView start);

} // namespace tanba::sign
