#pragma once

#include "app/gui/words/words.h"
#include "core/guidance/password_judgement.h"

#include <QWidget>

namespace tanba::gui {

class Banner;
class Button;
class Text;

/// Below the field of a secret: what is told about that, and while a key is being opened with it, that this
/// can take a while, and the way out. A single derivation of a password cannot be broken off: whoever
/// cancels is let go at once, and the page's desk drops what it brings.
class OpeningNote : public QWidget {
    Q_OBJECT

  public:
    explicit OpeningNote(Words& words);

    /// Nothing is being opened. Hidden without a note; a focus that lay on the way out goes to the page.
    void rest(const QString& note);
    /// The way out takes the focus when it appears.
    void open(guidance::SecretMedium medium);
    /// In a page: the person has let go.
    void tellCancelled(Banner& banner) const;

  signals:
    void cancelled();

  private:
    void say();
    void bringIntoSight();

    Words& words_;
    guidance::SecretMedium medium_ = guidance::SecretMedium::KeyFile; ///< of the last opening
    bool opening_ = false;
    Text* note_;
    Button* cancel_;
};

} // namespace tanba::gui
