#pragma once

#include "app/documents/signing_run.h"
#include "app/gui/documents/document_type.h"

#include <filesystem>
#include <vector>

namespace tanba::gui {

/// A document of the list, as it was examined.
struct ChosenDocument {
    documents::RunRow row;
    DocumentType type = DocumentType::Other;
    /// Its text names an organisation by a BIN, as far as that can be seen in its first part.
    bool namesOrganisation = false;

    const std::filesystem::path& path() const { return row.document.path; }
    bool waits() const { return row.state == documents::RowState::Waiting; }
    /// The signature is in the file itself.
    bool isSignedFile() const { return row.document.signature == row.document.path; }
};

/// Looks at the first part of the file for its type and for whom it names; leaves both as they are when it
/// cannot be read.
void lookInside(FileStore& files, ChosenDocument& chosen);

/// How the signatures of these documents are best kept: inside where all are XML, else beside the document.
/// Files that are all signed already get one more signer.
documents::SigningOrder usualOrder(const std::vector<ChosenDocument>& documents);

/// What became of files and folders that a person pointed at.
struct LookedAt {
    std::vector<ChosenDocument> documents;
    std::vector<documents::NotListed> notListed;
    bool cancelled = false;
};

/// Lists and examines; runs beside the windows.
/// @param known what is in the list already.
/// @param order of what lies in a folder.
/// @param observer told of each row that was examined.
LookedAt lookAt(const documents::SigningRun::Places& places, const std::vector<std::filesystem::path>& chosen,
                const std::vector<ChosenDocument>& known, const documents::FolderOrder& order,
                documents::RunObserver& observer, const WorkControl& control);

/// Examines for this order what was examined for another one.
LookedAt lookAgain(const documents::SigningRun::Places& places, const documents::SigningOrder& order,
                   std::vector<ChosenDocument> chosen, documents::RunObserver& observer,
                   const WorkControl& control);

} // namespace tanba::gui
