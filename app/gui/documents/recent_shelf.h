#pragma once

#include "app/documents/recent.h"
#include "app/gui/tasks/task_runner.h"
#include "core/base/clock.h"

#include <QObject>
#include <vector>

namespace tanba::gui {

/// The files that were signed or checked last, for the pages that offer them again. Read when somebody looks,
/// and written beside the windows.
class RecentShelf : public QObject {
    Q_OBJECT

  public:
    RecentShelf(FileStore& files, const Clock& clock, TaskRunner& tasks, std::filesystem::path file)
        : files_(files), clock_(clock), tasks_(tasks), file_(std::move(file)) {}

    /// The latest first.
    std::vector<documents::RecentFile> of(documents::RecentKind kind) const;
    void look();
    /// Remembers them in front of the others, with the time of now.
    void add(documents::RecentKind kind, std::vector<std::filesystem::path> paths);
    /// Of both kinds: there is one list.
    void eraseAll();

  signals:
    void changed();
    /// The list was not written.
    void failed(const Failure& failure);

  private:
    void write(std::function<Outcome(documents::Recent)> change);

    FileStore& files_;
    const Clock& clock_;
    TaskRunner& tasks_;
    std::filesystem::path file_;
    std::vector<documents::RecentFile> list_;
};

} // namespace tanba::gui
