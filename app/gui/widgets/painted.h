#pragma once

#include <QAccessible>
#include <QWidget>

namespace tanba::gui {

/// A widget that is drawn as a whole and is one thing to a screen reader: with a role, a name and a
/// description, and nothing inside.
class Painted : public QWidget {
    Q_OBJECT

  public:
    explicit Painted(QAccessible::Role role, QWidget* parent = nullptr);
    QAccessible::Role role() const { return role_; }

  private:
    QAccessible::Role role_;
};

} // namespace tanba::gui
