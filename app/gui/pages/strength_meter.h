#pragma once

#include "app/gui/words/words.h"
#include "core/guidance/password_judgement.h"

#include <QWidget>

namespace tanba::gui {

class Text;

/// How strong a new password or PIN is, in parts of a bar and in words, with the remark that matters most.
class StrengthMeter : public QWidget {
    Q_OBJECT

  public:
    StrengthMeter(Words& words, guidance::SecretMedium medium, QWidget* parent = nullptr);

    /// What was judged; nothing: nothing is typed.
    void show(std::optional<guidance::PasswordJudgement> judgement);
    /// What is shown, in words.
    QString spoken() const;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void refresh();

    Words& words_;
    const guidance::SecretMedium medium_;
    QWidget* bar_;
    Text* strength_;
    Text* remark_;
    std::optional<guidance::PasswordJudgement> judgement_;
};

} // namespace tanba::gui
