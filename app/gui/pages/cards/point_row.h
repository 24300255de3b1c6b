#pragma once

#include "app/gui/style/icon.h"
#include "app/gui/words/words.h"

class QLayout;

namespace tanba::gui {

/// One point of a list: a picture and a sentence that follows the language.
QLayout* pointRow(Words& words, Phrase phrase, Icon icon);

} // namespace tanba::gui
