#pragma once

#include "app/gui/pages/desk.h"

#include <QList>
#include <QWidget>

class QRadioButton;

namespace tanba::gui {

class Fold;
class Text;

/// How the signatures are kept, in one sentence; the other ways are folded.
class FormatPart : public QWidget {
    Q_OBJECT

  public:
    explicit FormatPart(const Desk& desk);
    void refresh();

  private:
    QString sentence() const;

    const Desk& desk_;
    Text* how_;
    Fold* others_;
    QList<QRadioButton*> choices_;
};

} // namespace tanba::gui
