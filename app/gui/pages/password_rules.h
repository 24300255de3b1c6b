#pragma once

#include "app/gui/words/words.h"
#include "core/guidance/password_judgement.h"

#include <QWidget>
#include <vector>

namespace tanba::gui {

class Picture;
class StrengthMeter;
class Text;

/// The rule for a new password, point by point, each ticked as soon as it is met; and how strong it is.
class PasswordRules : public QWidget {
    Q_OBJECT

  public:
    explicit PasswordRules(Words& words, QWidget* parent = nullptr);

    /// @param repeated the same password typed again
    void judge(const SecretBytes& password, const SecretBytes& repeated, const guidance::OwnerNumbers& owner);
    /// Every point is met, and the password is not one that everybody knows.
    bool acceptable() const;

  private:
    struct Point {
        Phrase phrase;
        bool met = false;
        Picture* picture = nullptr;
        Text* text = nullptr;
    };
    void refresh();

    Words& words_;
    Text* title_;
    std::vector<Point> points_;
    StrengthMeter* meter_;
    bool typed_ = false;
    guidance::PasswordJudgement judgement_;
};

} // namespace tanba::gui
