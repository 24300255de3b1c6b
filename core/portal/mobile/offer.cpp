#include "core/portal/mobile/offer.h"

#include "core/base/encoding.h"
#include "core/portal/mobile/answer_fields.h"

#include <algorithm>
#include <array>
#include <optional>

namespace tanba::portal::mobile {

namespace {

struct MethodRow {
    std::string_view word;
    SignMethod method;
};
constexpr std::array<MethodRow, 4> kMethods = {{
    {"XML", SignMethod::Xml},
    {"CMS_SIGN_ONLY", SignMethod::CmsDetached},
    {"CMS_WITH_DATA", SignMethod::CmsAttached},
    {"SIGN_BYTES_ARRAY", SignMethod::Bytes},
}};
/// Each document then names its own.
constexpr std::string_view kMixed = "MIX_SIGN";

constexpr const char* kDocuments = "documentsToSign";

Result<SignMethod> methodOf(std::string_view word) {
    const auto* const row = std::ranges::find(kMethods, word, &MethodRow::word);
    if (row == kMethods.end())
        return wrongAt("signMethod");
    return row->method;
}

/// A document's own method; where the answer has one for all, it may only repeat it.
Result<SignMethod> methodOfDocument(const Json& document, std::string_view forAll) {
    TANBA_TRY(const std::string own, textOf(document, "signMethod"));
    if (forAll == kMixed)
        return methodOf(own);
    if (!own.empty() && own != forAll)
        return wrongAt("signMethod");
    return methodOf(forAll);
}

Result<std::vector<OfferedDocument::Fact>> factsOf(const Json& document) {
    std::vector<OfferedDocument::Fact> facts;
    const Json* const meta = memberOf(document, "meta");
    if (meta == nullptr)
        return facts;
    if (!meta->is_array() || meta->size() > kMaxMeta)
        return wrongAt("meta");
    for (const Json& row : *meta) {
        OfferedDocument::Fact fact;
        TANBA_TRY(fact.name, textOf(row, "name"));
        TANBA_TRY(fact.value, textOf(row, "value"));
        facts.push_back(std::move(fact));
    }
    return facts;
}

/// The member that holds the content, and comes back signed.
Json* contentPlace(Json& document, SignMethod method) {
    if (method == SignMethod::Xml)
        return document.contains("documentXml") ? &document["documentXml"] : nullptr;
    if (!document.contains("document") || !document["document"].is_object())
        return nullptr;
    Json& inner = document["document"];
    if (!inner.contains("file") || !inner["file"].is_object())
        return nullptr;
    Json& file = inner["file"];
    return file.contains("data") ? &file["data"] : nullptr;
}

Result<Bytes> contentOf(const std::string& text, SignMethod method) {
    if (method == SignMethod::Xml) {
        if (text.size() > kMaxXmlSize)
            return fail(FailureCode::FileTooLarge, "documentXml");
        return toBytes(text);
    }
    auto content = fromBase64(text, kMaxDocumentSize);
    if (!content.ok() && content.failure().code == FailureCode::FileTooLarge)
        return fail(FailureCode::FileTooLarge, "document.file.data");
    if (!content.ok())
        return wrongAt("document.file.data");
    return content;
}

/// Takes the content out of the tree: it would stand in memory twice.
Result<OfferedDocument> takeDocument(Json& row, std::string_view methodForAll) {
    if (!row.is_object())
        return wrongAt(kDocuments);
    OfferedDocument document;
    TANBA_TRY(document.method, methodOfDocument(row, methodForAll));
    TANBA_TRY(document.names, namesOf(row));
    TANBA_TRY(document.facts, factsOf(row));
    Json* const place = contentPlace(row, document.method);
    if (place == nullptr || !place->is_string())
        return wrongAt(document.method == SignMethod::Xml ? "documentXml" : "document.file.data");
    if (document.method != SignMethod::Xml) {
        TANBA_TRY(document.mime, textOf(row["document"]["file"], "mime"));
    }
    TANBA_TRY(Bytes content, contentOf(place->get_ref<const std::string&>(), document.method));
    if (content.empty())
        return wrongAt(document.method == SignMethod::Xml ? "documentXml" : "document.file.data");
    document.content = std::make_shared<const Bytes>(std::move(content));
    *place = Json::string_t();
    return document;
}

} // namespace

struct Offer::Tree {
    Json answer;
};

Result<Offer> Offer::read(std::string_view answer) {
    TANBA_TRY(Json tree, readStrictJson(answer));
    TANBA_TRY(const std::string method, textOf(tree, "signMethod"));
    const Json* const rows = memberOf(tree, kDocuments);
    if (rows == nullptr || !rows->is_array() || rows->empty())
        return wrongAt(kDocuments);
    if (rows->size() > kMaxDocuments)
        return fail(FailureCode::FileTooLarge, kDocuments);
    Offer offer;
    for (Json& row : tree[kDocuments]) {
        TANBA_TRY(OfferedDocument document, takeDocument(row, method));
        offer.documents_.push_back(std::move(document));
    }
    offer.tree_ = std::make_shared<const Tree>(Tree{std::move(tree)});
    return offer;
}

Bytes Offer::withSigned(const std::vector<Bytes>& signedForms) const {
    Json answer = tree_->answer;
    for (std::size_t index = 0; index < documents_.size(); ++index) {
        const SignMethod method = documents_[index].method;
        const ByteView form = signedForms.at(index);
        const bool text = method == SignMethod::Xml || method == SignMethod::Bytes;
        *contentPlace(answer[kDocuments][index], method) = text ? std::string(asText(form)) : toBase64(form);
    }
    return toBytes(answer.dump());
}

} // namespace tanba::portal::mobile
