#pragma once

#include "app/gui/words/words.h"

#include <QVBoxLayout>
#include <QWidget>

namespace tanba::gui {

class Button;

/// A part that stays folded until somebody wants it.
class Fold : public QWidget {
    Q_OBJECT

  public:
    Fold(Words& words, Phrase title, QWidget* parent = nullptr);
    QVBoxLayout& content() { return *content_; }
    void setOpen(bool open);

  private:
    Button* toggle_;
    QWidget* body_;
    QVBoxLayout* content_;
};

} // namespace tanba::gui
