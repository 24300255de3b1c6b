#pragma once

#include "app/gui/style/icon.h"
#include "app/gui/words/words.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QFrame>
#include <vector>

class QHBoxLayout;

namespace tanba::gui {

class Text;

enum class Place { Home, Keys, Sign, Check, Portals, Help, Settings };

/// An entry of the side bar.
class SideBarButton : public QAbstractButton {
    Q_OBJECT

  public:
    explicit SideBarButton(Icon icon, QWidget* parent = nullptr);
    void setFolded(bool folded);
    QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    Icon icon_;
    bool folded_ = false;
};

/// Where one can go. Folds to pictures when the window is narrow.
class SideBar : public QFrame {
    Q_OBJECT

  public:
    explicit SideBar(Words& words, QWidget* parent = nullptr);

    void setFolded(bool folded);
    void setPlace(Place place);

  signals:
    void wanted(Place place);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    struct Entry {
        Place place;
        Phrase name;
        SideBarButton* button;
    };

    void say();
    void applyTheme();

    Words& words_;
    QHBoxLayout* head_;
    Text* name_;
    std::vector<Entry> entries_;
    QButtonGroup group_;
    bool folded_ = false;
};

} // namespace tanba::gui
