#pragma once

#include "app/gui/documents/chosen_document.h"
#include "app/gui/documents/signing_key_option.h"
#include "app/gui/style/icon.h"
#include "app/gui/widgets/card.h"
#include "app/gui/words/words.h"

namespace tanba::gui {

// What the pages about signing say of documents, formats and keys.

/// "1,4 МБ", with the decimal sign of the language.
QString sizeWords(std::uint64_t bytes, const Words& words);
QString typeWords(DocumentType type, const Words& words);
Icon iconOf(DocumentType type);
QString formatWords(const documents::SigningOrder& order, const Words& words);
/// For a choice of formats.
QString formatWords(documents::SignFormat format, const Words& words);
/// Why a key cannot sign; empty for one that can.
QString unfitWords(KeyFitness fitness, const Words& words);
/// A file's name as it may be shown.
QString nameWords(const std::filesystem::path& file);
/// The name of a certificate's owner for a button: short enough for one line.
QString ownerForButton(const keys::Certificate& certificate);
/// Whose key it is, beside its secret: the key's card may be out of sight while that is typed.
QString keyLineWords(const SigningKeyOption& key, const Words& words);

/// How a document stands in a list.
struct DocumentView {
    std::filesystem::path path;
    Icon icon = Icon::File;
    QString name;
    QString detail;  ///< size, type, who signed, where the result is
    QString trouble; ///< why it is not signed; may be empty
    CardKind kind = CardKind::Plain;
    QString state;
    std::filesystem::path result; ///< a file that exists; may be empty
};
enum class ListMoment { BeforeSigning, SinceSigning };
DocumentView viewOf(const ChosenDocument& document, ListMoment moment, const Words& words);
DocumentView viewOf(const documents::NotListed& file, const Words& words);

/// Indices of the documents, those in the first of these states first; others are left out.
std::vector<std::size_t> inOrder(const std::vector<ChosenDocument>& documents,
                                 std::initializer_list<documents::RowState> states);

} // namespace tanba::gui
