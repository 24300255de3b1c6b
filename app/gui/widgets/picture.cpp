#include "app/gui/widgets/picture.h"

#include <QPainter>

namespace tanba::gui {

Picture::Picture(Icon icon, int size, Tone tone, QWidget* parent)
    : QWidget(parent), icon_(icon), size_(size), tone_(tone) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    applyTheme();
    connect(&theme(), &Theme::changed, this, &Picture::applyTheme);
}

void Picture::show(Icon icon, Tone tone) {
    icon_ = icon;
    tone_ = tone;
    update();
}

void Picture::applyTheme() {
    setFixedSize(theme().px(size_), theme().px(size_));
    update();
}

void Picture::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintIcon(painter, icon_, {0, 0}, width(), toneColour(tone_));
}

} // namespace tanba::gui
