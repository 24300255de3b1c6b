#include "core/keys/kz_profile.h"
#include "tests/gui/cards_world.h"
#include "tests/gui/check_world.h"
#include "tests/gui/sign_world.h"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QScrollArea>
#include <set>

namespace tanba::gui::test {
namespace {

const std::set<QAccessible::Role> kControls = {
    QAccessible::Button,      QAccessible::PushButton,   QAccessible::CheckBox, QAccessible::ComboBox,
    QAccessible::RadioButton, QAccessible::EditableText, QAccessible::Link,     QAccessible::ButtonMenu,
};

/// Every place that a person can come to, with a name for the messages.
struct Spot {
    std::string name;
    std::function<void(World&)> goThere;
};

std::filesystem::path anyKey(World& world) {
    return world.shelf().entries().front().path;
}

void unlockFirst(World& world) {
    world.window().go(Place::Keys);
    world.window().keysArea().showKey(anyKey(world));
    world.type(Phrase::KeyPassword, "Right-One1");
    world.press(Phrase::KeyUnlock);
}

/// The question where a key should go.
void moveFromDownloads(World& world) {
    world.shelf().chosen(world.putKey("Downloads/other.p12", "Right-One1"));
    world.window().showAdvice(AdvicePlace::Hygiene);
    world.settle();
    world.press(Phrase::HygieneMove);
}

void sayItIsAnothersKey(World& world) {
    for (const KeyEntry& entry : world.shelf().entries())
        if (!entry.certificates.empty()) {
            world.person().sayOther(keys::kzProfile(entry.certificates.front()).owner);
            world.window().go(Place::Keys);
            world.window().keysArea().showKey(entry.path);
            return;
        }
    ADD_FAILURE() << "no key was unlocked";
}

/// Everything that Home can have to tell at once.
void homeWithNews(World& world) {
    world.putKey("media/USB KEY/key.p12", "Right-One1");
    world.drives().set({world.home() / "media" / "USB KEY"});
    world.attendant().yearly().setEnabled(true);
    world.waitUntil("2027-01-28T12:00:00Z");
    world.setClock("2027-01-28T10:00:00Z");
    world.window().go(Place::Home);
}

const std::vector<Spot>& spots() {
    static const std::vector<Spot> all = {
        {"empty home", [](World& world) { world.window().go(Place::Home); }},
        {"empty keys", [](World& world) { world.window().go(Place::Keys); }},
        {"keys",
         [](World& world) {
             world.shelf().chosen(world.putKey("key.p12", "Right-One1"));
             world.window().go(Place::Keys);
         }},
        {"home", [](World& world) { world.window().go(Place::Home); }},
        {"locked key",
         [](World& world) {
             world.window().go(Place::Keys);
             world.window().keysArea().showKey(anyKey(world));
         }},
        {"wrong password",
         [](World& world) {
             world.type(Phrase::KeyPassword, "nonsense");
             world.press(Phrase::KeyUnlock);
         }},
        {"password change", [](World& world) { world.window().keysArea().showPassword(anyKey(world)); }},
        {"forgotten password", [](World& world) { world.window().keysArea().showForgotten(); }},
        {"known key", unlockFirst},
        {"expiry", [](World& world) { world.press(Phrase::KeyDates); }},
        {"safety", [](World& world) { world.window().showAdvice(AdvicePlace::Overview); }},
        {"lost key", [](World& world) { world.window().showAdvice(AdvicePlace::Lost); }},
        {"unknown SMS", [](World& world) { world.window().showAdvice(AdvicePlace::UnknownSms); }},
        {"my keys", [](World& world) { world.window().showAdvice(AdvicePlace::MyKeys); }},
        {"where keys lie", [](World& world) { world.window().showAdvice(AdvicePlace::Hygiene); }},
        {"a key that lies badly", moveFromDownloads},
        {"do not hand over", [](World& world) { world.window().showAdvice(AdvicePlace::HandOver); }},
        {"once a year", [](World& world) { world.window().showAdvice(AdvicePlace::Yearly); }},
        {"own key", [](World& world) { world.window().showAdvice(AdvicePlace::OwnKey); }},
        {"roles", [](World& world) { world.window().showAdvice(AdvicePlace::Roles); }},
        {"fines", [](World& world) { world.window().showAdvice(AdvicePlace::Fines); }},
        {"somebody else's key", sayItIsAnothersKey},
        {"readers", goToReaders},
        {"reader with a card", goToReaderWithCard},
        {"card without certificate", goToCardWithoutCertificate},
        {"giving a certificate", goToAdopt},
        {"report on a card", goToSurvey},
        {"report made", goToReport},
        {"card with a PIN", goToCardWithPin},
        {"wrong PIN", goToWrongPin},
        {"unblocking", goToUnblock},
        {"demonstration card", goToDemonstration},
        {"signing", goToSignEmpty},
        {"documents to sign", goToSignList},
        {"consent", goToSignConsent},
        {"wrong password of a signing key", goToSignWrongPassword},
        {"keys to sign with", goToSignKeys},
        {"a document to be signed", goToSignPreview},
        {"documents signed", goToSignDone},
        {"journal of signatures", goToSignJournal},
        {"erasing the journal", goToSignJournalErase},
        {"check of a signature", goToCheckStart},
        {"valid signature", goToValid},
        {"changed document", goToChanged},
        {"question before the internet", goToUnasked},
        {"two signers", goToTwoSigners},
        {"missing document", goToMissing},
        {"list of checked files", goToCheckList},
        {"a PDF without signature", goToPlainPdf},
        {"a damaged signed file", goToDamaged},
        {"files checked before", goToCheckStart},
        {"help", [](World& world) { world.window().go(Place::Help); }},
        {"settings", [](World& world) { world.window().go(Place::Settings); }},
        {"home with news", homeWithNews},
    };
    return all;
}

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

/// A label that stands before a control must be tied to it.
void checkBuddies(MainWindow& window, const std::string& where) {
    for (const auto* label : window.findChildren<QLabel*>())
        EXPECT_TRUE(label->buddy() == nullptr || !label->isVisible() || label->buddy()->isVisible())
            << where << ": a label is tied to something hidden";
    for (const auto* field : window.findChildren<SecretLineEdit*>())
        EXPECT_FALSE(field->accessibleName().isEmpty()) << where;
}

bool canBeTabbedTo(const QWidget& widget) {
    return widget.isVisible() && widget.isEnabled() && (widget.focusPolicy() & Qt::TabFocus) != 0;
}

/// Pressing Tab again and again comes to every control and back to the first one.
void checkFocusOrder(MainWindow& window, const std::string& where) {
    std::set<QWidget*> wanted;
    for (auto* widget : window.findChildren<QWidget*>())
        if (canBeTabbedTo(*widget) && widget->focusProxy() == nullptr)
            wanted.insert(widget);
    std::set<QWidget*> reached;
    for (std::size_t presses = 0; presses < 3 * wanted.size() + 3; ++presses) {
        QWidget* focused = QApplication::focusWidget();
        ASSERT_NE(focused, nullptr) << where << ": nothing has the focus";
        reached.insert(focused);
        pressKey(*focused, Qt::Key_Tab);
        if (QApplication::focusWidget() == focused && wanted.size() > 1)
            ADD_FAILURE() << where << ": focus is trapped in " << focused->metaObject()->className() << " "
                          << focused->accessibleName().toStdString();
    }
    for (QWidget* widget : wanted)
        EXPECT_TRUE(reached.contains(widget))
            << where << ": Tab never comes to " << widget->metaObject()->className() << " "
            << widget->accessibleName().toStdString();
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

/// Nothing is wider than its page: no button is cut and nothing scrolls sideways.
void checkWidths(MainWindow& window, const std::string& where) {
    for (const auto* button : window.findChildren<Button*>()) {
        EXPECT_TRUE(!button->isVisible() || button->width() >= button->sizeHint().width())
            << where << ": cut, " << button->text().toStdString();
    }
    const QScrollArea& page = window.currentPage();
    EXPECT_LE(page.widget()->width(), page.viewport()->width())
        << where << ": wider than the window:" << widestIn(*page.widget());
}

/// Every line of every text has its height.
void checkHeights(MainWindow& window, const std::string& where) {
    for (const auto* label : window.findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        const int needed =
            label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        EXPECT_GE(label->height() + 1, needed) << where << ": cut, " << label->text().toStdString();
    }
}

class EveryLanguage : public testing::TestWithParam<text::Language> {};

/// A part that is shown before it has a parent is a window for a moment: it flashes, and takes the focus with
/// it.
class NoPassingWindows : public QObject {
  public:
    NoPassingWindows() { qApp->installEventFilter(this); }
    std::string where;

  protected:
    bool eventFilter(QObject* object, QEvent* event) override {
        const auto* widget = event->type() == QEvent::Show ? qobject_cast<QWidget*>(object) : nullptr;
        if (widget != nullptr && widget->windowType() == Qt::Window &&
            qobject_cast<const MainWindow*>(widget) == nullptr)
            ADD_FAILURE() << where << ": a " << widget->metaObject()->className() << " was a window";
        return false;
    }
};

TEST_P(EveryLanguage, EveryPageCanBeReadAndReached) {
    World world(GetParam());
    NoPassingWindows noPassingWindows;
    for (const Spot& spot : spots()) {
        const std::string where = spot.name + " (" + std::string(text::languageName(GetParam())) + ")";
        noPassingWindows.where = where;
        spot.goThere(world);
        world.settle();
        checkNames(QAccessible::queryAccessibleInterface(&world.window()), where);
        checkBuddies(world.window(), where);
        checkWidths(world.window(), where);
        checkHeights(world.window(), where);
        checkFocusOrder(world.window(), where);
    }
}

TEST_P(EveryLanguage, TheLargestTextFitsTheSmallestWindow) {
    World world(GetParam());
    world.appearance().choose(TextSize::Largest);
    world.window().resize(720, 520);
    for (const Spot& spot : spots()) {
        spot.goThere(world);
        world.settle();
        checkWidths(world.window(), spot.name);
    }
    world.appearance().choose(TextSize::Normal);
}

INSTANTIATE_TEST_SUITE_P(Languages, EveryLanguage,
                         testing::Values(text::Language::Kk, text::Language::Ru, text::Language::En),
                         [](const auto& test) { return std::string(text::languageName(test.param)); });

TEST(Walk, FindsANamelessControl) {
    // The walk itself must be able to fail.
    EXPECT_NONFATAL_FAILURE(
        {
            QWidget own;
            new Button(ButtonKind::Plain, Icon::Add, &own);
            own.show();
            checkNames(QAccessible::queryAccessibleInterface(&own), "walk");
        },
        "a control without a name");
}

} // namespace
} // namespace tanba::gui::test
