#pragma once

#include "app/gui/style/icon.h"
#include "app/gui/widgets/card.h"

#include <QWidget>

namespace tanba::gui {

/// A state in one or two words, with an icon; never by colour alone.
class Pill : public QWidget {
    Q_OBJECT

  public:
    explicit Pill(QWidget* parent = nullptr);
    void show(CardKind kind, const QString& words);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    CardKind kind_ = CardKind::Plain;
    QString words_;
};

} // namespace tanba::gui
