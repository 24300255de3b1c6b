#pragma once

#include "app/gui/style/icon.h"
#include "app/gui/widgets/card.h"

#include <QWidget>
#include <optional>

namespace tanba::gui {

/// A state in one or two words, with an icon; never by colour alone.
class Pill : public QWidget {
    Q_OBJECT

  public:
    explicit Pill(QWidget* parent = nullptr);
    /// @param icon says more than that of the kind
    void show(CardKind kind, const QString& words, std::optional<Icon> icon = std::nullopt);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    CardKind kind_ = CardKind::Plain;
    std::optional<Icon> icon_;
    QString words_;
};

} // namespace tanba::gui
