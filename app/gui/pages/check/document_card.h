#pragma once

#include "app/gui/documents/check_entry.h"
#include "app/gui/pages/desk.h"
#include "app/gui/widgets/card.h"

class QVBoxLayout;

namespace tanba::gui {

/// The document that was signed: where it is, and what can be done with it.
class DocumentCard : public Card {
    Q_OBJECT

  public:
    DocumentCard(const Desk& desk, const CheckEntry& entry, QWidget* parent = nullptr);

    /// The document was taken out of the signed file and lies here.
    void showExtracted(const std::filesystem::path& file);

  signals:
    void lookWanted();
    void extractWanted();
    /// The person has another document than the one that was taken.
    void otherWanted();

  private:
    const Desk& desk_;
    QVBoxLayout* column_;
};

} // namespace tanba::gui
