#pragma once

#include "app/documents/document_list.h"
#include "app/gui/documents/check_entry.h"
#include "app/gui/documents/recent_shelf.h"
#include "app/gui/tasks/task_runner.h"
#include "app/platform/qt/settings.h"
#include "core/base/clock.h"
#include "core/trust/online_hosts.h"

#include <QElapsedTimer>
#include <QLocale>
#include <QObject>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace tanba::gui {

/// What a check works with besides the files themselves.
struct CheckSources {
    FileStore& files;
    const Clock& clock;
    TaskRunner& tasks;
    /// By what files are judged; asked anew for each run. Its `online` is set by the desk.
    std::function<documents::CheckSettings()> judging;
    /// What asks the authority's servers, for one run; called on a working thread.
    std::function<Result<std::shared_ptr<trust::OnlineEvidence>>()> makeOnline;
    /// Remembers whether they may be asked.
    platform::Settings& settings;
    RecentShelf& recent; ///< remembers what was checked
    /// That of the window, by which names are put in order.
    std::function<QLocale()> language;
};

enum class OnlineChecks { Off, Allowed };

/// The files that a person wants to know about, and the checks of them that run beside the windows.
class CheckDesk : public QObject {
    Q_OBJECT

  public:
    explicit CheckDesk(CheckSources sources);
    ~CheckDesk() override;

    const std::vector<CheckEntry>& entries() const { return entries_; }
    bool working() const { return !running_.empty(); }
    std::size_t finished() const;
    /// Of the file that is being read, when there is only one: 0 to 100.
    int percent() const { return percent_; }
    /// Of the run, once enough has passed to tell.
    std::optional<std::chrono::seconds> timeLeft() const;
    /// Somebody stopped the last run before its end.
    bool stopped() const { return stopped_; }
    OnlineChecks onlineChecks() const;

    /// Checks these files instead of the present ones; folders stand for the signed files in them.
    void open(const std::vector<std::filesystem::path>& paths);
    /// The document of a detached signature: the file is judged again with it.
    void giveDocument(std::size_t index, const std::filesystem::path& document);
    /// Revocation lists that the person has; everything is judged again with them.
    void useLists(const std::filesystem::path& folder);
    /// Whether the authority's servers may be asked; what is open is judged again when they may.
    void setOnlineChecks(OnlineChecks checks);
    void stop();
    void clear();
    /// Checks what was not reached before somebody stopped.
    void resume();
    /// Everything once more, such as after the connection came back.
    void checkAgain();

  signals:
    /// Other files than before.
    void opened();
    void changed();
    /// The last of the running checks has ended.
    void ended();
    /// Nothing could be checked at all: too many files, a list that does not read.
    void failed(const Failure& failure);

  private:
    using Cancel = std::shared_ptr<CancelToken>;
    struct Listed {
        std::vector<std::filesystem::path> files;
        std::optional<Failure> failure;
    };

    static Listed listFiles(FileStore& files, const std::vector<std::filesystem::path>& paths,
                            const documents::FolderOrder& order, const WorkControl& control);
    void cancelAll();
    void begin(const Listed& listed);
    void check(const std::vector<std::size_t>& indices);
    /// What a working thread found out about one file.
    struct Found {
        documents::CheckedFile checked;
        OtherFile other = OtherFile::Unknown;
        std::vector<std::string> hosts;
    };
    static Found look(FileStore& files, const trust::OnlineHosts& hosts, documents::CheckedFile checked);
    void take(const Cancel& run, std::size_t index, Found found);
    void end(const Cancel& run, const Outcome& outcome);
    void giveUp(const Failure& failure);
    void bringTogether();
    void checkWhere(const std::function<bool(CheckState)>& wanted);
    void remember();
    documents::CheckSettings judging() const;

    CheckSources sources_;
    std::vector<CheckEntry> entries_;
    std::filesystem::path listFolder_;
    /// What is under way for the present files; what was called off is no longer here.
    std::vector<Cancel> running_;
    int percent_ = 0;
    QElapsedTimer clock_;            ///< since the last run began
    std::size_t finishedBefore_ = 0; ///< of all files, when it began
    bool stopped_ = false;
    std::uint64_t revision_ = 0;
};

} // namespace tanba::gui
