#pragma once

#include "app/gui/documents/check_desk.h"
#include "app/gui/pages/check/report_saver.h"
#include "app/gui/pages/desk.h"
#include "app/gui/pages/print_panel.h"
#include "app/gui/widgets/page.h"
#include "app/text/report_view.h"

namespace tanba::gui {

class Banner;
class Button;
class DocumentCard;
class StepProgress;
class VerdictHeader;

/// One file: what it is worth, then who signed it, in what role, when and why; what can be done with it.
class CheckResultPage : public Page {
    Q_OBJECT

  public:
    explicit CheckResultPage(const Desk& desk);

    /// @param index in CheckDesk::entries().
    void show(std::size_t index);
    std::size_t index() const { return index_; }
    void focusFirst() override;
    /// The document of the signature, from a dialog or a drop.
    void giveDocument(const std::filesystem::path& document);
    bool asksForDocument() const;

  signals:
    void listWanted();
    void anotherWanted();
    void keyWanted(const std::filesystem::path& key);
    void lookWanted(const std::string& name, const std::filesystem::path& signedFile,
                    const std::filesystem::path& document);
    /// Somebody wants to add a signature of theirs.
    void signWanted(const std::filesystem::path& file);

  private:
    const CheckEntry* entry() const;
    void refresh();
    void rebuild();
    void addVerdict(const CheckEntry& entry);
    void addOther(const CheckEntry& entry);
    void addMissing(const CheckEntry& entry);
    void addLogin(const text::ReportView& view);
    void addOnline(const CheckEntry& entry);
    void addSignatures(const CheckEntry& entry, const text::ReportView& view);
    void addDocument(const CheckEntry& entry);
    void addReport(const CheckEntry& entry, const text::ReportView& view);
    void addActions(const CheckEntry& entry);
    Button* addButton(QLayout& row, Button* button, Phrase words);
    void chooseDocument();
    void chooseLists();
    void extractInto(const std::filesystem::path& folder);
    std::shared_ptr<StepProgress> watchExtraction(std::uint64_t job);
    void leaveExtraction();
    void tellExtracted(const Result<std::filesystem::path>& written);

    const Desk& desk_;
    CheckDesk& checks_;
    std::size_t index_ = 0;
    Button* back_;
    QVBoxLayout* place_;
    QWidget* content_ = nullptr;
    QVBoxLayout* parts_ = nullptr;
    VerdictHeader* verdict_ = nullptr;
    DocumentCard* document_ = nullptr;
    Button* mainAction_ = nullptr;
    Banner* banner_;
    ReportSaver saver_;
    PrintPanel* printing_;
    /// So many signatures are shown; a file may hold 64.
    std::size_t shownSignatures_ = 0;
    /// What the content was built from, so that news about other files do not build it anew; 0 for nothing.
    std::uint64_t builtFrom_ = 0;
    std::shared_ptr<CancelToken> extracting_; ///< for the document card that is shown
    std::uint64_t extraction_ = 0;            ///< what another one brings is dropped
};

} // namespace tanba::gui
