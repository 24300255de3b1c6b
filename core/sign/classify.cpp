#include "core/sign/classify.h"

#include "core/sign/challenge_search.h"
#include "core/sign/login_shapes.h"
#include "core/sign/xml_document.h"

#include <algorithm>

namespace tanba::sign {

namespace {

bool isParseable(ByteView content) {
    return xml::XmlDocument::parse(content).ok();
}

void addNonce(Classification& classification, ByteView content) {
    for (const ShapePattern& pattern : shapePatterns()) {
        if (pattern.match != ShapeMatch::Bytes || content.size() > pattern.maxBytes || isParseable(content))
            continue;
        classification.contentClass = ContentClass::Login;
        classification.shapes.push_back(pattern.shape);
    }
}

std::vector<std::string> allowedOrigins(const LoginShape& shape, const Classification& classification) {
    if (!shape.statesOrigin)
        return shape.origins;
    // Two challenges that name two origins allow none.
    const std::vector<std::string>& stated = classification.statedOrigins;
    const bool same = !stated.empty() && std::ranges::all_of(stated, [&](const std::string& origin) {
        return origin == stated.front();
    });
    const auto normal =
        same ? normaliseOrigin(stated.front()) : Result<std::string>(fail(FailureCode::OriginMalformed));
    if (!normal.ok() || normal.value() != stated.front())
        return {};
    const bool listed = std::ranges::find(shape.origins, stated.front()) != shape.origins.end();
    return shape.origins.empty() || listed ? std::vector{stated.front()} : std::vector<std::string>();
}

bool isListed(const LoginShape& shape, const Classification& classification, const std::string& origin) {
    const std::vector<std::string> allowed = allowedOrigins(shape, classification);
    return std::ranges::find(allowed, origin) != allowed.end();
}

std::string joined(const std::vector<std::string>& texts) {
    std::string result;
    for (const std::string& text : texts)
        result += (result.empty() ? "" : ", ") + text;
    return result;
}

Outcome authoriseLogin(const Classification& classification, const SigningRequester& requester) {
    std::vector<std::string> ids;
    std::vector<std::string> origins;
    bool allowed = requester.verifiedOrigin.has_value() && !classification.shapes.empty();
    for (const LoginShape* shape : classification.shapes) {
        const auto shapeOrigins = allowedOrigins(*shape, classification);
        ids.push_back(shape->id);
        origins.insert(origins.end(), shapeOrigins.begin(), shapeOrigins.end());
        // Every shape must agree: a challenge that two portals might accept is given to neither.
        allowed = allowed && std::ranges::find(shapeOrigins, *requester.verifiedOrigin) != shapeOrigins.end();
    }
    if (allowed || (requester.asksThePerson && isProbableLogin(classification, requester.verifiedOrigin)))
        return Done{};
    const auto code =
        requester.verifiedOrigin ? FailureCode::LoginForOtherOrigin : FailureCode::LoginNeedsOrigin;
    return fail(code, joined(ids), joined(origins));
}

} // namespace

Classification classifyContent(ByteView content, bool hasDocumentName, const WorkControl& control) {
    Classification classification = classifyBytes(content, control);
    if (classification.contentClass == ContentClass::Document && !hasDocumentName)
        addNonce(classification, content);
    return classification;
}

bool isProbableLogin(const Classification& classification, const std::optional<std::string>& verifiedOrigin) {
    // Pages of this computer itself (http://localhost) have no account to lose, and no certificate either.
    if (classification.contentClass != ContentClass::Login || classification.shapes.empty() ||
        !verifiedOrigin || !verifiedOrigin->starts_with("https://"))
        return false;
    return std::ranges::all_of(classification.shapes, [&](const LoginShape* shape) {
        return shape->forOthers == ForOthers::Asked && !isListed(*shape, classification, *verifiedOrigin);
    });
}

Outcome authoriseSigning(const Classification& classification, const SigningRequester& requester) {
    switch (classification.contentClass) {
    case ContentClass::Login:
        return authoriseLogin(classification, requester);
    case ContentClass::HashOnly:
        if (requester.verifiedOrigin && requester.listedForHashes)
            return Done{};
        return fail(FailureCode::HashNeedsOrigin, requester.verifiedOrigin.value_or(""));
    case ContentClass::Document:
    case ContentClass::Raw:
        break;
    }
    if (requester.verifiedOrigin)
        return fail(FailureCode::LoginExpected, *requester.verifiedOrigin);
    return Done{};
}

} // namespace tanba::sign
