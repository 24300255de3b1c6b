// Renders every page into PNGs: gui_gallery FOLDER LANGUAGE THEME [TEXTSIZE]. tests/gui/gallery/draw runs it
// for all.
#include "app/gui/widgets/card.h"
#include "tests/gui/world.h"

#include <QApplication>
#include <QKeyEvent>
#include <iostream>

using namespace tanba;
using namespace tanba::gui;
using test::World;

namespace {

class Gallery {
  public:
    Gallery(World& world, QString prefix) : world_(world), prefix_(std::move(prefix)) {}

    void take(const char* name) {
        world_.settle();
        const QString file = prefix_ + QLatin1String(name) + QStringLiteral(".png");
        if (!world_.window().grab().save(file))
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

void drawAll(World& world, Gallery& gallery) {
    gallery.take("01-home-empty");
    world.window().go(Place::Keys);
    gallery.take("02-keys-empty");
    const auto locked =
        world.putKey("Downloads/GOST512_8f2d6c10b47ae95538c1d20f7a6be4930d5512ab.p12", "Right-One1");
    const auto soon = world.putKey("Documents/soon.p12", "123456", "2026-06-27T12:00:00Z");
    const auto good = world.putKey("Documents/work/good.p12", "Right-One1");
    const auto old = world.putKey("old/old.p12", "Right-One1", "2026-05-01T00:00:00Z");
    world.press(Phrase::KeysSearch);
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
    world.press(Phrase::KeyUnlock);
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
    QApplication::sendEvent(QApplication::focusWidget(), &tab);
    world.window().currentPage().ensureVisible(0, 5000);
    gallery.take("18-settings-below");
    world.window().resize(720, 520);
    world.window().go(Place::Keys);
    gallery.take("19-keys-narrow");
}

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const auto language =
        arguments.size() < 4 ? std::nullopt : text::languageByName(arguments.at(2).toStdString());
    if (!language) {
        std::cerr << "usage: gui_gallery FOLDER kk|ru|en light|dark|contrast [normal|large|largest]\n";
        return 64;
    }
    World world(*language);
    const QString themeName = arguments.at(3);
    world.settings().set(platform::settings::kTheme, themeName);
    if (arguments.size() > 4)
        world.settings().set(platform::settings::kTextSize, arguments.at(4));
    world.appearance().apply();
    const QString ratio = QString::number(qRound(world.window().devicePixelRatioF() * 100));
    // FOLDER/kk-light-100-, and FOLDER/kk-light-largest-100- for another size of text.
    QStringList name = arguments.mid(2);
    name << ratio << QString();
    Gallery gallery(world, arguments.at(1) + QLatin1Char('/') + name.join(QLatin1Char('-')));
    drawAll(world, gallery);
    return 0;
}
