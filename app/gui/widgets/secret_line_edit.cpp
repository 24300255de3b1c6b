#include "app/gui/widgets/secret_line_edit.h"

#include "app/gui/style/tanba_style.h"
#include "app/gui/style/theme.h"
#include "app/gui/widgets/secret_accessible.h"
#include "app/gui/widgets/text.h"
#include "core/base/utf8.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <algorithm>
#include <array>
#include <string_view>

namespace tanba::gui {

namespace {

constexpr int kHeight = 44;
constexpr int kDotSize = 8;
constexpr int kDotStep = 14;
constexpr int kSide = 12;
constexpr qreal kFieldRadius = 8;

constexpr std::u32string_view kKazakhLetters = U"ӘҒҚҢӨҰҮҺІәғқңөұүһі";

/// One UTF-8 character at most, on the stack, wiped when done.
struct Utf8Character {
    std::array<std::uint8_t, 4> bytes{};
    std::size_t size = 0;

    explicit Utf8Character(char32_t character) {
        const auto put = [this](char32_t value) { bytes.at(size++) = static_cast<std::uint8_t>(value); };
        if (character < 0x80) {
            put(character);
        } else if (character < 0x800) {
            put(0xC0 | (character >> 6));
            put(0x80 | (character & 0x3F));
        } else if (character < 0x10000) {
            put(0xE0 | (character >> 12));
            put(0x80 | ((character >> 6) & 0x3F));
            put(0x80 | (character & 0x3F));
        } else {
            put(0xF0 | (character >> 18));
            put(0x80 | ((character >> 12) & 0x3F));
            put(0x80 | ((character >> 6) & 0x3F));
            put(0x80 | (character & 0x3F));
        }
    }
    ~Utf8Character() {
        volatile std::uint8_t* byte = bytes.data();
        for (std::size_t index = 0; index < bytes.size(); ++index)
            byte[index] = 0;
    }
    Utf8Character(const Utf8Character&) = delete;
    Utf8Character& operator=(const Utf8Character&) = delete;

    ByteView view() const { return {bytes.data(), size}; }
};

/// Takes one character off the front; none for a control character or half of a pair.
std::optional<char32_t> takeCharacter(QStringView& text) {
    const QChar first = text.front();
    text = text.mid(1);
    if (first.isHighSurrogate() && !text.isEmpty() && text.front().isLowSurrogate()) {
        const char32_t character = QChar::surrogateToUcs4(first, text.front());
        text = text.mid(1);
        return character;
    }
    if (first.isSurrogate() || first.unicode() < 0x20 || (first.unicode() >= 0x7F && first.unicode() < 0xA0))
        return std::nullopt;
    return first.unicode();
}

bool isPrintable(const QString& text) {
    return !text.isEmpty() && text.front().unicode() >= 0x20 && text.front().unicode() != 0x7F;
}

} // namespace

SecretLineEdit::SecretLineEdit(QWidget* parent) : QWidget(parent) {
    SecretAccessible::install();
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_InputMethodEnabled, false);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText |
                        Qt::ImhNoAutoUppercase);
    setCursor(Qt::IBeamCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, &QWidget::updateGeometry);
}

QSize SecretLineEdit::sizeHint() const {
    return {theme().px(280), theme().px(kHeight) + 2 * kHalo};
}

QSize SecretLineEdit::minimumSizeHint() const {
    return {theme().px(120), theme().px(kHeight) + 2 * kHalo};
}

void SecretLineEdit::setRevealed(bool revealed) {
    revealed_ = revealed;
    update();
}

void SecretLineEdit::setMenuWords(const QString& paste, const QString& clear) {
    pasteWord_ = paste;
    clearWord_ = clear;
}

void SecretLineEdit::selectAll() {
    allSelected_ = length_ > 0;
    update();
}

void SecretLineEdit::clear() {
    const int before = length_;
    secret_.clear();
    length_ = 0;
    allSelected_ = false;
    lastScript_.reset();
    capsLockSuspected_ = false;
    if (before != 0)
        changed(before);
}

void SecretLineEdit::changed(int oldLength) {
    SecretAccessible::tellLength(*this, oldLength, length_);
    update();
    emit edited();
}

bool SecretLineEdit::type(QStringView characters) {
    const std::size_t kept = allSelected_ ? 0 : secret_.size();
    std::size_t bytes = 0;
    for (QStringView rest = characters; !rest.isEmpty();) {
        const std::optional<char32_t> character = takeCharacter(rest);
        if (!character)
            return false;
        bytes += Utf8Character(*character).size;
    }
    if (kept + bytes > kCapacity)
        return false;
    const int before = length_;
    if (allSelected_) {
        secret_.clear();
        length_ = 0;
        allSelected_ = false;
    }
    bool fits = true;
    for (QStringView rest = characters; fits && !rest.isEmpty();) {
        const Utf8Character utf8(takeCharacter(rest).value_or(U'?'));
        fits = secret_.append(utf8.view());
        length_ += fits ? 1 : 0;
    }
    changed(before);
    return fits;
}

