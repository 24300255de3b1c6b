#pragma once

#include "app/gui/widgets/card.h"

#include <QWidget>
#include <array>
#include <functional>
#include <vector>

namespace tanba::gui {

class Button;
class Picture;
class Text;

struct CheckAction {
    QString words;
    std::function<void()> run;
};

/// How one point of a checklist stands.
struct CheckLine {
    static constexpr std::size_t kMostActions = 2;

    CardKind kind = CardKind::Plain; ///< Good: ticked; Attention: not yet; Info: a question; Plain: looking
    QString words;
    std::vector<CheckAction> actions; ///< kMostActions at most
};

/// One point of a checklist that ticks itself: a picture, a sentence, and what can be done about it.
class CheckRow : public QWidget {
    Q_OBJECT

  public:
    explicit CheckRow(QWidget* parent = nullptr);
    void show(const CheckLine& line);

  private:
    Picture* picture_;
    Text* text_;
    std::array<Button*, CheckLine::kMostActions> buttons_; ///< stay, so that the focus does
    QWidget* buttonRow_;
    std::vector<CheckAction> actions_;
};

} // namespace tanba::gui
