#pragma once

#include "app/gui/widgets/text.h"

#include <QAbstractButton>
#include <QFrame>

namespace tanba::gui {

enum class CardKind { Plain, Good, Info, Attention, Bad };

/// A surface that holds things together; tinted ones carry a message.
class Card : public QFrame {
    Q_OBJECT

  public:
    explicit Card(CardKind kind = CardKind::Plain, QWidget* parent = nullptr);
    void setKind(CardKind kind);
    CardKind kind() const { return kind_; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    CardKind kind_;
};

/// A card that is one big button: the whole of it can be pressed, with pointer, Enter or space.
class CardButton : public QAbstractButton {
    Q_OBJECT

  public:
    explicit CardButton(QWidget* parent = nullptr);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace tanba::gui
