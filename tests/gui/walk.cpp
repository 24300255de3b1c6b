#include "tests/gui/walk.h"

#include "app/gui/pages/help_area.h"
#include "app/gui/pages/page_help.h"
#include "app/gui/style/colours.h"
#include "app/gui/widgets/card.h"
#include "tests/gui/foreign_words.h"
#include "tests/gui/inks.h"
#include "tests/gui/world.h"

#include <gtest/gtest.h>

#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace tanba::gui::test {

namespace {

const std::set<QAccessible::Role> kControls = {
    QAccessible::Button,      QAccessible::PushButton,   QAccessible::CheckBox, QAccessible::ComboBox,
    QAccessible::RadioButton, QAccessible::EditableText, QAccessible::Link,     QAccessible::ButtonMenu,
};

bool canBeTabbedTo(const QWidget& widget) {
    return widget.isVisible() && widget.isEnabled() && (widget.focusPolicy() & Qt::TabFocus) != 0;
}

/// How often Tab may be pressed in it: once, or once for each link.
int stopsIn(const QWidget& widget) {
    const auto* label = qobject_cast<const QLabel*>(&widget);
    return label == nullptr ? 1 : std::max(1, static_cast<int>(label->text().count(QStringLiteral("<a "))));
}

/// The way down to what needs the most room, for whoever has to mend it.
std::string widestIn(const QWidget& widget) {
    const QWidget* widest = nullptr;
    for (const auto* child : widget.findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
        if (child->isVisible() &&
            (widest == nullptr || child->minimumSizeHint().width() > widest->minimumSizeHint().width()))
            widest = child;
    const std::string here = std::string(" > ") + widget.metaObject()->className() + " " +
                             std::to_string(widget.minimumSizeHint().width());
    return here + (widest == nullptr ? " " + widget.accessibleName().toStdString() : widestIn(*widest));
}

/// How far apart two colours of this scheme must be where they may meet, as they are on the screen.
std::map<std::pair<QRgb, QRgb>, double> pairsOnScreen() {
    std::map<std::pair<QRgb, QRgb>, double> pairs;
    for (const ColourPair& pair : colourPairs()) {
        double& minimum = pairs[{theme().colour(pair.front).rgb(), theme().colour(pair.behind).rgb()}];
        minimum = std::max(minimum, pair.minimum);
    }
    return pairs;
}

/// The colours by which something is known. Those that also fill are left out: as words they are looked at
/// anyway.
std::set<QRgb> inksOfTheme() {
    std::set<QRgb> inks;
    for (QRgb Colours::*ink : {&Colours::text, &Colours::muted, &Colours::edge, &Colours::accent,
                               &Colours::accentHover, &Colours::good, &Colours::attention, &Colours::bad})
        inks.insert(theme().colour(ink).rgb());
    for (QRgb Colours::*fill : {&Colours::ground, &Colours::surface, &Colours::raised, &Colours::hover})
        inks.erase(theme().colour(fill).rgb());
    return inks;
}

/// The widget there, for whoever has to mend it.
std::string widgetAt(const QWidget& window, const QPoint& place) {
    const QWidget* widget = window.childAt(place);
    return widget == nullptr ? std::string(window.metaObject()->className())
                             : std::string(widget->metaObject()->className()) + " " +
                                   widget->accessibleName().toStdString();
}

bool isInCardButton(const QWidget& widget) {
    for (const QWidget* each = widget.parentWidget(); each != nullptr; each = each->parentWidget())
        if (qobject_cast<const CardButton*>(each) != nullptr)
            return true;
    return false;
}

} // namespace

void checkNames(QAccessibleInterface* node, const std::string& where) {
    if (node == nullptr || node->state().invisible)
        return;
    const bool control =
        kControls.contains(node->role()) || (node->state().focusable && !node->state().disabled);
    auto* widget = qobject_cast<QWidget*>(node->object());
    const bool frame = widget != nullptr && (widget->isWindow() || widget->focusPolicy() == Qt::NoFocus);
    if (control && !frame) {
        EXPECT_FALSE(node->text(QAccessible::Name).trimmed().isEmpty())
            << where << ": a control without a name, " << (widget ? widget->metaObject()->className() : "?");
    }
    if (node->role() == QAccessible::ComboBox)
        return; // its list is Qt's own
    for (int index = 0; index < node->childCount(); ++index)
        checkNames(node->child(index), where);
}

void checkRoles(QAccessibleInterface* node, const std::string& where) {
    if (node == nullptr || node->state().invisible)
        return;
    auto* widget = qobject_cast<QWidget*>(node->object());
    if (widget != nullptr && canBeTabbedTo(*widget) && !widget->isWindow()) {
        EXPECT_TRUE(node->role() != QAccessible::NoRole && node->role() != QAccessible::Client)
            << where << ": a control without a role, " << widget->metaObject()->className() << " "
            << widget->accessibleName().toStdString();
    }
    if (node->role() == QAccessible::ComboBox)
        return;
    for (int index = 0; index < node->childCount(); ++index)
        checkRoles(node->child(index), where);
}

void checkDescriptions(QWidget& window, const std::string& where) {
    for (auto* button : window.findChildren<CardButton*>()) {
        const auto lines = button->findChildren<Text*>();
        const auto shown = std::ranges::count_if(
            lines, [](const Text* line) { return line->isVisible() && !line->text().isEmpty(); });
        if (!button->isVisible() || shown < 2)
            continue;
        const QAccessibleInterface* told = QAccessible::queryAccessibleInterface(button);
        EXPECT_FALSE(told->text(QAccessible::Description).trimmed().isEmpty())
            << where << ": several lines without a description, " << button->metaObject()->className() << " "
            << button->accessibleName().toStdString();
    }
    for (auto* widget : window.findChildren<QWidget*>())
        EXPECT_TRUE(!canBeTabbedTo(*widget) || widget->accessibleDescription().isEmpty() ||
                    widget->accessibleDescription() != widget->accessibleName())
            << where << ": the description repeats the name, " << widget->accessibleName().toStdString();
}

void checkBuddies(QWidget& window, const std::string& where) {
    std::set<const QWidget*> labelled;
    for (const auto* label : window.findChildren<QLabel*>())
        if (label->buddy() != nullptr && label->isVisible())
            labelled.insert(label->buddy());
    for (const auto* box : window.findChildren<QComboBox*>())
        EXPECT_TRUE(!box->isVisible() || labelled.contains(box))
            << where << ": a choice whose label is tied to nothing, " << box->accessibleName().toStdString();
    for (const auto* field : window.findChildren<QLineEdit*>())
        EXPECT_TRUE(!field->isVisible() || labelled.contains(field) || !field->accessibleName().isEmpty())
            << where << ": a field whose label is tied to nothing";
    for (const auto* label : window.findChildren<QLabel*>())
        EXPECT_TRUE(label->buddy() == nullptr || !label->isVisible() || label->buddy()->isVisible())
            << where << ": a label is tied to something hidden";
    for (const auto* field : window.findChildren<SecretLineEdit*>())
        EXPECT_FALSE(field->accessibleName().isEmpty()) << where;
}

void checkFocusOrder(QWidget& window, const std::string& where) {
    std::set<QWidget*> wanted;
    for (auto* widget : window.findChildren<QWidget*>())
        if (canBeTabbedTo(*widget) && widget->focusProxy() == nullptr)
            wanted.insert(widget);
    std::set<QWidget*> reached;
    int stays = 0;
    for (std::size_t presses = 0; presses < 3 * wanted.size() + 3; ++presses) {
        QWidget* focused = QApplication::focusWidget();
        ASSERT_NE(focused, nullptr) << where << ": nothing has the focus";
        reached.insert(focused);
        pressKey(*focused, Qt::Key_Tab);
        stays = QApplication::focusWidget() == focused ? stays + 1 : 0;
        if (stays >= stopsIn(*focused) && wanted.size() > 1)
            ADD_FAILURE() << where << ": focus is trapped in " << focused->metaObject()->className() << " "
                          << focused->accessibleName().toStdString();
    }
    for (QWidget* widget : wanted)
        EXPECT_TRUE(reached.contains(widget))
            << where << ": Tab never comes to " << widget->metaObject()->className() << " "
            << widget->accessibleName().toStdString();
}

void checkWidths(QWidget& window, const std::string& where) {
    for (const auto* button : window.findChildren<Button*>()) {
        EXPECT_TRUE(!button->isVisible() || (button->width() >= button->minimumSizeHint().width() &&
                                             button->height() >= button->heightForWidth(button->width())))
            << where << ": cut, " << button->text().toStdString();
    }
    for (const auto* area : window.findChildren<QScrollArea*>())
        EXPECT_TRUE(!area->isVisible() || area->widget()->width() <= area->viewport()->width())
            << where << ": wider than its place:" << widestIn(*area->widget());
}

void checkHeights(QWidget& window, const std::string& where) {
    for (const auto* label : window.findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        const int needed =
            label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        EXPECT_GE(label->height() + 1, needed) << where << ": cut, " << label->text().toStdString();
    }
}

void checkHelp(Page& page, const std::string& where) {
    const Button& link = page.helpLink();
    const PageHelp* about = helpAbout(page);
    if (qobject_cast<const HelpTopicsPage*>(&page) != nullptr ||
        qobject_cast<const HelpArticlePage*>(&page) != nullptr) {
        EXPECT_TRUE(about == nullptr && !link.isVisible()) << where << ": help about the help";
        return;
    }
    ASSERT_NE(about, nullptr) << where << ": no help for a " << page.metaObject()->className();
    EXPECT_TRUE(link.isVisible() && canBeTabbedTo(link)) << where << ": no way to the help";
    EXPECT_FALSE(link.text().isEmpty()) << where;
    EXPECT_FALSE(link.accessibleName().isEmpty()) << where;
    EXPECT_TRUE(about->article.empty() || guidance::helpTopic(about->article) != nullptr)
        << where << ": there is no article " << about->article;
    for (const auto* other : page.findChildren<Button*>())
        EXPECT_TRUE(other == &link || !other->isVisible() || other->text() != link.text())
            << where << ": two ways to the help";
}

void checkColours(QWidget& window, const std::string& where) {
    const auto pairs = pairsOnScreen();
    const std::set<QRgb> known = inksOfTheme();
    for (const Ink& ink : inksOf(window)) {
        const bool words = ink.kind == InkKind::Words;
        // A fill that nothing is known by, or an edge on a fill of its own colour.
        if (ink.kind == InkKind::Shape && (!known.contains(ink.front) || ink.front == ink.behind))
            continue;
        if (words && ink.words.trimmed().isEmpty())
            continue;
        const auto pair = pairs.find({ink.front, ink.behind});
        const double minimum = words ? kTextContrast : kControlContrast;
        EXPECT_TRUE(pair != pairs.end() && pair->second >= minimum)
            << where << ": no such pair of colours, " << std::hex << ink.front << " on " << ink.behind
            << std::dec << ", " << ink.words.toStdString() << " at " << ink.place.x() << "," << ink.place.y()
            << " in " << widgetAt(window, ink.place.center());
    }
    for (const auto* text : window.findChildren<Text*>()) {
        const QRgb front = text->palette().color(text->foregroundRole()).rgb();
        EXPECT_TRUE(!text->isVisible() || text->text().isEmpty() || !isInCardButton(*text) ||
                    pairs.contains({front, theme().colour(&Colours::hover).rgb()}))
            << where << ": no such pair of colours under the pointer, " << text->text().toStdString();
    }
}

void checkColoursIn(text::Language language, QWidget& window, const std::string& where) {
    static const std::map<text::Language, std::vector<Scheme>> schemes = {
        {text::Language::Kk, {Scheme::Light}},
        {text::Language::Ru, {Scheme::Dark}},
        {text::Language::En, {Scheme::ContrastLight, Scheme::ContrastDark}},
    };
    std::vector<Scheme> wanted = schemes.at(language);
    if (theme().scheme() == wanted.back())
        std::reverse(wanted.begin(), wanted.end()); // changing it takes time
    for (const Scheme scheme : wanted) {
        if (theme().scheme() != scheme) {
            theme().apply(scheme, theme().textSize());
            QApplication::processEvents(); // windows hear of their new palette later
        }
        checkColours(window, where + ", scheme " + std::to_string(static_cast<int>(scheme)));
    }
}

void checkWords(const QWidget& window, text::Language language, const std::string& where) {
    for (const QString& word : foreignWordsIn(window, language))
        ADD_FAILURE() << where << ": no text of this language has " << word.toStdString();
}

} // namespace tanba::gui::test
