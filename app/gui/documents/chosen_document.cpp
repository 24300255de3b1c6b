#include "app/gui/documents/chosen_document.h"

#include "core/guidance/personal_numbers.h"

#include <algorithm>
#include <iterator>

namespace tanba::gui {

namespace {

using documents::Adding;
using documents::Document;
using documents::IfSigned;
using documents::SignFormat;
using documents::SigningOrder;
using documents::SigningRun;

/// So much is looked at to tell a document's type and whom it names.
constexpr std::size_t kFirstPart = std::size_t{256} * 1024;

std::vector<Document> documentsOf(const std::vector<ChosenDocument>& chosen) {
    std::vector<Document> documents;
    std::ranges::transform(chosen, std::back_inserter(documents),
                           [](const ChosenDocument& one) { return one.row.document; });
    return documents;
}

} // namespace

void lookInside(FileStore& files, ChosenDocument& chosen) {
    const auto opened = files.openForReading(chosen.path());
    if (!opened.ok())
        return;
    Bytes start(kFirstPart);
    const auto count = opened.value()->read(start);
    start.resize(count.ok() ? count.value() : 0);
    chosen.type = typeOfContent(start, chosen.path());
    chosen.namesOrganisation = !guidance::mentionedBins(start).empty();
}

SigningOrder usualOrder(const std::vector<ChosenDocument>& documents) {
    SigningOrder order;
    if (documents.empty())
        return order;
    const auto all = [&documents](DocumentType type) {
        return std::ranges::all_of(documents,
                                   [type](const ChosenDocument& chosen) { return chosen.type == type; });
    };
    const bool signedFiles = std::ranges::all_of(documents, &ChosenDocument::isSignedFile);
    if (all(DocumentType::Xml)) {
        order.format = SignFormat::Xml;
        // A signature in XML covers those that were there before.
        order.ifSigned = signedFiles ? IfSigned::SignAgain : IfSigned::Skip;
    } else if (signedFiles && all(DocumentType::Signed)) {
        order.format = SignFormat::Cms;
        order.adding = Adding::ToExisting;
    }
    return order;
}

LookedAt lookAt(const SigningRun::Places& places, const std::vector<std::filesystem::path>& chosen,
                const std::vector<ChosenDocument>& known, const documents::FolderOrder& order,
                documents::RunObserver& observer, const WorkControl& control) {
    LookedAt looked;
    auto listed = documents::listDocuments(places.files, chosen, documentsOf(known), control, order);
    if (!listed.ok()) {
        looked.cancelled = true;
        return looked;
    }
    std::vector<ChosenDocument> added;
    for (Document& document : listed.value().documents) {
        if (control.cancelled()) {
            looked.cancelled = true;
            return looked;
        }
        ChosenDocument one;
        one.row.document = std::move(document);
        lookInside(places.files, one);
        added.push_back(std::move(one));
    }
    looked = lookAgain(places, usualOrder(added), std::move(added), observer, control);
    looked.notListed = std::move(listed.value().notListed);
    return looked;
}

LookedAt lookAgain(const SigningRun::Places& places, const SigningOrder& order,
                   std::vector<ChosenDocument> chosen, documents::RunObserver& observer,
                   const WorkControl& control) {
    LookedAt looked;
    SigningRun run(places, order, documentsOf(chosen));
    looked.cancelled = !run.examine(&observer, control).ok();
    looked.documents = std::move(chosen);
    for (std::size_t index = 0; index < looked.documents.size(); ++index)
        looked.documents[index].row = run.rows()[index];
    return looked;
}

} // namespace tanba::gui
