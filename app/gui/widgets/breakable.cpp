#include "app/gui/widgets/breakable.h"

namespace tanba::gui {

namespace {

constexpr qsizetype kMostCharacters = 600;
constexpr QChar kMore(0x2026);

} // namespace

QString breakable(const QString& text, int longestRun) {
    QString broken;
    qsizetype run = 0;
    for (const QChar character : text.left(kMostCharacters)) {
        run = character.isSpace() ? 0 : run + 1;
        if (run > longestRun && !character.isLowSurrogate()) {
            broken += kMayBreak;
            run = 1;
        }
        broken += character;
    }
    return text.size() > kMostCharacters ? broken + kMore : broken;
}

} // namespace tanba::gui
