#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/stream.h"
#include "core/crypto/algorithms.h"
#include "core/sign/xml_document.h"

#include <libxml/c14n.h>

#include <cstdint>
#include <string>
#include <vector>

namespace tanba::sign::xml {

/// How much canonicalising one call may cost; shared by all its references and signatures.
class CanonicalBudget {
  public:
    /// A unit is what writing a byte takes, about 10 ns. Elements, attributes and name spaces cost as well,
    /// and so does hashing where that is slow.
    static constexpr std::uint64_t kUnits = 800ULL * 1024 * 1024;

    explicit CanonicalBudget(const WorkControl& control) : control_(control) {}

    /// xml.canonicalisation_budget when nothing is left, cancelled when the person gave up.
    Outcome spend(std::uint64_t units) {
        if (control_.cancelled())
            return fail(FailureCode::Cancelled);
        if (units > left_)
            return fail(FailureCode::XmlBudget);
        left_ -= units;
        return Done{};
    }

  private:
    const WorkControl& control_;
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

/// Units that a byte costs which is written and then hashed by this algorithm.
std::uint64_t unitsPerByte(crypto::DigestAlgorithm digest);

/// Writes the canonical form of the element `apex` and everything under it, in its place within the document
/// (with the name spaces that it inherits), without comments; the whole document when `apex` is null.
/// @param byteUnits what a byte costs.
/// xml.canonicalisation_budget; cancelled; xml.structure for a relative name space URI, which has no
/// canonical form.
Outcome canonicalise(const XmlDocument& document, xmlNode* apex, const CanonicalMethod& method,
                     CanonicalBudget& budget, ByteSink& out, std::uint64_t byteUnits);

} // namespace tanba::sign::xml
