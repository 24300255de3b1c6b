#pragma once

#include <QAccessibleWidget>

namespace tanba::gui {

class CardButton;

/// How a screen reader sees a card that is a button: one control that tells in its name and description what
/// stands on it. The texts on it are no objects of their own, or somebody who reads line by line would hear
/// all twice; controls on it are.
class CardButtonAccessible : public QAccessibleWidget {
  public:
    explicit CardButtonAccessible(CardButton& button);

    /// Makes Qt's accessibility ask here for every CardButton.
    static void install();

    int childCount() const override;
    QAccessibleInterface* child(int index) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessible::State state() const override;
    QStringList actionNames() const override;
    void doAction(const QString& action) override;

  private:
    CardButton& button() const;
    QList<QWidget*> controls() const;
};

} // namespace tanba::gui
