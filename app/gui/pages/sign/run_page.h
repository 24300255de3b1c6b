#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"

class QProgressBar;

namespace tanba::gui {

class Banner;
class Button;
class Card;
class DemonstrationMark;
class DocumentRows;
class Fold;
class PrintPanel;
class RunReportSaver;
class SecretField;

/// A run while it works, and how it ended: where the results lie, and what can be done next.
class RunPage : public Page {
    Q_OBJECT

  public:
    explicit RunPage(const Desk& desk);

    /// Another run than before.
    void begin();
    void focusFirst() override;

  signals:
    void moreWanted();
    void goOnWanted();
    void checkWanted(const std::vector<std::filesystem::path>& files);
    void passwordChangeWanted(const std::filesystem::path& key);
    void pinChangeWanted(const std::string& card);

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    void layOut();
    void say();
    void refresh();
    void refreshProgress();
    void refreshRows();
    void showEnd();
    void showWeakKey();
    void end();
    void givePin();
    void openFolder();
    void tellReport(const std::filesystem::path& file, const Outcome& outcome);
    bool ended() const { return desk_.signing.stage() == SigningDesk::Stage::Ended; }

    const Desk& desk_;
    DemonstrationMark* demonstration_;
    Banner* result_;
    Banner* trouble_;
    Banner* weak_;
    Card* progress_;
    QProgressBar* bar_;
    Text* count_;
    Text* left_;
    Button* stop_;
    Card* pinCard_;
    Text* pinText_;
    SecretField* pin_;
    Button* givePin_;
    Button* goOn_;
    Button* folder_;
    Button* check_;
    Button* retry_;
    Button* more_;
    DocumentRows* rows_;
    Text* drag_;
    Fold* report_;
    Button* pdf_;
    Button* html_;
    Button* print_;
    RunReportSaver* saver_;
    PrintPanel* printing_;
};

} // namespace tanba::gui
