#pragma once

#include "core/base/result.h"
#include "core/sign/xml_document.h"
#include "core/sign/xml_events.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

namespace tanba::sign::xml {

/// Which element each identifier of a document names, as the document was when this was made.
/// Identifiers are Id, ID, id, xml:id and wsu:Id; but any attribute called "id" in any case and any name
/// space counts when uniqueness is judged, so that no other reader can find another element than this program
/// did.
class IdIndex {
  public:
    explicit IdIndex(const XmlDocument& document);

    /// xml.id_not_found; xml.duplicate_id; xml.structure when the element lies within a signature.
    Result<xmlNode*> find(std::string_view id) const;

  private:
    struct Entry {
        xmlNode* element =
            nullptr;        ///< null within signatures, which are removed while others are still checked
        bool named = false; ///< by an attribute that signatures may refer to
        int elements = 0;
    };
    std::unordered_map<std::string, Entry> entries_;
};

/// The same for one identifier of a document that passes by, in constant memory. Everything is handed on; the
/// element comes as one that is signed by itself.
class IdWatch : public XmlEvents {
  public:
    IdWatch(std::string_view id, XmlEvents& events) : id_(id), events_(events) {}

    void open(const XmlElement& element, XmlExtent extent) override;
    void close() override;
    void text(std::string_view piece) override { events_.text(piece); }
    void section(std::string_view text) override { events_.section(text); }
    void aside() override { events_.aside(); }
    bool enough() const override { return events_.enough(); }

    /// When the document is at its end: what IdIndex::find() says of it.
    Outcome found() const;

  private:
    std::string_view id_;
    XmlEvents& events_;
    std::size_t depth_ = 0;
    std::size_t signatureDepth_ = 0; ///< of the outermost signature around what is told; 0 outside
    bool named_ = false;
    bool inSignature_ = false;
    int elements_ = 0;
};

} // namespace tanba::sign::xml
