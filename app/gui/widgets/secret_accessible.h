#pragma once

#include <QAccessibleWidget>

namespace tanba::gui {

class SecretLineEdit;

/// How a screen reader sees a password field: editable, protected, so many bullets long. It never learns the
/// text.
class SecretAccessible : public QAccessibleWidget, public QAccessibleTextInterface {
  public:
    explicit SecretAccessible(SecretLineEdit& field);

    /// Makes Qt's accessibility ask here for every SecretLineEdit.
    static void install();
    static void tellLength(SecretLineEdit& field, int before, int now);

    QAccessible::State state() const override;
    QString text(QAccessible::Text kind) const override;
    void* interface_cast(QAccessible::InterfaceType type) override;

    void selection(int index, int* start, int* end) const override;
    int selectionCount() const override;
    void addSelection(int start, int end) override;
    void removeSelection(int index) override;
    void setSelection(int index, int start, int end) override;
    int cursorPosition() const override;
    void setCursorPosition(int position) override;
    QString text(int start, int end) const override;
    int characterCount() const override;
    QRect characterRect(int offset) const override;
    int offsetAtPoint(const QPoint& point) const override;
    void scrollToSubstring(int start, int end) override;
    QString attributes(int offset, int* start, int* end) const override;

  private:
    SecretLineEdit& field() const;
};

} // namespace tanba::gui
