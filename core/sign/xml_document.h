#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/sign/xml_tree.h"

namespace tanba::sign::xml {

/// A parsed XML document. No DTD, no entities, nothing fetched, nothing printed.
class XmlDocument {
  public:
    /// xml.too_large beyond kMaxXmlSize, xml.too_many_parts, xml.doctype, xml.too_deep, xml.text_too_long,
    /// xml.malformed (also for an undeclared prefix) with line and column as detail.
    static Result<XmlDocument> parse(ByteView input);

    xmlDoc* get() const { return document_.get(); }
    xmlNode* root() const { return xmlDocGetRootElement(document_.get()); }

    /// UTF-8 with the XML declaration that NCALayer writes; a carriage return in text survives as &#13;.
    Result<Bytes> serialise() const;

  private:
    explicit XmlDocument(DocumentHandle document) : document_(std::move(document)) {}
    DocumentHandle document_;
};

} // namespace tanba::sign::xml
