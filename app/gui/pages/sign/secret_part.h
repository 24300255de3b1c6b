#pragma once

#include "app/gui/pages/desk.h"

#include <QWidget>

namespace tanba::gui {

class Banner;
class PadCard;
class SecretField;

/// What the picture of a reader with keys of its own says.
enum class PadMoment {
    Before, ///< the PIN will be typed there
    Now,    ///< the reader waits for it
};

/// Where the password of a key file or the PIN of a card is typed; a reader with keys of its own has a
/// picture instead.
class SecretPart : public QWidget {
    Q_OBJECT

  public:
    explicit SecretPart(const Desk& desk);

    /// Another key than before takes away what was typed.
    void show(const std::optional<SigningKeyOption>& key, PadMoment moment);
    /// Nothing is missing that has to be typed here.
    bool complete() const;
    bool empty() const;
    SecretBytes copy() const;
    void clear();
    /// The last try was wrong: its field says why to a screen reader, and is ready for the next.
    void showTrouble(const Failure& failure);
    void focusFirst();

  signals:
    void edited();
    void submitted();

  private:
    enum class Way { Nothing, Password, Pin, Reader };

    void say();
    void showField();
    SecretField* field() const;

    const Desk& desk_;
    std::optional<SigningKeyOption> key_;
    Way way_ = Way::Nothing;
    PadMoment moment_ = PadMoment::Before;
    Banner* demonstration_;
    Banner* notice_;
    SecretField* password_;
    SecretField* pin_;
    PadCard* pad_;
};

/// Why a key was not opened: in the banner, and at the field when the secret was wrong. False, and nothing
/// said, for what the person broke off themselves.
bool showRefusal(const Failure& failure, Banner& banner, SecretPart& secret);

} // namespace tanba::gui
