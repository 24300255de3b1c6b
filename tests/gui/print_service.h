#pragma once

#include <QProcess>
#include <filesystem>
#include <string>
#include <vector>

namespace tanba::gui::test {

/// A CUPS of the test's own, in a folder of its own, with printers that keep what they get. What looks for
/// printers in this process and its children finds it and no other.
class PrintService {
  public:
    /// @param folder where it lives.
    explicit PrintService(const std::filesystem::path& folder);
    ~PrintService();

    /// The programs that it is made of are installed.
    static bool installed();
    bool running() const { return process_.state() == QProcess::Running; }
    void addPrinter(const std::string& name, const std::string& description);
    void preferPrinter(const std::string& name);
    /// From now on it takes no jobs.
    void refuse(const std::string& name);
    void removePrinter(const std::string& name);

    struct Job {
        std::string title;
        int copies = 0;
        std::filesystem::path file;
    };
    /// What came out of the printers so far.
    std::vector<Job> jobs() const;

  private:
    void write(const char* name, const std::string& content) const;
    void ask(const char* program, const std::vector<std::string>& arguments);

    std::filesystem::path folder_;
    QProcess process_;
};

} // namespace tanba::gui::test