void SecretLineEdit::erase() {
    if (allSelected_) {
        clear();
        return;
    }
    if (length_ == 0)
        return;
    std::size_t size = secret_.size() - 1;
    while (size > 0 && (secret_.view()[size] & 0xC0) == 0x80)
        --size;
    secret_.resize(size);
    --length_;
    changed(length_ + 1);
}

void SecretLineEdit::noteScript(char32_t character, Qt::KeyboardModifiers modifiers) {
    const bool capital = QChar::isUpper(character);
    if (capital || QChar::isLower(character))
        capsLockSuspected_ = capital != modifiers.testFlag(Qt::ShiftModifier);
    if (kKazakhLetters.find(character) != std::u32string_view::npos)
        lastScript_ = TypedScript::Kazakh;
    else if (QChar::script(character) == QChar::Script_Cyrillic)
        lastScript_ = TypedScript::Russian;
    else if (QChar::script(character) == QChar::Script_Latin)
        lastScript_ = TypedScript::Latin;
}

void SecretLineEdit::paste() {
    QString text = QApplication::clipboard()->text();
    // What a copied line carries at its end is no part of the password.
    while (text.endsWith(QLatin1Char('\n')) || text.endsWith(QLatin1Char('\r')))
        text.chop(1);
    if (text.isEmpty())
        return;
    const bool taken = type(text);
    text.fill(QChar(0));
    if (!taken)
        emit refused();
}

void SecretLineEdit::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        emit submitted();
    } else if (event->matches(QKeySequence::Paste)) {
        paste();
    } else if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
    } else if (event->matches(QKeySequence::DeleteStartOfWord)) {
        clear();
    } else if (event->key() == Qt::Key_Backspace || (event->key() == Qt::Key_Delete && allSelected_)) {
        erase();
    } else if (const QString text = event->text();
               isPrintable(text) && !event->modifiers().testFlag(Qt::ControlModifier)) {
        QStringView rest = text;
        if (const std::optional<char32_t> character = takeCharacter(rest))
            noteScript(*character, event->modifiers());
        type(text);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void SecretLineEdit::mousePressEvent(QMouseEvent* event) {
    setFocus(Qt::MouseFocusReason);
    allSelected_ = false;
    update();
    QWidget::mousePressEvent(event);
}

void SecretLineEdit::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    menu.addAction(pasteWord_, this, &SecretLineEdit::paste)
        ->setEnabled(!QApplication::clipboard()->text().isEmpty());
    menu.addAction(clearWord_, this, &SecretLineEdit::clear)->setEnabled(length_ > 0);
    menu.exec(event->globalPos());
}

void SecretLineEdit::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason)
        selectAll();
    update();
}

void SecretLineEdit::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    allSelected_ = false;
    update();
}

void SecretLineEdit::paintContent(QPainter& painter, const QRect& area) const {
    const QFontMetrics metrics(painter.font());
    const int step = theme().px(kDotStep);
    const int dot = theme().px(kDotSize);
    const auto width = [&](char32_t character) {
        return revealed_ ? metrics.horizontalAdvance(QString::fromUcs4(&character, 1)) : step;
    };
    int total = 0;
    for (ByteView rest = secret_.view(); !rest.empty();)
        total += width(takeUtf8(rest).value_or(U'?'));
    int x = area.left() - std::max(0, total - area.width() + 2);
    if (allSelected_)
        painter.fillRect(QRect(x, area.top() + 8, total, area.height() - 16).intersected(area),
                         theme().colour(&Colours::accentTint));
    for (ByteView rest = secret_.view(); !rest.empty();) {
        const char32_t character = takeUtf8(rest).value_or(U'?');
        const int advance = width(character);
        if (revealed_)
            painter.drawText(QRect(x, area.top(), advance + 1, area.height()), Qt::AlignVCenter,
                             QString::fromUcs4(&character, 1));
        else
            painter.drawEllipse(QRect(x + (step - dot) / 2, area.center().y() - dot / 2 + 1, dot, dot));
        x += advance;
    }
    if (hasFocus())
        painter.fillRect(QRect(x + 1, area.center().y() - metrics.height() / 2, 2, metrics.height()),
                         theme().colour(&Colours::accent));
}

void SecretLineEdit::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF shape = QRectF(rect()).adjusted(kHalo + 0.5, kHalo + 0.5, -kHalo - 0.5, -kHalo - 0.5);
    painter.setPen(QPen(theme().colour(isEnabled() ? &Colours::edge : &Colours::line), 1));
    painter.setBrush(theme().colour(isEnabled() ? &Colours::surface : &Colours::raised));
    painter.drawRoundedRect(shape, kFieldRadius, kFieldRadius);
    if (hasFocus())
        paintFocusRing(painter, rect(), kFieldRadius + kHalo);
    const int side = theme().px(kSide) + kHalo;
    const QRect area = rect().adjusted(side, kHalo, -side, -kHalo);
    painter.setClipRect(area);
    painter.setFont(theme().font(TypeRole::Body));
    const QColor ink = theme().colour(isEnabled() ? &Colours::text : &Colours::muted);
    painter.setPen(revealed_ ? QPen(ink) : QPen(Qt::NoPen));
    painter.setBrush(ink);
    paintContent(painter, area);
}

} // namespace tanba::gui
