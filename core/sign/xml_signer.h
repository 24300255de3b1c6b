#pragma once

#include "core/base/bytes.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/keys/token.h"
#include "core/sign/classify.h"

#include <string>

namespace tanba::sign {

/// An XML document needs a tree in memory, hence its own limit.
inline constexpr std::size_t kMaxXmlSize = std::size_t{64} * 1024 * 1024;

struct XmlOptions {
    /// Sign only the element with this Id attribute; empty: the whole document.
    std::string elementId;
};

/// What signXml would sign with these options: classifyContent() for the whole document, and with an
/// element's id that element as well. The caller passes the result to authoriseSigning() before it signs.
/// In constant memory, since nobody may have agreed to anything yet: a comment, section or tag of more than
/// xml::kMaxHeldToken bytes and names of more than half a MiB together are refused, which signXml takes.
/// xml.* also when signXml would refuse the document; cancelled.
Result<Classification> classifyForXml(ByteView document, const XmlOptions& options,
                                      const WorkControl& control = {});

/// Adds an enveloped XML signature (XMLDSig core) as last child of the root, with the Kazakh algorithm URIs,
/// without line breaks inside SignedInfo. Earlier signatures in the document are covered by this one
/// (sequential signing). The result is read back and its new signature verified before it is handed out.
/// @returns the signed document in UTF-8; xml.* for input that is refused (README.md); cancelled.
Result<Bytes> signXml(keys::KeySession& session, ByteView document, const XmlOptions& options,
                      const WorkControl& control = {});

} // namespace tanba::sign
