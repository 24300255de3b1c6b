// Renders every page into PNGs: gui_gallery FOLDER LANGUAGE THEME [TEXTSIZE]. tests/gui/gallery/draw runs it
// for all. With TANBA_GALLERY=check, consent or portals in the environment, that part only.
#include "app/gui/widgets/card.h"
#include "tests/gui/gallery/cards_pictures.h"
#include "tests/gui/gallery/check_pictures.h"
#include "tests/gui/gallery/consent_pictures.h"
#include "tests/gui/gallery/demo_pictures.h"
#include "tests/gui/gallery/login_pictures.h"
#include "tests/gui/gallery/mobile_pictures.h"
#include "tests/gui/gallery/portals_pictures.h"
#include "tests/gui/gallery/sign_pictures.h"
#include "tests/gui/gate.h"
#include "tests/gui/world.h"

#include <QApplication>
#include <QDir>
#include <QKeyEvent>
#include <iostream>
#include <map>

using namespace tanba;
using namespace tanba::gui;
using tanba::gui::test::World;

namespace {

class Gallery {
  public:
    Gallery(World& world, QString prefix) : world_(world), prefix_(std::move(prefix)) {}

    void take(const char* name) {
        world_.settle();
        takeNow(name);
    }
    /// While work goes on.
    void takeNow(const char* name) { takeOf(name, world_.window()); }
    /// Of another window, as it is.
    void takeOf(const char* name, QWidget& window) {
        const QString file = prefix_ + QLatin1String(name) + QStringLiteral(".png");
        if (!window.grab().save(file))
            std::cerr << "cannot write " << file.toStdString() << "\n";
    }

