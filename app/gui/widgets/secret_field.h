#pragma once

#include "app/gui/widgets/secret_line_edit.h"
#include "app/gui/words/words.h"

#include <QWidget>

namespace tanba::gui {

class Button;
class Text;

/// A password field with its label, the button that shows the text, and hints at the two usual slips: Caps
/// Lock and the wrong keyboard layout.
class SecretField : public QWidget {
    Q_OBJECT

  public:
    SecretField(Words& words, Phrase label, QWidget* parent = nullptr);

    SecretLineEdit& edit() { return *edit_; }
    /// Told by a screen reader with the field: why the last try failed.
    void setTrouble(const QString& trouble);
    void clear();

  signals:
    void edited();
    void submitted();

  private:
    void refresh();
    void showHints();

    Words& words_;
    Phrase label_;
    Text* labelText_;
    SecretLineEdit* edit_;
    Button* reveal_;
    Text* script_;
    Text* hint_;
};

} // namespace tanba::gui
