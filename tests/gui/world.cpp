#include "tests/gui/world.h"

#include "tests/support/fixtures.h"
#include "tests/support/test_pki.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QLabel>
#include <fstream>

namespace tanba::gui::test {

namespace {

constexpr int kLongestWaitMs = 20'000;

tanba::test::Authority& authority() {
    static tanba::test::Authority root =
        tanba::test::Authority::makeRoot(crypto::KeyAlgorithm::Gost2015_512, "СЫНАҚ ОРТАЛЫҒЫ");
    return root;
}

QString path(const std::filesystem::path& file) {
    return QString::fromStdString(file.string());
}

} // namespace

World::World(text::Language language)
    : home_(tanba::test::scratchFolder()), clock_(tanba::test::goodTime()),
      settings_(path(home_ / "tanba.ini")), words_(language), appearance_(settings_, look_),
      autostart_(files_, home_ / "autostart", "/usr/bin/tanba"),
      shelf_(files_, clock_, indexPath()), desk_{words_,
                                                 shelf_,
                                                 tasks_,
                                                 files_,
                                                 [this] {
                                                     std::vector<SearchPlace> places{{home_, 4}};
                                                     for (const QString& folder :
                                                          settings_.get(platform::settings::kFolders))
                                                         places.push_back({folder.toStdString(), 4});
                                                     return places;
                                                 },
                                                 [this](const QUrl& url) {
                                                     opened_.push_back(url);
                                                     return true;
                                                 }} {
    appearance_.choose(ThemeChoice::Light);
    window_ = std::make_unique<MainWindow>(desk_, settings_, appearance_, autostart_);
    window_->show();
    window_->activateWindow();
    QApplication::setActiveWindow(window_.get());
    window_->go(Place::Home);
    settle();
}

World::~World() {
    settle();
}

std::filesystem::path World::putKey(const std::string& name, std::string_view password,
                                    std::string_view until) {
    tanba::test::CertificateProfile profile = tanba::test::CertificateProfile::person();
    profile.notAfter = tanba::test::at(until);
    const Bytes content =
        tanba::test::pkcs12File(authority().issue(crypto::KeyAlgorithm::Gost2015_512, profile), password);
    const std::filesystem::path file = home_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream stream(file, std::ios::binary);
    stream << asText(content);
    return file;
}

void World::settle() {
    QElapsedTimer timer;
    timer.start();
    do {
        QApplication::processEvents(QEventLoop::AllEvents, 20);
        QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    } while (!tasks_.idle() && timer.elapsed() < kLongestWaitMs);
    // A text that wraps anew changes the height of its page, which is laid out in the next round.
    for (int round = 0; round < 3; ++round)
        QApplication::processEvents();
    EXPECT_TRUE(tasks_.idle()) << "work did not end";
}

QAbstractButton* World::button(Phrase phrase) {
    const QString words = words_.say(phrase);
    for (auto* button : window_->findChildren<QAbstractButton*>())
        if (button->isVisible() && button->text() == words)
            return button;
    ADD_FAILURE() << "no visible button says: " << words.toStdString();
    return nullptr;
}

void World::press(Phrase phrase) {
    if (QAbstractButton* found = button(phrase)) {
        EXPECT_TRUE(found->isEnabled()) << words_.say(phrase).toStdString();
        found->click();
    }
    settle();
}

SecretLineEdit* World::field(Phrase name) {
    for (auto* field : window_->findChildren<SecretLineEdit*>())
        if (field->isVisible() && field->accessibleName() == words_.say(name))
            return field;
    ADD_FAILURE() << "no visible field is called: " << words_.say(name).toStdString();
    return nullptr;
}

void World::type(Phrase name, std::string_view text) {
    if (SecretLineEdit* found = field(name)) {
        found->setFocus();
        typeInto(*found, fromUtf8(text));
    }
}

QString World::visibleText() {
    QString all;
    for (const auto* label : window_->findChildren<QLabel*>())
        if (label->isVisible())
            all += label->text() + QLatin1Char('\n');
    for (const auto* button : window_->findChildren<QAbstractButton*>())
        if (button->isVisible())
            all += button->text() + QLatin1Char('\n');
    return all;
}

void typeInto(QWidget& widget, const QString& text) {
    for (const QChar character : text) {
        const Qt::KeyboardModifiers modifiers = character.isUpper() ? Qt::ShiftModifier : Qt::NoModifier;
        QKeyEvent press(QEvent::KeyPress, 0, modifiers, QString(character));
        QApplication::sendEvent(&widget, &press);
    }
}

void pressKey(QWidget& widget, int key, Qt::KeyboardModifiers modifiers) {
    QKeyEvent press(QEvent::KeyPress, key, modifiers);
    QApplication::sendEvent(&widget, &press);
    QKeyEvent release(QEvent::KeyRelease, key, modifiers);
    QApplication::sendEvent(&widget, &release);
}

} // namespace tanba::gui::test
