#pragma once

#include "app/gui/pages/check/check_page.h"
#include "app/gui/pages/check/check_result_page.h"
#include "app/gui/pages/preview/preview_page.h"
#include "app/gui/widgets/lazy_page.h"

#include <QList>
#include <QStackedWidget>
#include <QTimer>
#include <QUrl>

namespace tanba::gui {

/// Everything about checking signatures: the beginning and the list, one file, a look at its document; and
/// the ways between them. Takes files that are dropped on any of them.
class CheckArea : public QStackedWidget {
    Q_OBJECT

  public:
    explicit CheckArea(const Desk& desk);

    void open(const std::vector<std::filesystem::path>& files);
    /// Where the area was left; the beginning when there is nothing to show.
    void comeBack();
    Page& currentPage();

  signals:
    /// What was opened is a file of a key.
    void keyWanted(const QList<QUrl>& files);
    void signWanted(const std::filesystem::path& file);

  protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    CheckResultPage* makeResult();
    PreviewPage* makePreview();
    bool shownIsJudgedAgain() const;
    void turnTo(Page& page);
    void startOver();
    void showResult(std::size_t index);
    void showEnd();
    void goToKey(const std::filesystem::path& key);

    const Desk& desk_;
    CheckDesk& checks_;
    CheckPage* start_;
    LazyPage<CheckResultPage> result_;
    LazyPage<PreviewPage> preview_;
    /// The file whose result comes back to the page when its check ends.
    std::optional<std::size_t> awaited_;
    QTimer soon_; ///< a check that is over at once turns no page
};

} // namespace tanba::gui
