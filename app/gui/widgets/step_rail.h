#pragma once

#include "app/gui/widgets/painted.h"
#include "app/gui/words/words.h"

#include <vector>

namespace tanba::gui {

/// Where one is in a job of several steps: what is done, what is now, what comes. In a narrow window the
/// present step alone has its name.
class StepRail : public Painted {
    Q_OBJECT

  public:
    StepRail(Words& words, std::vector<Phrase> steps, QWidget* parent = nullptr);

    /// @param step counted from 0; one more than the last: all is done.
    void setStep(int step);
    int step() const { return step_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    int count() const { return static_cast<int>(steps_.size()); }
    void say();
    int widthOf(int index) const;
    bool showsName(int index) const;
    void paintStep(QPainter& painter, int index, int x) const;

    Words& words_;
    std::vector<Phrase> steps_;
    std::vector<QString> names_;
    int step_ = 0;
};

} // namespace tanba::gui
