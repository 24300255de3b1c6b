#pragma once

#include "app/gui/words/words.h"

#include <QWidget>

namespace tanba::gui {

/// In the settings: the way to the journal of signatures.
class JournalSection : public QWidget {
    Q_OBJECT

  public:
    explicit JournalSection(Words& words);

  signals:
    void wanted();
};

} // namespace tanba::gui
