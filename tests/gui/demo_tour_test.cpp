// The demonstration as a newcomer goes through it: the real program, the real reference portal.
#include "app/gui/application.h"
#include "app/gui/demo/tour_panel.h"
#include "app/gui/pages/key_card.h"
#include "app/gui/widgets/action_card.h"
#include "app/gui/widgets/code_field.h"
#include "app/gui/widgets/consent_button.h"
#include "app/gui/widgets/qr_view.h"
#include "app/gui/widgets/secret_line_edit.h"
#include "app/text/text_table.h"
#include "tests/gui/demo_run.h"
#include "tests/gui/world.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QElapsedTimer>
#include <fstream>

namespace tanba::gui::test {
namespace {

namespace fs = std::filesystem;

constexpr qint64 kLongestMs = 60'000;

/// The window of a demonstration, by what can be seen of it.
class DemoScreen {
  public:
    DemoScreen() : words_(demoLanguage()), application_(&demoStart()) {
        application_.start(StartMode::Window, {});
        for (QWidget* top : QApplication::topLevelWidgets())
            if (auto* window = qobject_cast<MainWindow*>(top))
                window_ = window;
        window_->resize(1280, 820); // the screen of the tests is smaller than most
    }

    MainWindow& window() { return *window_; }
    Words& words() { return words_; }

    bool until(const std::function<bool()>& so) {
        QElapsedTimer timer;
        timer.start();
        while (!so() && timer.elapsed() < kLongestMs)
            QApplication::processEvents(QEventLoop::AllEvents, 20);
        EXPECT_TRUE(so()) << "did not become so: " << text().toStdString();
        return so();
    }

    QString text() const {
        QString all;
        for (const auto* label : window_->findChildren<QLabel*>())
            if (label->isVisible())
                all += label->text() + QLatin1Char('\n');
        return all;
    }
    bool says(const QString& words) const { return text().contains(words); }
    bool says(Phrase phrase) const { return says(words_.say(phrase)); }
    bool saysReason(sign::ReasonCode code) const {
        return says(fromUtf8(text::TextTable::builtIn().reason({code, {}}, demoLanguage()).what));
    }
    bool saysInside() const {
        return says(words_.say(text::Ui::DemoInside, {{"name", "ҮЛГІ АЗАМАТ ҮЛГІҰЛЫ"}}));
    }

    template <typename Widget, typename Fits>
    Widget* find(const Fits& fits) const {
        for (auto* widget : window_->findChildren<Widget*>())
            if (widget->isVisible() && fits(*widget))
                return widget;
        return nullptr;
    }
    template <typename Widget>
    Widget* find() const {
        return find<Widget>([](const Widget&) { return true; });
    }

    /// Waits until there is such a button, and presses it.
    bool press(Phrase phrase) {
        const QString label = words_.say(phrase);
        const auto button = [this, &label] {
            return find<QAbstractButton>(
                [&label](const QAbstractButton& each) { return each.text() == label && each.isEnabled(); });
        };
        if (!until([&button] { return button() != nullptr; }))
            return false;
        button()->click();
        return true;
    }

    bool isDone(Phrase title) {
        const QString name = words_.say(Phrase::TourStateDone, {{"step", toUtf8(words_.say(title))}});
        return find<Text>([&name](const Text& each) { return each.accessibleName() == name; }) != nullptr;
    }
    bool untilDone(Phrase title) {
        return until([this, title] { return isDone(title); });
    }

    /// The PIN of the card, or the password of the person's file, in whichever field asks for one; and the
    /// button that agrees, once it lets itself be pressed.
    bool agree() {
        const auto secret = [this] {
            return find<SecretLineEdit>(
                [](const SecretLineEdit& each) { return qobject_cast<const CodeField*>(&each) == nullptr; });
        };
        if (!until([&secret] { return secret() != nullptr; }))
            return false;
        const bool file = secret()->accessibleName() == words_.say(Phrase::KeyPassword);
        typeInto(*secret(), QLatin1String(file ? "123456" : "1234"));
        const auto button = [this] {
            return find<ConsentButton>([](const ConsentButton& each) { return each.isEnabled(); });
        };
        if (!until([&button] { return button() != nullptr; }))
            return false;
        button()->click();
        return true;
    }

