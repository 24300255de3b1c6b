#include "core/sign/xml_canonical.h"

#include "core/sign/xml_errors.h"

#include <libxml/xmlIO.h>

#include <algorithm>
#include <array>
#include <optional>

namespace tanba::sign::xml {

namespace {

/// libxml2 walks the whole document to canonicalise a part of it. While this lives, the tree holds nothing
/// but the ancestors of `apex` and what is under it; invisible nodes contribute nothing, so the result is the
/// same.
class OnlyBranch {
  public:
    explicit OnlyBranch(xmlNode* apex) {
        for (xmlNode* node = apex; node->parent != nullptr; node = node->parent) {
            links_.push_back({node, node->next, node->parent->children});
            node->next = nullptr;
            node->parent->children = node;
        }
    }
    ~OnlyBranch() {
        for (const Link& link : links_) {
            link.node->next = link.next;
            link.node->parent->children = link.firstSibling;
        }
    }
    OnlyBranch(const OnlyBranch&) = delete;
    OnlyBranch& operator=(const OnlyBranch&) = delete;

    /// Ancestors of the apex, with the attributes and name spaces they declare, are not in the node set.
    bool contains(const xmlNode* element) const {
        return std::ranges::none_of(links_,
                                    [element](const Link& link) { return link.node->parent == element; });
    }

  private:
    struct Link {
        xmlNode* node;
        xmlNode* next;
        xmlNode* firstSibling;
    };
    std::vector<Link> links_;
};

int isVisible(void* context, xmlNode* node, xmlNode* parent) {
    const bool belongsToElement = node->type == XML_NAMESPACE_DECL || node->type == XML_ATTRIBUTE_NODE;
    return static_cast<const OnlyBranch*>(context)->contains(belongsToElement ? parent : node) ? 1 : 0;
}

struct Output {
    ByteSink& sink;
    CanonicalBudget& budget;
    std::uint64_t byteUnits;
    std::optional<Failure> failure;
};

int writePiece(void* context, const char* data, int length) {
    auto& output = *static_cast<Output*>(context);
    const auto size = static_cast<std::size_t>(length);
    Outcome written = output.budget.spend(size * output.byteUnits);
    if (written.ok())
        written = output.sink.write(viewOf({data, size}));
    if (written.ok())
        return length;
    output.failure = written.failure();
    return -1;
}

std::uint64_t declarationsAt(const xmlNode* element) {
    std::uint64_t count = 0;
    for (const xmlNs* declaration = element->nsDef; declaration != nullptr; declaration = declaration->next)
        ++count;
    return count;
}

std::uint64_t attributesAt(const xmlNode* element) {
    std::uint64_t count = 0;
    for (const xmlAttr* attribute = element->properties; attribute != nullptr; attribute = attribute->next)
        ++count;
    return count;
}

/// What an element costs in libxml2, besides the bytes it writes: its attributes are sorted by inserting each
/// into a list, and every name space in scope is looked up again. Measured; units of CanonicalBudget.
std::uint64_t unitsOfElement(std::uint64_t attributes, std::uint64_t inScope, std::uint64_t depth) {
    constexpr std::uint64_t kElement = 40;
    constexpr std::uint64_t kAttribute = 10;
    return kElement + attributes * (kAttribute + attributes) + (depth + inScope * (inScope + depth)) / 2;
}

/// Of all elements under `apex`.
std::uint64_t unitsUnder(xmlNode* apex, std::size_t prefixes) {
    std::uint64_t depth = 1;
    std::uint64_t inScope = prefixes;
    for (const xmlNode* node = apex->parent; isElement(node); node = node->parent) {
        ++depth;
        inScope += declarationsAt(node);
    }
    std::uint64_t units = 0;
    const xmlNode* node = apex;
    while (node != nullptr) {
        if (isElement(node)) {
            inScope += declarationsAt(node);
            units += unitsOfElement(attributesAt(node), inScope, depth);
        }
        if (isElement(node) && node->children != nullptr) {
            node = node->children;
            ++depth;
            continue;
        }
        // Climb to the next node, forgetting the declarations of what is left behind.
        while (node != nullptr) {
            if (isElement(node))
                inScope -= declarationsAt(node);
            if (node == apex)
                return units;
            if (node->next != nullptr) {
                node = node->next;
                break;
            }
            node = node->parent;
            --depth;
        }
    }
    return units;
}

} // namespace

std::uint64_t unitsPerByte(crypto::DigestAlgorithm digest) {
    struct Row {
        crypto::DigestAlgorithm digest;
        std::uint64_t units;
    };
    using crypto::DigestAlgorithm;
    // Measured; the others are as fast as the writing.
    static constexpr std::array<Row, 3> kSlow = {{{DigestAlgorithm::Streebog256, 2},
                                                  {DigestAlgorithm::Streebog512, 2},
                                                  {DigestAlgorithm::Gost34311_95, 5}}};
    const auto* row = std::ranges::find(kSlow, digest, &Row::digest);
    return row != kSlow.end() ? row->units : 1;
}

Outcome canonicalise(const XmlDocument& document, xmlNode* apex, const CanonicalMethod& method,
                     CanonicalBudget& budget, ByteSink& out, std::uint64_t byteUnits) {
    TANBA_CHECK(
        budget.spend(unitsUnder(apex == nullptr ? document.root() : apex, method.inclusivePrefixes.size())));
    Output output{out, budget, byteUnits, std::nullopt};
    const ErrorCollector errors;
    std::vector<xmlChar*> prefixes;
    std::vector<std::string> prefixTexts = method.inclusivePrefixes;
    for (std::string& prefix : prefixTexts)
        prefixes.push_back(reinterpret_cast<xmlChar*>(prefix.data()));
    prefixes.push_back(nullptr);

    std::optional<OnlyBranch> branch;
    if (apex != nullptr)
        branch.emplace(apex);
    using BufferHandle = std::unique_ptr<xmlOutputBuffer, XmlDeleter<xmlOutputBufferClose>>;
    const BufferHandle buffer(xmlOutputBufferCreateIO(writePiece, nullptr, &output, nullptr));
    if (buffer == nullptr)
        return fail(FailureCode::OutOfMemory);
    int result = xmlC14NExecute(document.get(), branch ? isVisible : nullptr, branch ? &*branch : nullptr,
                                method.mode, prefixes.data(), 0, buffer.get());
    if (result >= 0)
        result = xmlOutputBufferFlush(buffer.get());
    if (output.failure)
        return *output.failure;
    if (result < 0)
        return fail(FailureCode::XmlStructure, "canonicalisation", errors.first());
    return Done{};
}

} // namespace tanba::sign::xml
