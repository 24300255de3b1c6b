#include "core/sign/challenge_search.h"
#include "core/sign/classify.h"
#include "core/sign/hidden_login.h"
#include "core/sign/xml_document.h"
#include "core/sign/xml_ids.h"
#include "core/sign/xml_signer.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

/// What is signed is a tree, what is judged is a stream: a login in the one is a login in the other.
void compareWithTheTree(tanba::ByteView content, const std::string& elementId) {
    using namespace tanba;
    const auto judged = sign::classifyForXml(content, {elementId});
    if (!judged.ok() || judged.value().contentClass == sign::ContentClass::Login)
        return;
    const auto tree = sign::xml::XmlDocument::parse(content);
    if (!tree.ok())
        return;
    std::vector<xmlNode*> elements = {tree.value().root()};
    if (!elementId.empty()) {
        const auto part = sign::xml::IdIndex(tree.value()).find(elementId);
        if (!part.ok())
            return;
        elements.push_back(part.value());
    }
    if (sign::classifyElements(elements).contentClass == sign::ContentClass::Login)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tanba;
    const ByteView content(data, size);
    const auto classification = sign::classifyContent(content, true);
    // A login always has a shape, and without an origin never passes the gate.
    const bool login = classification.contentClass == sign::ContentClass::Login;
    if (login == classification.shapes.empty() || (login && sign::authoriseSigning(classification, {}).ok()))
        std::abort();
    // What the parser finds the search finds too, whatever the pieces; but for kgd and zakup-sso within
    // texts.
    constexpr std::array<std::string_view, 2> kWholeOnly = {"kgd", "zakup-sso"};
    const bool mustBeFound = login && classification.everythingParsed &&
                             std::ranges::any_of(classification.shapes, [&](const sign::LoginShape* shape) {
                                 return std::ranges::find(kWholeOnly, shape->id) == kWholeOnly.end();
                             });
    sign::HiddenLoginSearch search;
    const std::size_t first = size / 3;
    if (!search.write(content.first(first)).ok() || !search.write(content.subspan(first)).ok() ||
        (mustBeFound && search.shapes().empty()))
        std::abort();
    static_cast<void>(sign::classifyContent(content, false));
    compareWithTheTree(content, {});
    compareWithTheTree(content, "x");
    static_cast<void>(sign::refuseForgingOracle(content));
    if (const auto origin = sign::normaliseOrigin(asText(content)); origin.ok()) {
        const auto again = sign::normaliseOrigin(origin.value());
        if (!again.ok() || again.value() != origin.value())
            std::abort();
    }
    return 0;
}
