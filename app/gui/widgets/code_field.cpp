#include "app/gui/widgets/code_field.h"

#include "app/gui/style/tanba_style.h"
#include "app/gui/widgets/text.h"

#include <QPainter>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

constexpr int kCellWidth = 40;
constexpr int kCellHeight = 52;
constexpr int kCellGap = 8;
constexpr int kMiddleGap = 16; ///< people read six digits as three and three
constexpr qreal kCellRadius = 8;

/// Digits taken out of a text, on the stack, wiped when done.
class Digits {
  public:
    Digits() = default;
    ~Digits() {
        volatile char16_t* each = characters_.data();
        for (std::size_t index = 0; index < characters_.size(); ++index)
            each[index] = 0;
    }
    Digits(const Digits&) = delete;
    Digits& operator=(const Digits&) = delete;

    /// False when there are more than any code has.
    bool add(QChar digit) {
        if (size_ == characters_.size())
            return false;
        characters_.at(size_++) = digit.unicode();
        return true;
    }
    void clear() { size_ = 0; }
    int size() const { return static_cast<int>(size_); }
    QStringView view() const { return {characters_.data(), static_cast<qsizetype>(size_)}; }

  private:
    std::array<char16_t, CodeField::kLongest> characters_{};
    std::size_t size_ = 0;
};

bool isDigit(QChar character) {
    return character >= QLatin1Char('0') && character <= QLatin1Char('9');
}

bool isFiller(QChar character) {
    return character.isSpace() || character == QLatin1Char('-') || character == QChar(0x2013) ||
           character == QChar(0x2011);
}

/// A text of nothing but digits with spaces and dashes between them.
bool takePlain(QStringView text, Digits& digits) {
    return std::ranges::all_of(
        text, [&digits](QChar each) { return isFiller(each) || (isDigit(each) && digits.add(each)); });
}

/// The one number of exactly `length` digits in a text; false when there is none, or more than one.
bool takeOnlyNumber(QStringView text, int length, Digits& digits) {
    int found = 0;
    for (qsizetype start = 0; start < text.size();) {
        qsizetype end = start;
        while (end < text.size() && isDigit(text[end]))
            ++end;
        if (end - start == length) {
            ++found;
            digits.clear();
            for (const QChar each : text.mid(start, length))
                digits.add(each);
        }
        start = std::max(end, start + 1);
    }
    return found == 1;
}

} // namespace

CodeField::CodeField(QWidget* parent) : SecretLineEdit(parent) {
    setInputMethodHints(inputMethodHints() | Qt::ImhDigitsOnly);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setRevealed(true);
    connect(this, &SecretLineEdit::edited, this, [this] {
        if (length() > 0)
            setState(CodeState::Asking);
    });
}

void CodeField::setDigits(int digits) {
    const int allowed = std::clamp(digits, kShortest, kLongest);
    if (allowed == digits_)
        return;
    digits_ = allowed;
    clear();
    updateGeometry();
    update();
}

void CodeField::setState(CodeState state) {
    state_ = state;
    update();
}

bool CodeField::type(QStringView characters) {
    const int room = allSelected() ? digits_ : digits_ - length();
    Digits taken;
    if (!takePlain(characters, taken) || taken.size() > room) {
        taken.clear();
        if (!takeOnlyNumber(characters, digits_, taken))
            return false;
        selectAll(); // a whole code takes the place of what was begun
    }
    if (taken.size() == 0 || !SecretLineEdit::type(taken.view()))
        return false;
    if (full())
        emit completed();
    return true;
}

QSize CodeField::sizeHint() const {
    const int width = digits_ * theme().px(kCellWidth) + (digits_ - 2) * theme().px(kCellGap) +
                      theme().px(digits_ % 2 == 0 ? kMiddleGap : kCellGap);
    return {width + 2 * kHalo, theme().px(kCellHeight) + 2 * kHalo};
}

QRectF CodeField::cell(int index) const {
    const int step = theme().px(kCellWidth) + theme().px(kCellGap);
    const bool second = digits_ % 2 == 0 && index >= digits_ / 2;
    const int middle = second ? theme().px(kMiddleGap) - theme().px(kCellGap) : 0;
    return QRectF(kHalo + index * step + middle, kHalo, theme().px(kCellWidth), theme().px(kCellHeight))
        .adjusted(0.5, 0.5, -0.5, -0.5);
}

void CodeField::paintCell(QPainter& painter, int index) const {
    const QRectF shape = cell(index);
    const bool next = hasFocus() && !full() && index == length();
    const bool wrong = state_ == CodeState::Wrong;
    const QColor edge = theme().colour(!isEnabled() ? &Colours::line
                                       : wrong      ? &Colours::bad
                                       : next       ? &Colours::accent
                                                    : &Colours::edge);
    painter.setPen(QPen(edge, next || wrong ? 2 : 1));
    painter.setBrush(theme().colour(!isEnabled()    ? &Colours::raised
                                    : allSelected() ? &Colours::accentTint
                                                    : &Colours::surface));
    painter.drawRoundedRect(shape, kCellRadius, kCellRadius);
    if (index < length()) {
        painter.setPen(theme().colour(isEnabled() ? &Colours::text : &Colours::muted));
        const QChar digit(secret().view()[static_cast<std::size_t>(index)]);
        painter.drawText(shape, Qt::AlignCenter, QString(digit));
    } else if (next) {
        const qreal height = shape.height() / 2;
        painter.fillRect(QRectF(shape.center().x() - 1, shape.center().y() - height / 2, 2, height),
                         theme().colour(&Colours::accent));
    }
}

void CodeField::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme().font(TypeRole::Title));
    for (int index = 0; index < digits_; ++index)
        paintCell(painter, index);
    if (hasFocus())
        paintFocusRing(painter, rect(), kCellRadius + kHalo);
}

void CodeField::mousePressEvent(QMouseEvent* event) {
    SecretLineEdit::mousePressEvent(event);
    if (full())
        selectAll(); // a whole code is typed anew
}

} // namespace tanba::gui
