#pragma once

#include "core/base/result.h"
#include "core/base/stream.h"
#include "core/sign/xml_tree.h"

#include <span>
#include <string_view>

namespace tanba::sign::xml {

struct XmlAttribute {
    std::string_view name; ///< local
    std::string_view nameSpace;
    std::string_view value;
};

/// A start tag. Declarations of name spaces are not among the attributes.
struct XmlElement {
    std::string_view name; ///< local
    std::string_view nameSpace;
    std::span<const XmlAttribute> attributes;
};

enum class XmlExtent {
    Whole, ///< the root, or another element that is signed by itself
    Within,
};

/// Told what a document holds, in its order.
class XmlEvents {
  public:
    virtual ~XmlEvents() = default;

    virtual void open(const XmlElement& element, XmlExtent extent) = 0;
    virtual void close() = 0;
    /// In pieces of whole characters.
    virtual void text(std::string_view piece) = 0;
    /// A CDATA section, whole; it may be empty.
    virtual void section(std::string_view text) = 0;
    /// A comment or an instruction.
    virtual void aside() = 0;
    /// True to hear no more.
    virtual bool enough() const = 0;
};

/// Parses a document without building a tree, in constant memory: XmlDocument::parse() refuses the same, but
/// for what kMaxHeldToken says. Events come before the document is known to be well-formed: without a good
/// outcome they mean nothing.
Outcome readXmlEvents(ByteSource& document, XmlEvents& events);

/// The same events of a tree.
/// @param wholes the elements that are signed by themselves, the root first.
void tellXmlEvents(const std::vector<xmlNode*>& wholes, XmlEvents& events);

} // namespace tanba::sign::xml
