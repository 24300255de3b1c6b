#pragma once

#include "core/base/result.h"
#include "core/sign/xml_document.h"

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

} // namespace tanba::sign::xml
