#include "app/gui/style/theme.h"

#include "app/gui/style/tanba_style.h"

#include <QApplication>
#include <QPalette>
#include <algorithm>
#include <array>
#include <cmath>

namespace tanba::gui {

namespace {

// Points; people who made their system's font larger get all of it larger by as much.
constexpr double kBodyPoints = 12.0;
constexpr double kUsualSystemPoints = 10.0;

struct TypeRow {
    TypeRole role;
    double points;
    QFont::Weight weight;
};
constexpr std::array<TypeRow, 5> kTypeScale = {{
    {TypeRole::Small, 10.5, QFont::Normal},
    {TypeRole::Body, kBodyPoints, QFont::Normal},
    {TypeRole::Strong, 12.5, QFont::DemiBold},
    {TypeRole::Section, 15.0, QFont::DemiBold},
    {TypeRole::Title, 21.0, QFont::DemiBold},
}};

struct SizeRow {
    TextSize size;
    double factor;
};
constexpr std::array<SizeRow, 3> kTextSizes = {{
    {TextSize::Normal, 1.0},
    {TextSize::Large, 1.2},
    {TextSize::Largest, 1.45},
}};

double factorOf(TextSize size) {
    return std::ranges::find(kTextSizes, size, &SizeRow::size)->factor;
}

double systemFactor(const QFont& font) {
    return std::max(1.0, font.pointSizeF() / kUsualSystemPoints);
}

QPalette paletteOf(const Colours& colours) {
    struct RoleRow {
        QPalette::ColorRole role;
        QRgb Colours::*colour;
    };
    static constexpr std::array<RoleRow, 18> kRoles = {{
        {QPalette::Window, &Colours::ground},
        {QPalette::WindowText, &Colours::text},
        {QPalette::Base, &Colours::surface},
        {QPalette::AlternateBase, &Colours::raised},
        {QPalette::Text, &Colours::text},
        {QPalette::Button, &Colours::surface},
        {QPalette::ButtonText, &Colours::text},
        {QPalette::BrightText, &Colours::bad},
        {QPalette::ToolTipBase, &Colours::raised},
        {QPalette::ToolTipText, &Colours::text},
        {QPalette::PlaceholderText, &Colours::muted},
        {QPalette::Highlight, &Colours::accent},
        {QPalette::HighlightedText, &Colours::onAccent},
        {QPalette::Link, &Colours::accent},
        {QPalette::LinkVisited, &Colours::accent},
        {QPalette::Mid, &Colours::line},
        {QPalette::Dark, &Colours::edge},
        {QPalette::Light, &Colours::hover},
    }};
    QPalette palette;
    for (const RoleRow& row : kRoles)
        palette.setColor(row.role, QColor::fromRgb(colours.*row.colour));
    const QColor muted = QColor::fromRgb(colours.muted);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, muted);
    return palette;
}

} // namespace

Theme::Theme() : systemFont_(QApplication::font()) {}

Theme& Theme::instance() {
    static Theme theme;
    return theme;
}

void Theme::apply(Scheme scheme, TextSize size) {
    scheme_ = scheme;
    size_ = size;
    if (qobject_cast<TanbaStyle*>(QApplication::style()) == nullptr)
        QApplication::setStyle(new TanbaStyle);
    QApplication::setPalette(paletteOf(coloursOf(scheme)));
    QApplication::setFont(font(TypeRole::Body));
    emit changed();
}

bool Theme::highContrast() const {
    return scheme_ == Scheme::ContrastLight || scheme_ == Scheme::ContrastDark;
}

bool Theme::dark() const {
    return scheme_ == Scheme::Dark || scheme_ == Scheme::ContrastDark;
}

QFont Theme::font(TypeRole role) const {
    const auto row = std::ranges::find(kTypeScale, role, &TypeRow::role);
    QFont font = systemFont_;
    font.setPointSizeF(row->points * systemFactor(systemFont_) * factorOf(size_));
    font.setWeight(row->weight);
    return font;
}

int Theme::px(int distance) const {
    return static_cast<int>(std::lround(distance * systemFactor(systemFont_) * factorOf(size_)));
}

void Theme::keep(QObject* holder, const std::function<void()>& show) {
    show();
    connect(this, &Theme::changed, holder, show);
}

} // namespace tanba::gui
