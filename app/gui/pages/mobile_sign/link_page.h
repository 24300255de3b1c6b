#pragma once

#include "app/gui/mobile/mobile_desk.h"
#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"

class QLineEdit;
class QMimeData;

namespace tanba::gui {

class Banner;
class Button;
class CallerCard;

/// Where the link or the picture of a signing QR is given, and where it leads. Nobody is asked for anything
/// before the person says so here.
class LinkPage : public Page {
    Q_OBJECT

  public:
    explicit LinkPage(const Desk& desk);

    void focusFirst() override;

  signals:
    void left();

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    void layOut();
    void say();
    void refresh();
    void take(const QMimeData& given);
    void paste();
    void choosePicture();
    void readField();
    void follow();

    const Desk& desk_;
    MobileDesk& mobile_;
    MobileDesk::Stage seen_ = MobileDesk::Stage::NoLink;
    Button* back_;
    Banner* trial_;
    Banner* banner_;
    QWidget* giving_; ///< everything about giving a link
    Text* label_;
    QLineEdit* field_;
    Text* note_;
    Button* read_;
    Button* paste_;
    Button* picture_;
    Text* working_;
    QWidget* going_; ///< everything about where it leads
    Text* siteTitle_;
    CallerCard* site_;
    Text* siteText_;
    Button* fetch_;
    Button* another_;
};

} // namespace tanba::gui
