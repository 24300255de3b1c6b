#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"

#include <QList>
#include <QTimer>
#include <QUrl>

namespace tanba::gui {

class Banner;
class Button;
class Card;
class DocumentRows;
class EmptyState;
class RecentList;

/// The documents that are to be signed: dropped, or chosen; one, a thousand, whole folders.
class ChoosePage : public Page {
    Q_OBJECT

  public:
    explicit ChoosePage(const Desk& desk);

    void add(const QList<QUrl>& files);
    void showFailure(const Failure& failure);
    void focusFirst() override;

  signals:
    /// Files were dropped or chosen.
    void added();
    void nextWanted();
    void lookWanted(const std::filesystem::path& file);
    void journalWanted();
    /// A file that was signed lately was pressed.
    void recentWanted(const std::filesystem::path& file);
    /// To signing by a QR code meant for eGov Mobile.
    void mobileWanted();

  protected:
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    void layOut();
    void say();
    void refresh();
    void refreshRows();
    void refreshNotices();
    void chooseFiles();
    void chooseFolder();

    const Desk& desk_;
    QTimer soon_; ///< what is looked at quickly brings no message
    EmptyState* empty_;
    Button* emptyFiles_;
    Button* emptyFolder_;
    Banner* failure_;
    Banner* login_;
    Banner* notice_;
    Card* looking_;
    Text* lookingText_;
    Button* stop_;
    Text* count_;
    DocumentRows* rows_;
    Button* files_;
    Button* folder_;
    Button* clear_;
    Button* next_;
    RecentList* recent_;
    Button* journal_;
    Button* mobile_;
};

} // namespace tanba::gui
