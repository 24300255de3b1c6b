#include "tests/gui/print_service.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <QElapsedTimer>
#include <QStandardPaths>
#include <QStringList>
#include <QThread>
#include <fstream>
#include <sstream>

namespace tanba::gui::test {

namespace {

namespace fs = std::filesystem;

constexpr int kLongestWaitMs = 30'000;
constexpr const char* kParts = "/usr/lib/cups";

/// In the folders of administrators, which a person's PATH may lack.
QString programOf(const char* name) {
    return QStandardPaths::findExecutable(QString::fromLatin1(name),
                                          {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/bin")});
}

QStringList listOf(const std::vector<std::string>& words) {
    QStringList list;
    for (const std::string& word : words)
        list << QString::fromStdString(word);
    return list;
}

} // namespace

bool PrintService::installed() {
    return !programOf("cupsd").isEmpty() && !programOf("lpadmin").isEmpty();
}

void PrintService::write(const char* name, const std::string& content) const {
    std::ofstream(folder_ / name) << content;
}

PrintService::PrintService(const fs::path& folder) : folder_(folder) {
    const bool root = geteuid() == 0; // CUPS then wants somebody else for most of its parts
    for (const char* part : {"spool", "cache", "state", "out", "bin/backend", "bin/filter"})
        fs::create_directories(folder_ / part);
    for (const char* part : {"daemon", "notifier"})
        fs::create_directory_symlink(fs::path(kParts) / part, folder_ / "bin" / part);
    const std::string here = folder_.string();
    // CUPS calls it as: job, user, title, copies, options, file.
    write("bin/backend/keep", "#!/bin/sh\n[ $# -eq 0 ] && exit 0\ncat \"${6:--}\" > '" + here +
                                  "/out/'$1.pdf\nprintf '%s\\n%s\\n' \"$3\" \"$4\" > '" + here +
                                  "/out/'$1.part\nmv '" + here + "/out/'$1.part '" + here + "/out/'$1.job\n");
    // A printer that others may not run is run as whoever runs CUPS, and so gets at this folder.
    fs::permissions(folder_ / "bin/backend/keep", fs::perms::owner_all);
    write("mime.types", "");
    write(
        "cupsd.conf",
        "Listen " + here +
            "/cups.sock\nDefaultAuthType None\n"
            "<Location />\n  Order allow,deny\n  Allow all\n</Location>\n"
            "<Policy default>\n  <Limit All>\n    Order allow,deny\n    Allow all\n  </Limit>\n</Policy>\n");
    write("files.conf", "ServerRoot " + here + "\nServerBin " + here + "/bin\nCacheDir " + here +
                            "/cache\nStateDir " + here + "/state\nRequestRoot " + here + "/spool\nTempDir " +
                            here + "/cache\nAccessLog " + here + "/access\nErrorLog " + here +
                            "/errors\nPageLog " + here + "/pages\n" + (root ? "User lp\nGroup lp\n" : ""));
    qputenv("CUPS_SERVER", QByteArray::fromStdString(here + "/cups.sock"));
    process_.setProgram(programOf("cupsd"));
    process_.setArguments(listOf({"-f", "-c", here + "/cupsd.conf", "-s", here + "/files.conf"}));
    process_.setStandardErrorFile(QString::fromStdString(here + "/said"));
    process_.start();
    QElapsedTimer timer;
    timer.start();
    const auto listens = [this] { return fs::exists(folder_ / "state/cupsd.pid"); };
    while (!listens() && timer.elapsed() < kLongestWaitMs && process_.state() != QProcess::NotRunning)
        process_.waitForFinished(20);
}

PrintService::~PrintService() {
    qunsetenv("CUPS_SERVER");
    process_.terminate();
    EXPECT_TRUE(process_.waitForFinished(kLongestWaitMs));
}

void PrintService::ask(const char* program, const std::vector<std::string>& arguments) {
    QProcess asked;
    asked.start(programOf(program), listOf(arguments));
    ASSERT_TRUE(asked.waitForFinished(kLongestWaitMs));
    ASSERT_EQ(asked.exitCode(), 0) << asked.readAllStandardError().toStdString();
}

void PrintService::addPrinter(const std::string& name, const std::string& description) {
    ask("lpadmin", {"-p", name, "-D", description, "-E", "-v", "keep:/here", "-m", "raw"});
}
void PrintService::preferPrinter(const std::string& name) {
    ask("lpadmin", {"-d", name});
}
void PrintService::refuse(const std::string& name) {
    ask("cupsreject", {name});
}
void PrintService::removePrinter(const std::string& name) {
    ask("lpadmin", {"-x", name});
}

std::vector<PrintService::Job> PrintService::jobs() const {
    std::vector<Job> jobs;
    for (const auto& entry : fs::directory_iterator(folder_ / "out")) {
        if (entry.path().extension() != ".job")
            continue;
        std::ifstream stream(entry.path());
        Job job;
        std::getline(stream, job.title);
        stream >> job.copies;
        job.file = fs::path(entry.path()).replace_extension(".pdf");
        jobs.push_back(job);
    }
    return jobs;
}

} // namespace tanba::gui::test
