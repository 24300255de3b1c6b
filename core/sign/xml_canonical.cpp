#include "core/sign/xml_canonical.h"

#include "core/sign/xml_errors.h"

#include <libxml/xmlIO.h>

#include <algorithm>
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
    std::optional<Failure> failure;
};

int writePiece(void* context, const char* data, int length) {
    auto& output = *static_cast<Output*>(context);
    const auto size = static_cast<std::size_t>(length);
    if (!output.budget.spend(size)) {
        output.failure = fail(FailureCode::XmlBudget);
        return -1;
    }
    const Outcome written = output.sink.write(viewOf({data, size}));
    if (!written.ok()) {
        output.failure = written.failure();
        return -1;
    }
    return length;
}

std::uint64_t declarationsAt(const xmlNode* element) {
    std::uint64_t count = 0;
    for (const xmlNs* declaration = element->nsDef; declaration != nullptr; declaration = declaration->next)
        ++count;
    return count;
}

/// libxml2 looks every name space in scope up again at every element: steps of that under `apex`.
std::uint64_t lookupSteps(xmlNode* apex, std::size_t prefixes) {
    std::uint64_t depth = 1;
    std::uint64_t inScope = prefixes;
    for (const xmlNode* node = apex->parent; isElement(node); node = node->parent) {
        ++depth;
        inScope += declarationsAt(node);
    }
    std::uint64_t steps = 0;
    const xmlNode* node = apex;
    while (node != nullptr) {
        if (isElement(node)) {
            inScope += declarationsAt(node);
            steps += 32 + depth + inScope * (inScope + depth);
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
                return steps;
            if (node->next != nullptr) {
                node = node->next;
                break;
            }
            node = node->parent;
            --depth;
        }
    }
    return steps;
}

} // namespace

Outcome canonicalise(const XmlDocument& document, xmlNode* apex, const CanonicalMethod& method,
                     CanonicalBudget& budget, ByteSink& out) {
    // One step of a look-up is about a quarter of the work of writing and hashing a byte.
    if (!budget.spend(lookupSteps(apex == nullptr ? document.root() : apex, method.inclusivePrefixes.size()) /
                      4))
        return fail(FailureCode::XmlBudget);
    Output output{out, budget, std::nullopt};
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