    bool chooseCard() {
        const auto card = [this] {
            return find<KeyCard>(
                [](const KeyCard& each) { return !each.cardId().empty() && each.isEnabled(); });
        };
        if (!until([&card] { return card() != nullptr; }))
            return false;
        card()->click();
        return true;
    }

    bool chooseWay(Phrase way) {
        const QString label = words_.say(way);
        const auto card = [this, &label] {
            return find<ActionCard>(
                [&label](const ActionCard& each) { return each.text() == label && each.isEnabled(); });
        };
        if (!until([&card] { return card() != nullptr; }))
            return false;
        card()->click();
        return true;
    }

    /// A picture for who wants to see it.
    void picture(const char* name) {
        for (int round = 0; round < 5; ++round)
            QApplication::processEvents(QEventLoop::AllEvents, 20);
        const QString folder = qEnvironmentVariable("TANBA_DEMO_PICTURES");
        if (!folder.isEmpty())
            window_->grab().save(folder + QLatin1Char('/') + QLatin1String(name) + QLatin1String(".png"));
    }

  private:
    Words words_;
    Application application_;
    MainWindow* window_ = nullptr;
};

void enterBySms(DemoScreen& screen) {
    ASSERT_TRUE(screen.press(Phrase::TourPortalGo));
    ASSERT_TRUE(screen.chooseCard());
    screen.picture("21-consent");
    // Asked where the clock is not that of Kazakhstan.
    ASSERT_TRUE(screen.until([&screen] {
        return screen.find<ConsentButton>() != nullptr ||
               screen.says(screen.words().say(Phrase::AbroadTitle));
    }));
    if (screen.says(screen.words().say(Phrase::AbroadTitle))) {
        ASSERT_TRUE(screen.press(Phrase::AbroadNo));
    }
    ASSERT_TRUE(screen.agree());
    ASSERT_TRUE(screen.chooseWay(Phrase::LoginSms));
    const QString sender = screen.words().say(Phrase::PhoneSms, {{"sender", "1414"}});
    ASSERT_TRUE(screen.until([&screen, &sender] { return screen.says(sender); }));
    ASSERT_TRUE(screen.until([&screen] { return screen.find<CodeField>() != nullptr; }));
    screen.picture("22-sms");
    DiskFileStore files;
    const auto sms = demo::lastSms(files, demoStart().environment->portal().outbox());
    ASSERT_TRUE(sms.ok());
    EXPECT_TRUE(screen.says(fromUtf8(sms.value().code))) << "the phone shows the code";
    typeInto(*screen.find<CodeField>(), fromUtf8(sms.value().code));
    ASSERT_TRUE(screen.untilDone(Phrase::TourSmsTitle));
    ASSERT_TRUE(screen.until([&screen] { return screen.saysInside(); }));
    EXPECT_TRUE(screen.says(Phrase::LoginDoneDemo));
    EXPECT_FALSE(screen.says(Phrase::LoginDoneLead)) << "no browser was opened";
    EXPECT_FALSE(screen.says(Phrase::LoginDoneHelp));
    screen.picture("23-inside");
}

void enterByQr(DemoScreen& screen) {
    ASSERT_TRUE(screen.press(Phrase::TourPortalGo));
    ASSERT_TRUE(screen.chooseCard());
    ASSERT_TRUE(screen.agree());
    ASSERT_TRUE(screen.chooseWay(Phrase::LoginQr));
    ASSERT_TRUE(screen.until([&screen] { return screen.find<QrView>() != nullptr; }));
    EXPECT_FALSE(screen.saysInside()) << "that was the login before";
    screen.picture("31-qr");
    ASSERT_TRUE(screen.press(Phrase::PhoneScan));
    ASSERT_TRUE(screen.press(Phrase::PhoneConfirm));
    ASSERT_TRUE(screen.untilDone(Phrase::TourQrTitle));
    EXPECT_TRUE(screen.until([&screen] { return screen.saysInside(); }));
}

void signAndCheck(DemoScreen& screen) {
    ASSERT_TRUE(screen.press(Phrase::TourSignGo));
    ASSERT_TRUE(screen.agree());
    ASSERT_TRUE(screen.untilDone(Phrase::TourSignTitle));
    screen.picture("41-signed");
    ASSERT_TRUE(screen.press(Phrase::TourCheckGo));
    ASSERT_TRUE(screen.untilDone(Phrase::TourCheckTitle));
    ASSERT_TRUE(screen.until([&screen] { return screen.saysReason(sign::ReasonCode::TestKey); }))
        << "nobody may take it for a person's signature";
    EXPECT_FALSE(screen.saysReason(sign::ReasonCode::NoAnchor))
        << "the demonstration knows its own authority";
    screen.picture("42-checked");
}

void changePassword(DemoScreen& screen) {
    ASSERT_TRUE(screen.press(Phrase::TourPasswordGo));
    const std::vector<std::pair<Phrase, const char*>> fields = {{Phrase::PasswordCurrent, "123456"},
                                                                {Phrase::PasswordNew, "Sunqar2026"},
                                                                {Phrase::PasswordRepeat, "Sunqar2026"}};
    for (const auto& [name, secret] : fields) {
        auto* field = screen.find<SecretLineEdit>([&screen, name = name](const SecretLineEdit& each) {
            return each.accessibleName() == screen.words().say(name);
        });
        ASSERT_NE(field, nullptr);
        typeInto(*field, QLatin1String(secret));
    }
    EXPECT_FALSE(screen.isDone(Phrase::TourPasswordTitle)) << "nothing was changed yet";
    screen.picture("51-password");
    ASSERT_TRUE(screen.press(Phrase::KeyChange));
    ASSERT_TRUE(screen.untilDone(Phrase::TourPasswordTitle));
}

TEST(DemoTour, WalksTheWholeMainJob) {
    DemoScreen screen;
    EXPECT_EQ(screen.window().windowTitle(), screen.words().say(Phrase::DemoWindowTitle));
    EXPECT_TRUE(screen.says(screen.words().say(Phrase::DemoText)));
    EXPECT_FALSE(screen.isDone(Phrase::TourCardTitle));
    screen.picture("10-begin");
    ASSERT_TRUE(screen.press(Phrase::TourCardGo));
    ASSERT_TRUE(screen.untilDone(Phrase::TourCardTitle));
    screen.picture("20-card");
    ASSERT_NO_FATAL_FAILURE(enterBySms(screen));
    ASSERT_NO_FATAL_FAILURE(enterByQr(screen));
    ASSERT_NO_FATAL_FAILURE(signAndCheck(screen));
    ASSERT_NO_FATAL_FAILURE(changePassword(screen));
    ASSERT_TRUE(screen.press(Phrase::TourExpiryGo));
    ASSERT_TRUE(screen.untilDone(Phrase::TourExpiryTitle));
    EXPECT_TRUE(screen.says(screen.words().say(Phrase::TourDoneTitle)));
    screen.picture("60-expiry");
}

TEST(DemoTour, TheExpiryIsSeenWhicheverWayLeadsThere) {
    DemoScreen screen;
    const auto& [person, head] = demoStart().environment->keyFiles();
    screen.window().keysArea().showExpiry(expiryId(person.certificate));
    EXPECT_FALSE(screen.isDone(Phrase::TourExpiryTitle)) << "nothing is to be warned of";
    screen.window().keysArea().showExpiry(expiryId(head.certificate));
    EXPECT_TRUE(screen.untilDone(Phrase::TourExpiryTitle));
}

} // namespace
} // namespace tanba::gui::test
