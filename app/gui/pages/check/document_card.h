#pragma once

#include "app/gui/documents/check_entry.h"
#include "app/gui/pages/desk.h"
#include "app/gui/widgets/card.h"

#include <chrono>

class QProgressBar;
class QVBoxLayout;

namespace tanba::gui {

class Button;
class Text;

/// The document that was signed: where it is, and what can be done with it.
class DocumentCard : public Card {
    Q_OBJECT

  public:
    DocumentCard(const Desk& desk, const CheckEntry& entry, QWidget* parent = nullptr);

    /// The document is being taken out of the signed file; leaveWanted() when somebody has enough of it.
    void beginExtracting();
    void tellExtracting(int percent);
    void endExtracting();
    /// The document was taken out of the signed file and lies here.
    void showExtracted(const std::filesystem::path& file);

  signals:
    void lookWanted();
    void extractWanted();
    void leaveWanted();
    /// The person has another document than the one that was taken.
    void otherWanted();

  private:
    void addWorking();

    const Desk& desk_;
    QVBoxLayout* column_;
    Button* extract_;
    QWidget* working_;
    QProgressBar* bar_;
    Text* left_;
    Button* leave_;
    std::chrono::milliseconds startedAt_{}; ///< of Desk::steady
};

} // namespace tanba::gui
