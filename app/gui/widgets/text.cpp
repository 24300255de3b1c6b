#include "app/gui/widgets/text.h"

#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

struct ToneRow {
    Tone tone;
    QRgb Colours::*colour;
};
constexpr std::array<ToneRow, 6> kTones = {{
    {Tone::Normal, &Colours::text},
    {Tone::Muted, &Colours::muted},
    {Tone::Good, &Colours::good},
    {Tone::Attention, &Colours::attention},
    {Tone::Bad, &Colours::bad},
    {Tone::Accent, &Colours::accent},
}};

} // namespace

QColor toneColour(Tone tone) {
    return theme().colour(std::ranges::find(kTones, tone, &ToneRow::tone)->colour);
}

Text::Text(TypeRole role, Tone tone, QWidget* parent) : QLabel(parent), role_(role), tone_(tone) {
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setForegroundRole(QPalette::WindowText); // also inside a button, which would hand down its own
    setContentsMargins(kHalo, 0, kHalo, 0);
    // Only heightForWidth() knows its height: the height of the hint is that of a guessed width, and must not
    // be a minimum.
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    applyTheme();
    connect(&theme(), &Theme::changed, this, &Text::applyTheme);
}

void Text::setTone(Tone tone) {
    tone_ = tone;
    applyTheme();
}

void Text::setRole(TypeRole role) {
    role_ = role;
    applyTheme();
}

void Text::showRich(const QString& html) {
    setTextFormat(Qt::RichText);
    measured_ = {};
    const bool links = html.contains(QLatin1String("<a "));
    setTextInteractionFlags(links ? Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard
                                  : Qt::NoTextInteraction);
    setFocusPolicy(links ? Qt::StrongFocus : Qt::NoFocus);
    setText(html);
}

void Text::leaveToControl() {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setContentsMargins(0, 0, 0, 0);
}

int Text::heightForWidth(int width) const {
    const auto known = std::ranges::find_if(measured_, [&](const Measured& one) {
        return one.width == width && one.margins == contentsMargins() && one.font == font() &&
               one.text == text();
    });
    if (known != measured_.end())
        return known->height;
    Measured& place = measured_[nextMeasured_];
    nextMeasured_ = (nextMeasured_ + 1) % measured_.size();
    place = {width, QLabel::heightForWidth(width), contentsMargins(), font(), text()};
    return place.height;
}

void Text::applyTheme() {
    setFont(theme().font(role_));
    QPalette own = palette();
    own.setColor(QPalette::WindowText, toneColour(tone_));
    own.setColor(QPalette::Link, toneColour(Tone::Accent));
    setPalette(own);
    if (textFormat() != Qt::RichText)
        return;
    const QString html = text(); // links took their colour when it was read
    clear();
    setText(html);
}

} // namespace tanba::gui
