#include "tests/gui/world.h"

#include "app/gui/cards/system_cards.h"
#include "app/gui/widgets/breakable.h"
#include "app/gui/words/word_locale.h"
#include "app/xml_reading/read_signed_xml.h"
#include "cardreader/pkcs11/helper_process.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QLabel>
#include <QTimer>
#include <fstream>

namespace tanba::gui::test {

namespace {

constexpr int kLongestWaitMs = 60'000; // with sanitizers, on a busy machine

tanba::test::Authority& authority() {
    static tanba::test::Authority root =
        tanba::test::Authority::makeRoot(crypto::KeyAlgorithm::Gost2015_512, "СЫНАҚ ОРТАЛЫҒЫ");
    return root;
}

QString path(const std::filesystem::path& file) {
    return QString::fromStdString(file.string());
}

} // namespace

World::World(text::Language language, TextSize size, ThemeChoice theme)
    : home_(tanba::test::scratchFolder()), clock_(tanba::test::goodTime()),
      settings_(path(home_ / "tanba.ini")), words_(language), appearance_(settings_, look_),
      autostart_(files_, home_ / "autostart", "/usr/bin/tanba"), shelf_(files_, clock_, tasks_, indexPath()),
      person_(files_, tasks_, personPath()), cards_(cardSources(), tasks_, words_),
      recent_(files_, clock_, tasks_, recentPath()),
      signing_({files_, files_, clock_, tasks_, shelf_, cards_, person_, recent_, home_ / "data",
                [this] { return stamps_(); }, [this] { return localeOf(words_); }}),
      attendant_({files_, clock_, alarm_, notifier_, drives_, heardTime_,
                  tanba::test::at("2026-01-15T00:00:00Z"), home_ / "data" / "reminders.json"},
                 words_, shelf_, tasks_, settings_),
      checks_(checkSources()),
      portals_(consentSources(), fakePortals_.ports(), fakePortals_.entry(home_ / "data"), words_, settings_),
      portalJournal_(portals_.consent, tasks_, clock_, signing_.journal()),
      login_({files_, clock_, tasks_, shelf_, cards_, person_, fakePortals_.entry(home_ / "data").network,
              home_ / "data"}),
      mobile_({files_, clock_, tasks_, shelf_, cards_, person_, fakePortals_.entry(home_ / "data").network,
               [this] { return std::string(text::languageName(words_.language())); }}),
      desk_{words_,
            shelf_,
            tasks_,
            files_,
            [this]() -> PlaceFinder {
                std::vector<SearchPlace> places{{home_, 4}};
                for (const QString& folder : settings_.get(platform::settings::kFolders))
                    places.push_back({folder.toStdString(), 4});
                return [places, step = beforeSearching_] {
                    step();
                    return places;
                };
            },
            [this](const QUrl& url) {
                if (notOpened_ > 0) {
                    --notOpened_;
                    return false;
                }
                opened_.push_back(url);
                return browser_;
            },
            attendant_,
            cards_,
            [this](QWidget*, const QString&, const QString&) { return path(newFile_); },
            person_,
            [this] {
                Folders folders;
                folders.home = home_;
                folders.bad = {{home_ / "Downloads"}, {home_ / "Desktop"}, {}};
                folders.drives = drives_.drives();
                return folders;
            },
            signing_,
            checks_,
            recent_,
            portals_,
            login_,
            mobile_} {
    desk_.printing = {
        [](const CancelToken*) -> Result<std::vector<print::Printer>> {
            return std::vector<print::Printer>();
        },
        [](std::string_view, const print::PrintOrder&, const CancelToken*) -> Result<print::Reception> {
            return print::Reception::Refused;
        }};
    desk_.steady = [this] { return steadyMs_; };
    judging_.readXml = xml_reading::readSignedXmlApart;
    settings_.set(platform::settings::kNotifications, false);
    settings_.set(platform::settings::kTextSizeAsked, true);
    settings_.set(platform::settings::kPortals, QStringLiteral("off"));
    appearance_.choose(theme);
    appearance_.choose(size);
    window_ = std::make_unique<MainWindow>(desk_, settings_, appearance_, autostart_);
    window_->show();
    window_->activateWindow();
    QApplication::setActiveWindow(window_.get());
    window_->go(Place::Home);
    attendant_.start();
    settle();
}

CardSources World::cardSources() {
    return {
        pcsc_,
        pcsc_.clock(),
        files_,
        clock_,
        home_ / "data",
        [this](std::vector<std::filesystem::path> configured) {
            configured.insert(configured.end(), modules_.begin(), modules_.end());
            return pkcs11::ModuleSources{std::move(configured), {}, {}, {}};
        },
        pkcs11::helperBesideThisProgram,
        [this]() -> Result<card::SimulatedCard> {
            auto made = card::SimulatedCard::make(clock_);
            if (made.ok())
                demonstration_ = made.value();
            return made;
        },
        [this] { return configuredModules(settings_); },
        [this](const std::vector<std::filesystem::path>& files) { keepConfiguredModules(settings_, files); }};
}

CheckSources World::checkSources() {
    return {files_,
            clock_,
            tasks_,
            [this] { return judging_; },
            [this]() -> Result<std::shared_ptr<trust::OnlineEvidence>> {
                EXPECT_NE(server_, nullptr) << "somebody was asked over the network";
                return server_;
            },
            settings_,
            recent_,
            [this] { return localeOf(words_); }};
}

ConsentSources World::consentSources() {
    return {files_,
            clock_,
            tasks_,
            shelf_,
            cards_,
            person_,
            session_,
            drives_,
            [this] { return steady_ + steadyMs_; },
            [](const keys::Certificate&) { return false; },
            home_ / "data" / "portals.json"};
}

void waitForEvents() {
    constexpr std::chrono::milliseconds kMoment{5};
    QTimer moment;
    moment.setSingleShot(true);
    moment.start(kMoment);
    QApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

bool World::until(const std::function<bool()>& so) {
    QElapsedTimer timer;
    timer.start();
    while (!so() && timer.elapsed() < kLongestWaitMs)
        waitForEvents();
    settle();
    EXPECT_TRUE(so()) << "did not become so: " << visibleText().toStdString();
    return so();
}

World::~World() {
    settle();
}

std::filesystem::path World::putKey(const std::string& name, std::string_view password,
                                    std::string_view until) {
    tanba::test::CertificateProfile profile = tanba::test::CertificateProfile::person();
    profile.notAfter = tanba::test::at(until);
    return putKeyOf(profile, name, password);
}

std::filesystem::path World::putKeyOf(const tanba::test::CertificateProfile& profile, const std::string& name,
                                      std::string_view password) {
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
    while (true) {
        QApplication::processEvents(QEventLoop::AllEvents, 20);
        QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        if (tasks_.idle() || timer.elapsed() >= kLongestWaitMs)
            break;
        waitForEvents();
    }
    // A text that wraps anew changes the height of its page, which is laid out in the next round.
    for (int round = 0; round < 3; ++round)
        QApplication::processEvents();
    EXPECT_TRUE(tasks_.idle()) << "work did not end";
}

void World::waitUntil(std::string_view moment) {
    const Time end = tanba::test::at(moment);
    const auto goTo = [this](Time time) {
        steady_ += time - clock_.now();
        clock_.set(time);
    };
    constexpr int kMostRings = 1000;
    for (int rings = 0; alarm_.moment() && *alarm_.moment() <= end; ++rings) {
        ASSERT_LT(rings, kMostRings) << "the alarm is set for the past again and again";
        goTo(std::max(*alarm_.moment(), clock_.now()));
        emit alarm_.reached();
    }
    goTo(end);
    settle();
}

void World::setClock(std::string_view moment) {
    clock_.set(tanba::test::at(moment));
    emit alarm_.clockChanged();
    settle();
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
    return all.remove(kMayBreak);
}

void typeInto(QWidget& widget, const QString& text) {
    for (const QChar character : text) {
        const Qt::KeyboardModifiers modifiers = character.isUpper() ? Qt::ShiftModifier : Qt::NoModifier;
        QKeyEvent press(QEvent::KeyPress, 0, modifiers, QString(character));
        QApplication::sendEvent(&widget, &press);
    }
}

void pressKey(QWidget& widget, int key, Qt::KeyboardModifiers modifiers) {
    // As from a keyboard: an editor that takes Tab for a character would let one without text pass.
    const QString text = key == Qt::Key_Tab ? QStringLiteral("\t") : QString();
    QKeyEvent press(QEvent::KeyPress, key, modifiers, text);
    QApplication::sendEvent(&widget, &press);
    QKeyEvent release(QEvent::KeyRelease, key, modifiers, text);
    QApplication::sendEvent(&widget, &release);
}

} // namespace tanba::gui::test
