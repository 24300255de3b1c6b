// The tray, closing, files that the program is started with, and what is written beside the window.
#include "app/gui/tray.h"
#include "app/gui/widgets/banner.h"
#include "tests/gui/world.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_pki.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QCheckBox>
#include <QProcess>
#include <QStandardPaths>
#include <algorithm>
#include <fstream>

namespace tanba::gui::test {
namespace {

/// How often a signal came.
class Count {
  public:
    template <typename Sender, typename Signal>
    Count(Sender* sender, Signal signal) {
        QObject::connect(sender, signal, sender, [times = times_] { ++*times; });
    }
    int times() const { return *times_; }

  private:
    std::shared_ptr<int> times_ = std::make_shared<int>(0);
};

QStringList words(QMenu& menu) {
    QStringList all;
    for (const QAction* action : menu.actions())
        if (!action->isSeparator())
            all.append(action->text());
    return all;
}

const std::vector<Phrase> kCalmMenu = {Phrase::TrayOpen,     Phrase::TrayCalm,      Phrase::JobEnterTitle,
                                       Phrase::JobSignTitle, Phrase::JobCheckTitle, Phrase::KeysSearch,
                                       Phrase::TrayQuit};

TEST(Tray, OffersTheSameEssentialsInEveryLanguage) {
    World world(text::Language::Kk);
    Tray tray(world.desk());
    for (const text::Language language : text::kLanguages) {
        world.words().setLanguage(language);
        QStringList wanted;
        for (const Phrase phrase : kCalmMenu)
            wanted.append(world.words().say(phrase));
        EXPECT_EQ(words(tray.menu()), wanted);
    }
    EXPECT_FALSE(tray.menu().actions().at(1)->isEnabled()) << "nothing to open";
    const Count open(&tray, &Tray::openWanted);
    const Count enter(&tray, &Tray::enterWanted);
    const Count sign(&tray, &Tray::signWanted);
    const Count check(&tray, &Tray::checkWanted);
    const Count search(&tray, &Tray::searchWanted);
    const Count quit(&tray, &Tray::quitWanted);
    for (QAction* action : tray.menu().actions())
        action->trigger();
    EXPECT_EQ(open.times(), 1);
    EXPECT_EQ(enter.times(), 1);
    EXPECT_EQ(sign.times(), 1);
    EXPECT_EQ(check.times(), 1);
    EXPECT_EQ(search.times(), 1);
    EXPECT_EQ(quit.times(), 1);
}

TEST(Tray, CountsWhatWantsAttention) {
    World world(text::Language::Ru);
    Tray tray(world.desk());
    for (const char* name : {"a.p12", "b.p12"}) {
        const auto file = world.putKey(name, "Right-One1", "2026-06-25T12:00:00Z");
        world.shelf().chosen(file);
        world.window().go(Place::Keys);
        world.window().keysArea().showKey(file);
        world.type(Phrase::KeyPassword, "Right-One1");
        world.press(Phrase::KeyUnlock);
    }
    const QString line = world.words().say(Phrase::TrayAttention, {{"count", "2"}});
    EXPECT_TRUE(tray.marked());
    EXPECT_EQ(tray.menu().actions().at(1)->text(), line);
    EXPECT_TRUE(tray.toolTip().contains(line));
    const Count attention(&tray, &Tray::attentionWanted);
    tray.menu().actions().at(1)->trigger();
    EXPECT_EQ(attention.times(), 1);
}

TEST(Closing, EndsTheProgramWithoutATrayAndLeavesItInOne) {
    World world;
    const Count quit(&world.window(), &MainWindow::quitWanted);
    const Count stayed(&world.window(), &MainWindow::stayedBehind);
    world.window().setCloseMeaning([] { return CloseMeaning::StayBehind; });
    EXPECT_FALSE(world.window().close());
    EXPECT_FALSE(world.window().isVisible());
    EXPECT_EQ(stayed.times(), 1);
    EXPECT_EQ(quit.times(), 0);
    world.window().show();
    world.window().setCloseMeaning([] { return CloseMeaning::End; });
    EXPECT_TRUE(world.window().close());
    EXPECT_EQ(quit.times(), 1);
    EXPECT_FALSE(world.settings().get(platform::settings::kWindow).isEmpty());
}

TEST(Opening, AKeyOpensAmongTheKeys) {
    World world;
    const auto key = world.putKey("кілт.bin", "Right-One1");
    world.window().openFiles({QString::fromStdString(key.string())});
    world.settle();
    EXPECT_NE(world.shelf().find(key), nullptr) << "by its content, whatever its name";
    EXPECT_NE(world.field(Phrase::KeyPassword), nullptr);
}

TEST(Opening, ACertificateIsToldWithItsOwner) {
    World world;
    auto root = tanba::test::Authority::makeRoot(crypto::KeyAlgorithm::Ec, "ROOT");
    const auto file = world.home() / "my.cer";
    const keys::Certificate certificate = root.issue(crypto::KeyAlgorithm::Ec).certificate;
    std::ofstream(file, std::ios::binary) << asText(certificate.der());
    world.window().go(Place::Settings);
    world.window().openFiles({QString::fromStdString(file.string())});
    world.settle();
    EXPECT_TRUE(world.visibleText().contains(QStringLiteral("СЫНАҚОВ СЫНАҚ")));
    EXPECT_TRUE(world.shelf().empty());
}

TEST(Opening, ADocumentIsOpenedToBeSigned) {
    World world;
    const auto file = world.home() / "letter.pdf";
    std::ofstream(file) << "%PDF-1.7\n";
    world.window().openFiles({QString::fromStdString(file.string())});
    world.settle();
    EXPECT_EQ(world.signing().documents().size(), 1U);
    EXPECT_TRUE(world.visibleText().contains(QStringLiteral("letter.pdf")));
}

QString resource(const char* name) {
    const auto file = std::filesystem::path(TANBA_SOURCE_DIR) / "resources" / "linux" / name;
    return fromUtf8(asText(tanba::test::fileContent(file)));
}

QString valueOf(const QString& entry, const QString& key) {
    for (const QString& line : entry.split(QLatin1Char('\n')))
        if (line.startsWith(key + QLatin1Char('=')))
            return line.mid(key.size() + 1);
    return {};
}

TEST(DesktopEntry, NamesTheProgramInEveryLanguageAndOpensKeysAndSignedFiles) {
    const QString entry = resource("tanba.desktop");
    EXPECT_TRUE(entry.startsWith(QStringLiteral("[Desktop Entry]\n")));
    EXPECT_EQ(valueOf(entry, QStringLiteral("Type")), QStringLiteral("Application"));
    EXPECT_EQ(valueOf(entry, QStringLiteral("Exec")), QStringLiteral("tanba %F"));
    for (const char* key : {"GenericName", "Comment", "Keywords"})
        for (const char* language : {"", "[kk]", "[ru]"})
            EXPECT_FALSE(valueOf(entry, QLatin1String(key) + QLatin1String(language)).isEmpty())
                << key << language;
    const QStringList types =
        valueOf(entry, QStringLiteral("MimeType")).split(QLatin1Char(';'), Qt::SkipEmptyParts);
    EXPECT_FALSE(types.isEmpty());
    const QString table = resource("tanba.xml");
    for (const QString& type : types)
        EXPECT_TRUE(table.contains(QStringLiteral("type=\"%1\"").arg(type))) << type.toStdString();
    for (const char* ending : {"*.p12", "*.pfx", "*.cms", "*.p7m", "*.p7s", "*.sig", "*.signed.xml"})
        EXPECT_TRUE(table.contains(QLatin1String(ending)));
    const QString validator = QStandardPaths::findExecutable(QStringLiteral("desktop-file-validate"));
    if (!validator.isEmpty()) {
        const auto file = std::filesystem::path(TANBA_SOURCE_DIR) / "resources" / "linux" / "tanba.desktop";
        EXPECT_EQ(QProcess::execute(validator, {QString::fromStdString(file.string())}), 0);
    }
}

TEST(Settings, StartingWithoutAWindowIsAChoice) {
    World world;
    world.window().go(Place::Settings);
    world.settle();
    auto* start = qobject_cast<QCheckBox*>(world.button(Phrase::SettingsAutostart));
    auto* minimised = qobject_cast<QCheckBox*>(world.button(Phrase::SettingsMinimised));
    ASSERT_TRUE(start != nullptr && minimised != nullptr);
    EXPECT_FALSE(minimised->isEnabled()) << "means nothing without the other";
    const auto entry = world.home() / "autostart" / "tanba.desktop";
    const auto startsHidden = [&entry] {
        return asText(tanba::test::fileContent(entry)).find("--background") != std::string_view::npos;
    };
    start->click();
    world.settle();
    EXPECT_TRUE(minimised->isEnabled());
    EXPECT_TRUE(startsHidden());
    minimised->click();
    world.settle();
    EXPECT_FALSE(startsHidden());
    EXPECT_FALSE(minimised->isChecked());
}

TEST(Settings, NotificationsAreOnAtFirst) {
    const auto scratch = tanba::test::scratchFolder();
    const platform::Settings fresh(QString::fromStdString((scratch / "tanba.ini").string()));
    EXPECT_TRUE(fresh.get(platform::settings::kNotifications));
    World world;
    world.window().go(Place::Settings);
    auto* box = qobject_cast<QCheckBox*>(world.button(Phrase::SettingsNotify));
    ASSERT_NE(box, nullptr);
    box->click();
    EXPECT_TRUE(world.settings().get(platform::settings::kNotifications));
    box->click();
    EXPECT_FALSE(world.settings().get(platform::settings::kNotifications));
}

TEST(TaskRunner, WritesInTheOrderInWhichItWasAsked) {
    TaskRunner tasks;
    QObject receiver;
    std::vector<int> written;
    std::vector<int> told;
    for (int number = 0; number < 200; ++number)
        tasks.runInOrder<int>(
            &receiver,
            [&written, number] {
                written.push_back(number); // one thread: a race here would be the mistake
                return number;
            },
            [&told](int done) { told.push_back(done); });
    while (!tasks.idle())
        QApplication::processEvents(QEventLoop::AllEvents, 20);
    EXPECT_EQ(written.size(), 200U);
    EXPECT_TRUE(std::ranges::is_sorted(written));
    EXPECT_EQ(told, written);
}

TEST(TaskRunner, WaitsForWhatIsToBeWrittenBeforeItEnds) {
    int written = 0;
    QObject receiver;
    {
        TaskRunner tasks;
        for (int number = 0; number < 50; ++number)
            tasks.runInOrder<int>(
                &receiver, [&written] { return ++written; }, [](int) {});
    }
    EXPECT_EQ(written, 50);
}

TEST(Shelf, TellsOfAnIndexThatCannotBeWritten) {
    World world;
    std::filesystem::remove_all(world.home() / "data");
    std::ofstream(world.home() / "data") << "in the way"; // where the folder of the index would be
    world.window().go(Place::Home);
    world.shelf().chosen(world.putKey("key.p12", "Right-One1"));
    world.settle();
    bool told = false;
    for (const auto* banner : world.window().findChildren<Banner*>())
        told = told || (banner->isVisible() && banner->kind() == CardKind::Bad);
    EXPECT_TRUE(told);
}

} // namespace
} // namespace tanba::gui::test
