#pragma once

#include "app/gui/pages/advice/advice_place.h"
#include "app/gui/pages/desk.h"
#include "app/gui/widgets/lazy_page.h"
#include "app/gui/widgets/page.h"

#include <QList>
#include <QStackedWidget>
#include <QUrl>

namespace tanba::gui {

class ChoosePage;
class ConsentPage;
class DocumentFacts;
class JournalPage;
class KeyChoicePage;
class PreviewPage;
class RunPage;

/// Everything about signing documents: choosing them, the consent, the run and its end, the journal; and the
/// ways between them.
class SignArea : public QStackedWidget {
    Q_OBJECT

  public:
    explicit SignArea(const Desk& desk);

    /// The page at which signing is now: the list, the run, or its end.
    void showNow();
    /// Documents to be added; a single one leads straight to the consent.
    void open(const QList<QUrl>& files);
    void showJournal();
    /// Something about signing went wrong before any of its pages was there.
    void showFailure(const Failure& failure);
    Page& currentPage();

  signals:
    void keySearchWanted();
    void keyWanted(const std::filesystem::path& file);
    void cardWanted(const std::string& id);
    void passwordChangeWanted(const std::filesystem::path& key);
    void pinChangeWanted(const std::string& card);
    void passwordForgotten();
    void adviceWanted(AdvicePlace place);
    void checkWanted(const std::vector<std::filesystem::path>& files);
    /// To signing by a QR code meant for eGov Mobile.
    void mobileWanted();
    /// The end of a run is on the screen.
    void endSeen();

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    ChoosePage* makeChoose();
    ConsentPage* makeConsent();
    KeyChoicePage* makeKeys();
    PreviewPage* makePreview();
    RunPage* makeRun();
    JournalPage* makeJournal();
    void turnTo(Page& page);
    bool shows(const Page* page) const { return page != nullptr && currentWidget() == page; }
    void showConsent();
    void look(const std::filesystem::path& file);
    void goOnIfSingle();

    const Desk& desk_;
    LazyPage<ChoosePage> choose_;
    LazyPage<ConsentPage> consent_;
    LazyPage<KeyChoicePage> keys_;
    LazyPage<PreviewPage> preview_;
    LazyPage<RunPage> run_;
    LazyPage<JournalPage> journal_;
    DocumentFacts* facts_ = nullptr; ///< on the page of the preview
    Page* beforePreview_ = nullptr;
    Page* beforeJournal_ = nullptr;
    bool straightOn_ = false; ///< files were dropped or opened: a single one needs no list
};

} // namespace tanba::gui
