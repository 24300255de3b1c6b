#pragma once

#include "app/gui/widgets/text.h"
#include "app/gui/words/words.h"

#include <QWidget>
#include <chrono>

class QComboBox;

namespace tanba::gui {

/// How long the secret of a key need not be typed again (service::UnlockedKeys).
class UnlockChoice : public QWidget {
    Q_OBJECT

  public:
    explicit UnlockChoice(Words& words);
    void choose(std::chrono::minutes time);
    std::chrono::minutes chosen() const;

  signals:
    void changed();

  private:
    void say();

    Words& words_;
    Text* label_;
    QComboBox* times_;
    Text* note_;
};

} // namespace tanba::gui
