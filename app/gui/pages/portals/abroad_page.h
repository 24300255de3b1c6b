#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"

namespace tanba::gui {

class Button;

/// "Are you abroad?", asked before anything is signed; and what follows from a yes. Keeps the answer in
/// EntryAnswers. Whether it has to be asked at all is EntryAnswers::stay()'s to say.
class AbroadPage : public Page {
    Q_OBJECT

  public:
    explicit AbroadPage(const Desk& desk);

    /// Asks.
    /// @param sender of the SMS, such as "1414"; empty where nobody believed names one
    void ask(const std::string& sender);

  signals:
    /// The person has said where they are and knows what it means: EntryAnswers::stay() has a value now.
    void answered();
    /// Back, without an answer.
    void left();

  private:
    enum class Step { Question, Abroad };

    void layOut();
    void say();
    void turnTo(Step step);
    void answerHome();

    const Desk& desk_;
    std::string sender_;
    Step step_ = Step::Question;
    Button* back_;
    QWidget* question_;
    Text* zone_;
    Button* no_;
    Button* yes_;
    Text* kept_;
    QWidget* abroad_;
    Text* smsText_;
    Button* go_;
};

} // namespace tanba::gui