  private:
    World& world_;
    QString prefix_;
};

void unlock(World& world, const std::filesystem::path& path, std::string_view password) {
    world.window().go(Place::Keys);
    world.window().keysArea().showKey(path);
    world.type(Phrase::KeyPassword, password);
    world.press(Phrase::KeyUnlock);
}

/// The work that a button begins, while the disk does not answer.
void drawWorking(World& world, Gallery& gallery, tanba::gui::test::Gate& disk, Phrase begins,
                 const char* name) {
    world.button(begins)->click();
    disk.awaitGuest();
    tanba::gui::test::expectAlive();
    gallery.takeNow(name);
    disk.open();
    world.settle();
    world.files().beforeListing = nullptr;
    world.files().beforeReading = nullptr;
}

void drawSearch(World& world, Gallery& gallery, const std::filesystem::path& folder) {
    tanba::gui::test::Gate disk;
    world.files().beforeListing = [&disk, folder](const std::filesystem::path& listed) -> Outcome {
        if (listed == folder)
            disk.pass();
        return Done{};
    };
    drawWorking(world, gallery, disk, Phrase::KeysSearch, "03-keys-searching");
}

void drawOpening(World& world, Gallery& gallery, const std::filesystem::path& key) {
    tanba::gui::test::Gate disk;
    tanba::gui::test::holdNextReading(world, key, disk);
    drawWorking(world, gallery, disk, Phrase::KeyUnlock, "08-key-opening");
}

/// Every page about safety, in the states that a person meets.
void drawAdvice(World& world, Gallery& gallery, const std::filesystem::path& own) {
    const auto go = [&world](AdvicePlace place) {
        world.window().showAdvice(place);
        world.settle();
    };
    world.window().go(Place::Keys);
    world.window().keysArea().showKey(own);
    gallery.take("40-owner-question");
    world.press(Phrase::OwnerNo);
    gallery.take("41-owner-somebody-else");
    go(AdvicePlace::Overview);
    gallery.take("42-safety");
    go(AdvicePlace::Lost);
    world.press(Phrase::LostLater);
    gallery.take("43-lost");
    for (const Phrase answer : {Phrase::LostDone, Phrase::LostDone, Phrase::LostDone})
        world.press(answer);
    gallery.take("44-lost-end");
    go(AdvicePlace::UnknownSms);
    gallery.take("45-sms");
    go(AdvicePlace::MyKeys);
    gallery.take("46-my-keys");
    world.window().watchKeyFiles(std::chrono::milliseconds(0));
    world.window().go(Place::Home);
    world.settle();
    world.window().currentPage().ensureVisible(0, 600);
    gallery.take("46-home-hygiene");
    go(AdvicePlace::Hygiene);
    gallery.take("47-hygiene");
    world.press(Phrase::HygieneMove);
    gallery.take("48-hygiene-move");
    world.press(Phrase::MoveSuggested);
    gallery.take("49-hygiene-moved");
    go(AdvicePlace::HandOver);
    world.press(Phrase::SourceTitle);
    gallery.take("50-hand-over");
    go(AdvicePlace::OwnKey);
    gallery.take("51-own-key");
    go(AdvicePlace::Roles);
    gallery.take("52-roles");
    world.window().currentPage().ensureVisible(0, 5000);
    gallery.take("53-roles-below");
    go(AdvicePlace::Fines);
    gallery.take("54-fines");
    go(AdvicePlace::Yearly);
    gallery.take("55-yearly");
    world.setClock("2027-02-01T00:00:00Z");
    go(AdvicePlace::Fines);
    gallery.take("56-fines-unknown-year");
    world.setClock("2026-06-20T12:00:00Z");
}

/// What the program says by itself: a key that ends soon, a flash drive, the clock, 28 January.
void drawPresence(World& world, Gallery& gallery) {
    const auto soon = world.putKey("Documents/soon.p12", "Right-One1", "2026-06-27T12:00:00Z");
    world.shelf().chosen(soon);
    unlock(world, soon, "Right-One1");
    gallery.take("30-key-soon");
    world.press(Phrase::ExpiryWhat);
    gallery.take("31-expiry");
    world.answerNewFile(world.home() / "soon.ics");
    world.press(Phrase::ExpiryCalendar);
    gallery.take("32-expiry-calendar");
    world.putKey("media/USB KEY/key.p12", "Right-One1");
    world.drives().set({world.home() / "media" / "USB KEY"});
    world.window().go(Place::Home);
    gallery.take("33-home-soon-drive");
    world.attendant().yearly().setEnabled(true);
    world.waitUntil("2026-07-05T12:00:00Z");
    world.window().go(Place::Keys);
    world.window().keysArea().showExpiry(world.attendant().expiry().keys().front().id);
    gallery.take("34-expiry-over");
    world.waitUntil("2027-01-28T12:00:00Z");
    world.setClock("2027-01-28T10:00:00Z");
    world.window().go(Place::Home);
    gallery.take("35-home-clock-yearly");
    world.window().currentPage().ensureVisible(0, 5000);
    gallery.take("36-home-clock-yearly-below");
}

void drawAll(World& world, Gallery& gallery) {
    gallery.take("01-home-empty");
    world.window().go(Place::Keys);
    gallery.take("02-keys-empty");
    const auto locked =
        world.putKey("Downloads/GOST512_8f2d6c10b47ae95538c1d20f7a6be4930d5512ab.p12", "Right-One1");
    const auto soon = world.putKey("Documents/soon.p12", "123456", "2026-06-27T12:00:00Z");
    const auto good = world.putKey("Documents/work/good.p12", "Right-One1");
    const auto old = world.putKey("old/old.p12", "Right-One1", "2026-05-01T00:00:00Z");
    drawSearch(world, gallery, good.parent_path());
    gallery.take("03-keys-found");
    for (const auto& path : {good, old})
        unlock(world, path, "Right-One1");
    gallery.take("04-key-expired");
    world.window().keysArea().showKey(good);
    world.press(Phrase::KeyDetails);
    gallery.take("05-key-known");
    unlock(world, soon, "123456");
    gallery.take("06-key-widely-known-password");
    world.window().go(Place::Keys);
    gallery.take("07-keys");
    world.window().keysArea().showKey(locked);
    gallery.take("08-key-locked");
    world.type(Phrase::KeyPassword, "жоқ");
    drawOpening(world, gallery, locked);
    gallery.take("09-key-wrong-password");
    world.window().keysArea().showPassword(locked);
    gallery.take("10-password");
    world.type(Phrase::PasswordCurrent, "Right-One1");
    world.type(Phrase::PasswordNew, "Berik-Dala7");
    gallery.take("11-password-typed");
    world.type(Phrase::PasswordRepeat, "Berik-Dala7");
    world.press(Phrase::KeyChange);
    gallery.take("12-password-done");
    world.window().keysArea().showForgotten();
    gallery.take("13-forgotten");
    world.window().go(Place::Home);
    gallery.take("14-home");
    world.window().go(Place::Help);
    gallery.take("15-help");
    if (auto* card = world.window().findChildren<CardButton*>().back())
        card->click();
    gallery.take("16-help-article");
    world.window().go(Place::Settings);
    gallery.take("17-settings");
    QKeyEvent tab(QEvent::KeyPress, Qt::Key_Tab, Qt::NoModifier);
    QWidget* focused = QApplication::focusWidget();
    QApplication::sendEvent(focused != nullptr ? focused : &world.window(), &tab);
    world.window().currentPage().ensureVisible(0, 5000);
    gallery.take("18-settings-below");
    drawAdvice(world, gallery, good);
    tanba::gui::test::drawCards(world, [&gallery](const char* name) { gallery.take(name); });
    world.window().resize(720, 520);
    world.window().go(Place::Keys);
    gallery.take("19-keys-narrow");
}

struct Look {
    Scheme scheme;
    ThemeChoice theme;
    TextSize size;
};

Look lookOf(const QString& theme, const QString& size) {
    static const std::map<QString, std::pair<Scheme, ThemeChoice>> themes = {
        {QStringLiteral("light"), {Scheme::Light, ThemeChoice::Light}},
        {QStringLiteral("dark"), {Scheme::Dark, ThemeChoice::Dark}},
        {QStringLiteral("contrast"), {Scheme::ContrastLight, ThemeChoice::HighContrast}},
        {QStringLiteral("contrast-dark"), {Scheme::ContrastDark, ThemeChoice::HighContrast}},
    };
    static const std::map<QString, TextSize> sizes = {{QString(), TextSize::Normal},
                                                      {QStringLiteral("large"), TextSize::Large},
                                                      {QStringLiteral("largest"), TextSize::Largest}};
    const auto [scheme, choice] = themes.at(theme);
    return {scheme, choice, sizes.at(size)};
}

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const auto language =
        arguments.size() < 4 ? std::nullopt : text::languageByName(arguments.at(2).toStdString());
    if (!language) {
        std::cerr << "usage: gui_gallery FOLDER kk|ru|en light|dark|contrast|contrast-dark [large|largest]\n";
        return 64;
    }
    if (!QDir().mkpath(arguments.at(1))) {
        std::cerr << "cannot make the folder " << arguments.at(1).toStdString() << "\n";
        return 73;
    }
    const Look look = lookOf(arguments.at(3), arguments.value(4));
    World world(*language, look.size, look.theme);
    theme().apply(look.scheme, look.size);
    const QString ratio = QString::number(qRound(world.window().devicePixelRatioF() * 100));
    // FOLDER/kk-light-100-, and FOLDER/kk-light-largest-100- for another size of text.
    QStringList name = arguments.mid(2);
    name << ratio << QString();
    Gallery gallery(world, arguments.at(1) + QLatin1Char('/') + name.join(QLatin1Char('-')));
    const QString only = qEnvironmentVariable("TANBA_GALLERY"); // one part, while it is being made
    {
        World scanning(*language, look.size, look.theme);
        theme().apply(look.scheme, look.size);
        Gallery scans(scanning, arguments.at(1) + QLatin1Char('/') + name.join(QLatin1Char('-')));
        tanba::gui::test::drawMobile(scanning, [&scans](const char* taken) { scans.take(taken); });
    }
    if (only == QStringLiteral("mobile"))
        return 0;
    {
        World showing(*language, look.size, look.theme);
        theme().apply(look.scheme, look.size);
        Gallery shows(showing, arguments.at(1) + QLatin1Char('/') + name.join(QLatin1Char('-')));
        tanba::gui::test::drawDemo(showing, [&shows](const char* taken) { shows.take(taken); });
    }
    if (only == QStringLiteral("demo"))
        return 0;
    {
        World entering(*language, look.size, look.theme);
        theme().apply(look.scheme, look.size);
        Gallery enters(entering, arguments.at(1) + QLatin1Char('/') + name.join(QLatin1Char('-')));
        tanba::gui::test::drawLogin(entering, [&enters](const char* taken) { enters.take(taken); });
    }
    if (only == QStringLiteral("login"))
        return 0;
    {
        tanba::gui::test::PortalsWorld entering(*language, look.size, look.theme);
        theme().apply(look.scheme, look.size);
        Gallery enters(entering, arguments.at(1) + QLatin1Char('/') + name.join(QLatin1Char('-')));
        tanba::gui::test::drawPortals(
            entering, [&enters](const char* taken, QWidget& window) { enters.takeOf(taken, window); });
    }
    if (only == QStringLiteral("portals"))
        return 0;
    {
        tanba::gui::test::ConsentWorld asking(*language, look.size, look.theme);
        theme().apply(look.scheme, look.size);
        Gallery asks(asking, arguments.at(1) + QLatin1Char('/') + name.join(QLatin1Char('-')));
        tanba::gui::test::drawConsent(
            asking, [&asks](const char* taken, QWidget& window) { asks.takeOf(taken, window); });
    }
    {
        tanba::gui::test::PinWorld again(*language, look.size, look.theme);
        theme().apply(look.scheme, look.size);
        Gallery asks(again, arguments.at(1) + QLatin1Char('/') + name.join(QLatin1Char('-')));
        tanba::gui::test::drawPinAgain(
            again, [&asks](const char* taken, QWidget& window) { asks.takeOf(taken, window); });
    }
    if (only == QStringLiteral("consent"))
        return 0;
    if (only != QStringLiteral("check")) {
        World signing(*language, look.size, look.theme);
        theme().apply(look.scheme, look.size);
        Gallery signs(signing, arguments.at(1) + QLatin1Char('/') + name.join(QLatin1Char('-')));
        tanba::gui::test::drawSigning(
            signing, [&signs](const char* taken) { signs.take(taken); },
            [&signs](const char* taken) { signs.takeNow(taken); });
    }
    if (only == QStringLiteral("sign"))
        return 0;
    {
        World checking(*language, look.size, look.theme);
        theme().apply(look.scheme, look.size);
        Gallery checks(checking, arguments.at(1) + QLatin1Char('/') + name.join(QLatin1Char('-')));
        tanba::gui::test::drawCheck(
            checking, [&checks](const char* taken) { checks.take(taken); },
            [&checks](const char* taken) { checks.takeNow(taken); });
    }
    if (only == QStringLiteral("check"))
        return 0;
    drawAll(world, gallery);
    World waiting(*language, look.size, look.theme);
    theme().apply(look.scheme, look.size);
    Gallery more(waiting, arguments.at(1) + QLatin1Char('/') + name.join(QLatin1Char('-')));
    drawPresence(waiting, more);
    return 0;
}
