#include "app/gui/widgets/support_details.h"
#include "app/platform/qt/autostart.h"
#include "app/platform/qt/single_instance.h"
#include "core/base/disk_file_store.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <QApplication>
#include <QElapsedTimer>
#include <thread>

namespace tanba::platform {
namespace {

QString folder(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

TEST(SingleInstance, TheSecondStartHandsItsFilesToTheFirst) {
    const auto scratch = test::scratchFolder();
    SingleInstance first(folder(scratch));
    ASSERT_EQ(first.claim({}), SingleInstance::Role::First);
    QStringList asked;
    bool heard = false;
    QObject::connect(&first, &SingleInstance::asked, &first, [&](const QStringList& files) {
        asked = files;
        heard = true;
    });
    SingleInstance::Role role = SingleInstance::Role::Alone;
    std::thread other([&] {
        SingleInstance second(folder(scratch));
        role = second.claim({QStringLiteral("/home/a/кілт.p12"), QStringLiteral("/home/a/b.p12")});
    });
    QElapsedTimer timer;
    for (timer.start(); !heard && timer.elapsed() < 10'000;)
        QApplication::processEvents(QEventLoop::AllEvents, 50);
    other.join();
    EXPECT_EQ(role, SingleInstance::Role::Second);
    EXPECT_EQ(asked, (QStringList{QStringLiteral("/home/a/кілт.p12"), QStringLiteral("/home/a/b.p12")}));
}

TEST(SingleInstance, AStartInTheBackgroundLeavesTheFirstAsItIs) {
    using Call = SingleInstance::Call;
    const auto scratch = test::scratchFolder();
    SingleInstance first(folder(scratch));
    ASSERT_EQ(first.claim({}, Call::Quiet), SingleInstance::Role::First);
    std::vector<QStringList> asked;
    QObject::connect(&first, &SingleInstance::asked, &first,
                     [&asked](const QStringList& files) { asked.push_back(files); });
    const QStringList file = {QStringLiteral("/home/a/b.p12")};
    std::vector<SingleInstance::Role> roles;
    std::thread others([&] {
        for (const auto& [files, call] : {std::pair(QStringList(), Call::Quiet), std::pair(file, Call::Quiet),
                                          std::pair(QStringList(), Call::Show)}) {
            SingleInstance next(folder(scratch));
            roles.push_back(next.claim(files, call));
        }
    });
    QElapsedTimer timer;
    for (timer.start(); asked.size() < 2 && timer.elapsed() < 10'000;)
        QApplication::processEvents(QEventLoop::AllEvents, 50);
    others.join();
    EXPECT_EQ(roles, std::vector<SingleInstance::Role>(3, SingleInstance::Role::Second));
    EXPECT_EQ(asked, (std::vector<QStringList>{file, {}})) << "a file is to be seen";
}

/// A visitor that connects and says only this.
int visit(const std::filesystem::path& socket, std::string_view words) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = socket.string();
    EXPECT_LT(path.size(), sizeof(address.sun_path));
    path.copy(address.sun_path, sizeof(address.sun_path) - 1);
    const int visitor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    EXPECT_EQ(::connect(visitor, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
    static_cast<void>(::send(visitor, words.data(), words.size(), MSG_NOSIGNAL));
    return visitor;
}

TEST(SingleInstance, WhoDoesNotFinishOrSaysTooMuchIsNotListenedTo) {
    const auto scratch = test::scratchFolder();
    SingleInstance first(folder(scratch));
    ASSERT_EQ(first.claim({}), SingleInstance::Role::First);
    std::vector<QStringList> asked;
    QObject::connect(&first, &SingleInstance::asked, &first,
                     [&asked](const QStringList& files) { asked.push_back(files); });
    const int half = visit(scratch / "tanba.socket", "/home/a/half.p12");
    const int loud = visit(scratch / "tanba.socket", std::string(std::size_t{200} * 1024, 'x'));
    QElapsedTimer timer;
    char answer = 0;
    ssize_t got = -1;
    for (timer.start(); got != 0 && timer.elapsed() < 10'000;) {
        QApplication::processEvents(QEventLoop::AllEvents, 20);
        got = ::recv(loud, &answer, 1, 0);
        if (got < 0 && errno != EAGAIN)
            break; // reset: what it said was not read to the end
    }
    EXPECT_LE(got, 0) << "it was answered";
    EXPECT_LT(timer.elapsed(), 10'000);
    const int whole = visit(scratch / "tanba.socket", std::string_view("/home/a/b.p12\n/home/a/c.p12\0", 28));
    while (asked.empty() && timer.elapsed() < 20'000)
        QApplication::processEvents(QEventLoop::AllEvents, 20);
    ASSERT_EQ(asked.size(), 1u);
    EXPECT_EQ(asked.front(), (QStringList{QStringLiteral("/home/a/b.p12"), QStringLiteral("/home/a/c.p12")}));
    for (const int visitor : {half, loud, whole})
        ::close(visitor);
}

TEST(SingleInstance, ASocketLeftBehindDoesNotHinderTheNextStart) {
    const auto scratch = test::scratchFolder();
    std::filesystem::create_directory(scratch / "nothing");
    {
        std::FILE* left = std::fopen((scratch / "tanba.socket").c_str(), "w");
        std::fclose(left);
    }
    SingleInstance next(folder(scratch));
    EXPECT_EQ(next.claim({}), SingleInstance::Role::First);
}

TEST(SingleInstance, AFirstOneThatDoesNotAnswerIsNotWaitedForForever) {
    const auto scratch = test::scratchFolder();
    QLockFile held(folder(scratch) + QStringLiteral("/tanba.lock"));
    ASSERT_TRUE(held.tryLock(0));
    SingleInstance next(folder(scratch));
    EXPECT_EQ(next.claim({}), SingleInstance::Role::Alone);
}

TEST(Autostart, EscapesWhatMeansSomethingInAnExecLine) {
    DiskFileStore files;
    const auto scratch = test::scratchFolder();
    Autostart autostart(files, scratch / "autostart", "/opt/$x \"y\"/100%/tanba");
    ASSERT_TRUE(autostart.enable().ok());
    EXPECT_TRUE(autostart.enabled());
    const Bytes content = test::fileContent(scratch / "autostart" / "tanba.desktop");
    EXPECT_NE(asText(content).find(R"(Exec="/opt/\\$x \\"y\\"/100%%/tanba" --background)"),
              std::string_view::npos)
        << asText(content);
    ASSERT_TRUE(autostart.disable().ok());
    EXPECT_FALSE(autostart.enabled());
    EXPECT_TRUE(autostart.disable().ok()) << "twice is no failure";
}

} // namespace
} // namespace tanba::platform

namespace tanba::gui {
namespace {

TEST(SupportDetails, LeaveOutNumbersAndFolders) {
    const Failure failure =
        fail(FailureCode::FileNotFound, "/home/aigerim/Құжаттар/key.p12", "IIN990101300123");
    const std::string details = supportDetails(failure, "Debian", "/home/aigerim");
    EXPECT_NE(details.find("file.not_found"), std::string::npos);
    EXPECT_NE(details.find("key.p12"), std::string::npos);
    EXPECT_EQ(details.find("aigerim"), std::string::npos);
    EXPECT_EQ(details.find("990101300123"), std::string::npos);
}

struct NameRow {
    const char* text;
    const char* told;
};

TEST(SupportDetails, LeaveOutTheNameOfTheHomeFolderWhereverItStands) {
    for (const NameRow& row : {
             NameRow{"/home/aigerim", "…/*"},
             {"/home/aigerim/", "…/"},
             {"/home/aigerim: permission denied", "…/*: permission denied"},
             {"/srv/keys/GOST_aigerim.p12", "…/GOST_*.p12"},
             {"'/home/aigerim' is no folder of aigerim", "…/*' is no folder of *"},
             {R"(C:\Users\Aigerim)", R"(…\*)"},
             {R"(C:\Users\AIGERIM\Documents\key.p12)", R"(…\key.p12)"},
             {"D:/Users/bolat", "…/*"},
             {R"(\\server\home\bolat)", R"(…\*)"},
             {R"(C:\Documents and Settings\Болат Серік)", R"(…\*)"},
             {"/home/aigerim2", "…/*"},
             {"reader Kaigerimov", "reader Kaigerimov"},
             {"timeout", "timeout"},
         }) {
        const std::string details = supportDetails(fail(FailureCode::FileNotFound, row.text, row.text),
                                                   "Debian", R"(C:/Users/aigerim)");
        EXPECT_EQ(details.substr(details.find("file.not_found")),
                  std::string("file.not_found\n") + row.told + "\n" + row.told)
            << row.text;
        EXPECT_EQ(supportDetails(fail(FailureCode::FileNotFound, row.text), "Debian", "/home/aigerim/"),
                  supportDetails(fail(FailureCode::FileNotFound, row.text), "Debian", R"(C:\Users\aigerim)"));
    }
    EXPECT_NE(supportDetails(fail(FailureCode::FileNotFound, "/srv/key.p12"), "Debian", "").find("/key.p12"),
              std::string::npos)
        << "without a home folder";
}

} // namespace
} // namespace tanba::gui
