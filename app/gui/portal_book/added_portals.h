#pragma once

#include "app/gui/tasks/task_runner.h"
#include "core/base/clock.h"
#include "core/base/file_store.h"
#include "core/base/http_transport.h"
#include "core/guidance/calendar_date.h"
#include "core/portal/description.h"

#include <QObject>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tanba::gui {

/// A portal that is entered inside the program and does not come with it. Its host is its title: what it
/// calls itself is not kept.
struct AddedPortal {
    enum class Kind {
        Person,        ///< added by the person
        Demonstration, ///< of this run of the program, never written down
    };
    std::string origin; ///< as portal::portalOrigin() writes it
    std::string host;
    std::vector<portal::FactorType> factors;
    std::string support; ///< https, or empty
    guidance::Date added{};
    Kind kind = Kind::Person;
    guidance::Names names = {}; ///< of the demonstration alone
};

/// The portals that the person added. Written down readable by its owner only; asks the network only when
/// look() is called.
class AddedPortals : public QObject {
    Q_OBJECT

  public:
    struct Sources {
        FileStore& files;
        const Clock& clock;
        TaskRunner& tasks;
        /// Read at once, written by `tasks`; damaged or absent, nothing was added.
        std::filesystem::path file;
        /// The way to the network, made anew for each portal that is asked.
        std::function<Result<std::unique_ptr<HttpTransport>>()> network;
    };
    static constexpr std::size_t kMost = 50;

    explicit AddedPortals(Sources sources);
    ~AddedPortals() override;

    const std::vector<AddedPortal>& list() const { return portals_; }
    /// Null when there is none at this origin.
    const AddedPortal* find(const std::string& origin) const;

    /// Asks the portal at the typed address what it is; looked() tells the end. One at a time: another call,
    /// or stopLooking(), lets go of the one before.
    void look(const std::string& typed);
    void stopLooking();
    bool looking() const { return look_ != nullptr; }

    /// What look() found. Adding it again replaces it; beyond kMost the oldest goes.
    void add(const portal::PortalDescription& found);
    void remove(const std::string& origin);
    /// The portal of the demonstration, until the program ends.
    void lend(const portal::PortalDescription& demonstration);

  signals:
    void changed();
    void looked(const Result<portal::PortalDescription>& found);
    /// It could not be written down; it is right until the program closes.
    void notKept(const Failure& failure);

  private:
    void read();
    void keep();
    void put(AddedPortal portal);
    AddedPortal portalOf(const portal::PortalDescription& found, AddedPortal::Kind kind) const;

    Sources sources_;
    std::vector<AddedPortal> portals_;
    std::shared_ptr<CancelToken> look_;
    unsigned turn_ = 0; ///< the end of an earlier look() is not told
};

} // namespace tanba::gui
