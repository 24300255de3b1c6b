#pragma once

#include "app/gui/tasks/task_runner.h"
#include "core/base/file_store.h"
#include "core/guidance/key_owner.h"

#include <QObject>
#include <optional>
#include <set>
#include <string>

namespace tanba::gui {

/// What the person at this system account said about themselves: who they are, and which keys are not theirs.
/// Written down readable by its owner only, and nowhere else.
class PersonBook : public QObject {
    Q_OBJECT

  public:
    /// @param file read at once, written by `tasks`; damaged or absent, nobody has said anything.
    PersonBook(FileStore& files, TaskRunner& tasks, std::filesystem::path file);

    guidance::KeyOwnership ownershipOf(const keys::Owner& owner) const;
    /// The name in the certificate of which the person said "this is me"; empty when they did not.
    const std::string& name() const { return name_; }

    bool saidAnything() const { return person_.has_value() || !others_.empty(); }

    /// "This is me." A certificate without an IIN tells nothing and changes nothing.
    void sayMine(const keys::Owner& owner);
    /// "This is somebody else."
    void sayOther(const keys::Owner& owner);
    void forget();

  signals:
    void changed();
    /// It could not be written down; it is right until the program closes.
    void notKept(const Failure& failure);

  private:
    void read();
    void keep();

    FileStore& files_;
    TaskRunner& tasks_;
    std::filesystem::path file_;
    std::optional<guidance::Person> person_;
    std::string name_;
    std::set<std::string> others_; ///< IINs
};

} // namespace tanba::gui
