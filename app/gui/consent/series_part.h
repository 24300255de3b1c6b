#pragma once

#include "app/gui/widgets/text.h"
#include "app/gui/words/words.h"

#include <QWidget>

class QCheckBox;
class QComboBox;

namespace tanba::gui {

/// Offers to sign further documents of the site without a question for each; nothing is chosen at first
/// (SECURITY.md, rule 5).
class SeriesPart : public QWidget {
    Q_OBJECT

  public:
    explicit SeriesPart(Words& words);
    /// Of another question than before.
    void begin();
    /// 0: only what is asked now.
    std::size_t chosen() const;

  signals:
    void changed();

  private:
    void say();

    Words& words_;
    QCheckBox* offer_;
    Text* label_;
    QComboBox* count_;
    Text* note_;
};

} // namespace tanba::gui
