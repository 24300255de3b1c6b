// The look: every kind of control in every state and scheme, its focus, the desktop's wish at run time, and
// large scales.
#include "app/gui/pages/appearance.h"
#include "app/gui/side_bar.h"
#include "app/gui/widgets/action_card.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/code_field.h"
#include "app/gui/widgets/pill.h"
#include "app/gui/widgets/secret_line_edit.h"
#include "tests/gui/walk.h"
#include "tests/gui/world.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QRadioButton>
#include <QToolTip>
#include <QVBoxLayout>
#include <array>

namespace tanba::gui::test {
namespace {

constexpr std::array kSchemes = {Scheme::Light, Scheme::Dark, Scheme::ContrastLight, Scheme::ContrastDark};

/// A window of parts, one below the other.
class Parts {
  public:
    Parts() : column_(new QVBoxLayout(&window)) {}

    template <typename Widget>
    Widget* add(Widget* widget) {
        column_->addWidget(widget);
        widgets.push_back(widget);
        return widget;
    }
    void show() {
        window.show();
        QApplication::setActiveWindow(&window);
        QApplication::processEvents();
    }

    QWidget window;
    std::vector<QWidget*> widgets;

  private:
    QVBoxLayout* column_;
};

const QString kText = QStringLiteral("Words");

template <typename Widget>
Widget* saying(Widget* widget) {
    widget->setText(kText);
    return widget;
}

/// One of each kind that the keyboard comes to.
void addControls(Parts& parts) {
    for (const ButtonKind kind : {ButtonKind::Main, ButtonKind::Plain, ButtonKind::Quiet, ButtonKind::Danger})
        parts.add(saying(new Button(kind, Icon::Add)));
    parts.add(saying(new Button(ButtonKind::Quiet, Icon::Close)))->showIconOnly();
    parts.add(new ActionCard(Icon::Key))->say(kText, kText);
    parts.add(saying(new SideBarButton(Icon::Home)))->setCheckable(true);
    parts.add(saying(new QCheckBox));
    parts.add(saying(new QRadioButton));
    parts.add(saying(new QLineEdit))->setClearButtonEnabled(true);
    parts.add(new QLineEdit)->setPlaceholderText(kText);
    parts.add(new QComboBox)->addItem(kText);
    parts.add(new QPlainTextEdit(kText))->setTabChangesFocus(true);
    typeInto(*parts.add(new SecretLineEdit), kText);
    typeInto(*parts.add(new CodeField), QStringLiteral("12"));
}

void addWhatIsNoControl(Parts& parts) {
    for (const CardKind kind :
         {CardKind::Plain, CardKind::Good, CardKind::Info, CardKind::Attention, CardKind::Bad})
        parts.add(new Pill)->show(kind, kText);
    auto* bar = parts.add(new QProgressBar);
    bar->setTextVisible(false);
    bar->setValue(40);
}

struct State {
    const char* name;
    void (*put)(QWidget& widget);
};

void check(QWidget& widget) {
    if (auto* button = qobject_cast<QAbstractButton*>(&widget); button != nullptr && button->isCheckable())
        button->setChecked(true);
}

void select(QWidget& widget) {
    if (auto* line = qobject_cast<QLineEdit*>(&widget))
        line->selectAll();
    if (auto* lines = qobject_cast<QPlainTextEdit*>(&widget))
        lines->selectAll();
    if (auto* secret = qobject_cast<SecretLineEdit*>(&widget)) {
        secret->setRevealed(true);
        secret->selectAll();
    }
}

constexpr std::array kStates = {
    State{"at rest", [](QWidget&) {}},
    State{"under the pointer", [](QWidget& widget) { widget.setAttribute(Qt::WA_UnderMouse); }},
    State{"pressed",
          [](QWidget& widget) {
              if (auto* button = qobject_cast<QAbstractButton*>(&widget))
                  button->setDown(true);
          }},
    State{"chosen", check},
    State{"selected", select},
    State{"disabled", [](QWidget& widget) { widget.setEnabled(false); }},
};

class Look : public testing::TestWithParam<Scheme> {
  protected:
    void SetUp() override { theme().apply(GetParam(), TextSize::Normal); }
    void TearDown() override { theme().apply(Scheme::Light, TextSize::Normal); }
};

INSTANTIATE_TEST_SUITE_P(Schemes, Look, testing::ValuesIn(kSchemes));

TEST_P(Look, EveryControlCanBeReadInEveryState) {
    for (const State& state : kStates) {
        Parts parts;
        addControls(parts);
        addWhatIsNoControl(parts);
        for (QWidget* widget : parts.widgets)
            state.put(*widget);
        parts.show();
        checkColours(parts.window, state.name);
        for (QWidget* widget : parts.widgets) {
            widget->setFocus(Qt::TabFocusReason);
            if (widget->hasFocus())
                checkColours(*widget, std::string(state.name) + ", with the focus");
        }
    }
}

TEST_P(Look, MenusListsAndTipsCanBeRead) {
    QMenu menu;
    QAction* active = menu.addAction(kText);
    menu.addAction(kText)->setEnabled(false);
    menu.addAction(kText);
    menu.popup(QPoint());
    menu.setActiveAction(active);
    checkColours(menu, "a menu");
    menu.hide();

    QComboBox box;
    box.addItems({kText, kText});
    box.show();
    box.showPopup();
    QApplication::processEvents();
    checkColours(*box.view()->window(), "a list");
    box.hidePopup();

    QToolTip::showText(QPoint(10, 10), kText);
    QApplication::processEvents();
    int tips = 0;
    for (QWidget* widget : QApplication::topLevelWidgets())
        if (widget->windowType() == Qt::ToolTip && widget->isVisible()) {
            checkColours(*widget, "a tip");
            ++tips;
        }
    EXPECT_GT(tips, 0);
    QToolTip::hideText();
}

int differentPixels(const QImage& one, const QImage& other) {
    int count = 0;
    for (int y = 0; y < one.height(); ++y)
        for (int x = 0; x < one.width(); ++x)
            count += one.pixel(x, y) != other.pixel(x, y) ? 1 : 0;
    return count;
}

TEST_P(Look, TheFocusIsSeenOnEveryControl) {
    Parts parts;
    auto* elsewhere = parts.add(saying(new Button(ButtonKind::Plain)));
    addControls(parts);
    parts.show();
    for (QWidget* widget : parts.widgets) {
        if (widget == elsewhere)
            continue;
        elsewhere->setFocus(Qt::TabFocusReason);
        const QImage before = widget->grab().toImage();
        widget->setFocus(Qt::TabFocusReason);
        ASSERT_TRUE(widget->hasFocus()) << widget->metaObject()->className();
        // A ring of 2 pixels; around the words alone where the control has no edge.
        const int ring = differentPixels(before, widget->grab().toImage());
        EXPECT_GE(ring, 2 * (QFontMetrics(widget->font()).horizontalAdvance(kText) + widget->height() / 2))
            << widget->metaObject()->className();
    }
}

TEST(FocusOfALink, IsSeenAtTheFirstPressOfTab) {
    World world;
    world.window().showHelp("keep-your-key");
    world.settle();
    int links = 0;
    for (auto* text : world.window().currentPage().findChildren<Text*>()) {
        if (!text->isVisible() || text->focusPolicy() == Qt::NoFocus)
            continue;
        const QImage before = text->grab().toImage();
        text->setFocus(Qt::TabFocusReason);
        EXPECT_GT(differentPixels(before, text->grab().toImage()), 2 * text->fontMetrics().height());
        checkColours(*text, "a link with the focus");
        ++links;
    }
    EXPECT_GT(links, 0);
}

/// What the desktop's portal tells when the person changes something there.
void tell(platform::DesktopLook& desktop, const char* key, uint value) {
    QMetaObject::invokeMethod(
        &desktop, "settingChanged", Q_ARG(QString, QStringLiteral("org.freedesktop.appearance")),
        Q_ARG(QString, QString::fromLatin1(key)), Q_ARG(QDBusVariant, QDBusVariant(QVariant(value))));
}

/// Windows hear of their new palette a little later.
bool becomes(QWidget& window, QRgb ground) {
    QElapsedTimer timer;
    timer.start();
    while (window.grab().toImage().pixel(0, 0) != ground && timer.elapsed() < 5000)
        QApplication::processEvents(QEventLoop::AllEvents, 20);
    return window.grab().toImage().pixel(0, 0) == ground;
}

TEST(DesktopsLook, IsFollowedWhileTheProgramRuns) {
    platform::Settings settings(
        QString::fromStdString((tanba::test::scratchFolder() / "tanba.ini").string()));
    platform::DesktopLook desktop;
    Appearance appearance(settings, desktop);
    appearance.choose(ThemeChoice::System);
    Parts parts;
    parts.add(saying(new Button(ButtonKind::Plain)));
    parts.show();
    struct Step {
        const char* key;
        uint value;
        Scheme wanted;
    };
    for (const Step& step :
         {Step{"color-scheme", 1, Scheme::Dark}, Step{"contrast", 1, Scheme::ContrastDark},
          Step{"color-scheme", 2, Scheme::ContrastLight}, Step{"contrast", 0, Scheme::Light}}) {
        tell(desktop, step.key, step.value);
        EXPECT_EQ(theme().scheme(), step.wanted) << step.key << " " << step.value;
        EXPECT_TRUE(becomes(parts.window, coloursOf(step.wanted).ground)) << "what is already shown";
    }
    appearance.choose(ThemeChoice::Light);
    tell(desktop, "color-scheme", 1);
    EXPECT_EQ(theme().scheme(), Scheme::Light) << "the person chose otherwise";
    tell(desktop, "color-scheme", 0);
}

/// Run once more at 150, 200 and 300 % (CMakeLists.txt).
TEST(Scaled, EveryPlaceFitsAndIsSharp) {
    const double wanted = std::max(1.0, qEnvironmentVariable("QT_SCALE_FACTOR").toDouble());
    World world;
    world.shelf().chosen(world.putKey("key.p12", "Right-One1"));
    EXPECT_DOUBLE_EQ(world.window().devicePixelRatioF(), wanted);
    for (const QSize size : {world.window().minimumSize(), QSize(980, 680)}) {
        world.window().resize(size);
        for (const Place place : {Place::Home, Place::Keys, Place::Sign, Place::Check, Place::Portals,
                                  Place::Help, Place::Settings}) {
            world.window().go(place);
            world.settle();
            const std::string where = "place " + std::to_string(static_cast<int>(place));
            checkWidths(world.window(), where);
            checkHeights(world.window(), where);
            EXPECT_EQ(world.window().grab().toImage().size(), world.window().size() * wanted) << where;
        }
        world.window().go(Place::Keys);
        world.window().keysArea().showPassword(world.shelf().entries().front().path);
        world.settle();
        checkWidths(world.window(), "password");
        checkHeights(world.window(), "password");
    }
    EXPECT_GE(iconPixmap(Icon::Key, 24, Qt::black, wanted).width(), 24 * wanted)
        << "a drawing is not blown up";
}

} // namespace
} // namespace tanba::gui::test
