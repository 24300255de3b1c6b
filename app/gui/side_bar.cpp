#include "app/gui/side_bar.h"

#include "app/gui/style/tanba_style.h"
#include "app/gui/widgets/picture.h"

#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

constexpr int kWidth = 208;
constexpr int kFoldedWidth = 68;
constexpr int kEntryHeight = 44;
constexpr int kIconSize = 24;
constexpr int kMarkSize = 28;
constexpr int kEdge = 8;
constexpr int kSide = 12;
constexpr qreal kRadius = 8;

struct PlaceRow {
    Place place;
    Phrase name;
    Icon icon;
    const char* shortcut;
    bool atBottom;
};
constexpr std::array<PlaceRow, 7> kPlaces = {{
    {Place::Home, Phrase::NavHome, Icon::Home, "Ctrl+1", false},
    {Place::Keys, Phrase::NavKeys, Icon::Key, "Ctrl+2", false},
    {Place::Sign, Phrase::NavSign, Icon::Sign, "Ctrl+3", false},
    {Place::Check, Phrase::NavCheck, Icon::Verify, "Ctrl+4", false},
    {Place::Portals, Phrase::NavPortals, Icon::Globe, "Ctrl+5", false},
    {Place::Help, Phrase::NavHelp, Icon::Help, "F1", true},
    {Place::Settings, Phrase::NavSettings, Icon::Settings, "Ctrl+,", true},
}};

} // namespace

SideBarButton::SideBarButton(Icon icon, QWidget* parent) : QAbstractButton(parent), icon_(icon) {
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, &QWidget::updateGeometry);
}

void SideBarButton::setFolded(bool folded) {
    folded_ = folded;
    setToolTip(folded ? text() : QString());
    updateGeometry();
    update();
}

QSize SideBarButton::sizeHint() const {
    const int height = theme().px(kEntryHeight) + 2 * kHalo;
    if (folded_)
        return {height, height};
    const int text = QFontMetrics(theme().font(TypeRole::Strong)).horizontalAdvance(QAbstractButton::text());
    return {text + theme().px(kIconSize) + theme().px(3 * kSide) + 2 * kHalo, height};
}

void SideBarButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF shape = QRectF(rect()).adjusted(kHalo, kHalo, -kHalo, -kHalo);
    const bool chosen = isChecked();
    if (chosen || underMouse()) {
        painter.setPen(chosen && theme().highContrast() ? QPen(theme().colour(&Colours::accent), 1)
                                                        : QPen(Qt::NoPen));
        painter.setBrush(theme().colour(chosen ? &Colours::accentTint : &Colours::hover));
        painter.drawRoundedRect(shape, kRadius, kRadius);
    }
    const QColor ink = theme().colour(chosen ? &Colours::accent : &Colours::text);
    const int size = theme().px(kIconSize);
    const int left = folded_ ? (width() - size) / 2 : kHalo + theme().px(kSide);
    paintIcon(painter, icon_, {left, (height() - size) / 2}, size, ink);
    if (chosen) // a shape besides the colour tells where one is
        painter.fillRect(QRectF(shape.left(), shape.top() + 10, 3, shape.height() - 20), ink);
    if (!folded_) {
        painter.setFont(theme().font(chosen ? TypeRole::Strong : TypeRole::Body));
        painter.setPen(ink);
        painter.drawText(rect().adjusted(left + size + theme().px(kSide), 0, 0, 0),
                         Qt::AlignVCenter | Qt::AlignLeft, text());
    }
    if (hasFocus())
        paintFocusRing(painter, rect(), kRadius + kHalo);
}

SideBar::SideBar(Words& words, QWidget* parent)
    : QFrame(parent), words_(words), head_(new QHBoxLayout), name_(new Text(TypeRole::Section)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kEdge, 20, kEdge, 12);
    layout->setSpacing(2);
    head_->setSpacing(8);
    // Folded there is no name beside it, and it must not move into the middle of what is left.
    head_->addWidget(new Picture(Icon::Mark, kMarkSize, Tone::Accent), 0, Qt::AlignLeft | Qt::AlignVCenter);
    head_->addWidget(name_, 1);
    name_->setText(QStringLiteral("Tanba"));
    layout->addLayout(head_);
    group_.setExclusive(true);
    bool stretched = false;
    for (const PlaceRow& row : kPlaces) {
        if (row.atBottom && !stretched) {
            layout->addStretch(1);
            stretched = true;
        }
        auto* button = new SideBarButton(row.icon);
        button->setShortcut(QKeySequence(QLatin1String(row.shortcut)));
        button->setAutoExclusive(true); // a screen reader tells: one of several
        group_.addButton(button);
        layout->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, [this, place = row.place] { emit wanted(place); });
        entries_.push_back({row.place, row.name, button});
    }
    applyTheme();
    connect(&theme(), &Theme::changed, this, &SideBar::applyTheme);
    words.keep(this, [this] { say(); });
}

void SideBar::say() {
    setAccessibleName(words_.say(Phrase::NavLabel));
    for (const Entry& entry : entries_) {
        const QKeySequence shortcut = entry.button->shortcut(); // setText() would take it away
        entry.button->setText(words_.say(entry.name));
        entry.button->setShortcut(shortcut);
        entry.button->setAccessibleName(entry.button->text());
        entry.button->setFolded(folded_);
    }
    applyTheme();
}

void SideBar::applyTheme() {
    int width = theme().px(folded_ ? kFoldedWidth : kWidth);
    for (const Entry& entry : entries_)
        width = std::max(width, entry.button->sizeHint().width() + 2 * kEdge);
    setFixedWidth(width);
    // The middle of the mark stands above the middle of the pictures.
    const int middle = folded_ ? width / 2 - kEdge : kHalo + theme().px(kSide) + theme().px(kIconSize) / 2;
    head_->setContentsMargins(middle - theme().px(kMarkSize) / 2, 0, 0, 16);
    update();
}

void SideBar::setFolded(bool folded) {
    if (folded == folded_)
        return;
    folded_ = folded;
    name_->setVisible(!folded);
    say();
}

void SideBar::setPlace(Place place) {
    std::ranges::find(entries_, place, &Entry::place)->button->setChecked(true);
}

void SideBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme().colour(&Colours::raised));
    painter.fillRect(QRect(width() - 1, 0, 1, height()), theme().colour(&Colours::line));
}

void SideBar::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    const auto focused =
        std::ranges::find_if(entries_, [](const Entry& entry) { return entry.button->hasFocus(); });
    if (step == 0 || focused == entries_.end()) {
        QFrame::keyPressEvent(event);
        return;
    }
    const auto index = focused - entries_.begin() + step;
    if (index >= 0 && index < static_cast<std::ptrdiff_t>(entries_.size()))
        entries_[static_cast<std::size_t>(index)].button->setFocus(Qt::TabFocusReason);
}

} // namespace tanba::gui
