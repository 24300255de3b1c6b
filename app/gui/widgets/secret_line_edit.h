#pragma once

#include "core/base/secret_bytes.h"

#include <QWidget>
#include <optional>

namespace tanba::gui {

/// Which alphabet the last typed character came from: all that is ever told of what was typed.
enum class TypedScript { Latin, Russian, Kazakh };

/// A password field that keeps what is typed in SecretBytes, as UTF-8, and in nothing else: no member is a
/// QString, input methods are off (they remember), nothing can be copied out, there is no undo. What Qt
/// itself holds of a key press for a moment is named in SECURITY.md. The caret is always at the end: a
/// password is typed, not edited.
class SecretLineEdit : public QWidget {
    Q_OBJECT

  public:
    static constexpr std::size_t kCapacity = 256;

    explicit SecretLineEdit(QWidget* parent = nullptr);

    const SecretBytes& secret() const { return secret_; }
    SecretBytes copy() const { return SecretBytes::copyOf(secret_.view()); }
    bool isEmpty() const { return secret_.empty(); }
    /// Characters, not bytes.
    int length() const { return length_; }
    std::optional<TypedScript> lastScript() const { return lastScript_; }
    /// A capital came without Shift.
    bool capsLockSuspected() const { return capsLockSuspected_; }
    bool revealed() const { return revealed_; }
    bool allSelected() const { return allSelected_; }

    void setRevealed(bool revealed);
    void selectAll();
    void clear();
    void paste();
    /// Called by the owner with the words for the context menu.
    void setMenuWords(const QString& paste, const QString& clear);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  signals:
    void edited();
    void submitted();
    /// A paste that cannot be a password.
    void refused();

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

    /// Takes typed or pasted characters in, at the end or instead of what is selected; false when they cannot
    /// be part of the secret.
    virtual bool type(QStringView characters);

  private:
    void erase();
    void noteScript(char32_t character, Qt::KeyboardModifiers modifiers);
    void changed(int oldLength);
    void paintContent(QPainter& painter, const QRect& area) const;

    SecretBytes secret_{kCapacity};
    int length_ = 0;
    std::optional<TypedScript> lastScript_;
    bool capsLockSuspected_ = false;
    bool revealed_ = false;
    bool allSelected_ = false;
    QString pasteWord_;
    QString clearWord_;
};

} // namespace tanba::gui
