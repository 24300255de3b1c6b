#pragma once

#include "core/base/result.h"
#include "core/base/stream.h"
#include "core/sign/xml_document.h"

#include <libxml/c14n.h>

#include <cstdint>
#include <string>
#include <vector>

namespace tanba::sign::xml {

/// How much canonicalising one call may cost; shared by all its references and signatures.
class CanonicalBudget {
  public:
    /// About one unit a byte written; looking up name spaces costs as well.
    static constexpr std::uint64_t kUnits = 1024ULL * 1024 * 1024;

    /// False when nothing is left.
    bool spend(std::uint64_t units) {
        if (units > left_)
            return false;
        left_ -= units;
        return true;
    }

  private:
    std::uint64_t left_ = kUnits;
};

/// One of the W3C canonicalisations. Whether it is "WithComments" makes no difference anywhere in this
/// program: a reference "" or "#id" drops comments from the node set before it is canonicalised
/// (XMLDSig 4.4.3.3), and a SignedInfo with comments is refused.
struct CanonicalMethod {
    xmlC14NMode mode = XML_C14N_1_0;
    /// Only for the exclusive one: PrefixList of InclusiveNamespaces.
    std::vector<std::string> inclusivePrefixes;
};

/// Writes the canonical form of the element `apex` and everything under it, in its place within the document
/// (with the name spaces that it inherits), without comments; the whole document when `apex` is null.
/// xml.canonicalisation_budget; xml.structure for a relative name space URI, which has no canonical form.
Outcome canonicalise(const XmlDocument& document, xmlNode* apex, const CanonicalMethod& method,
                     CanonicalBudget& budget, ByteSink& out);

} // namespace tanba::sign::xml
