#pragma once

#include "app/gui/pages/desk.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;

namespace tanba::gui {

class Fold;
class Text;

/// What few people need with a signature, folded: a time stamp, and a line for the user's own journal.
class ExtrasPart : public QWidget {
    Q_OBJECT

  public:
    explicit ExtrasPart(const Desk& desk);
    void refresh();

  private:
    const Desk& desk_;
    Fold* fold_;
    QCheckBox* timestamp_;
    Text* timestampNote_;
    Text* purposeLabel_;
    QLineEdit* purpose_;
    Text* purposeNote_;
};

} // namespace tanba::gui
