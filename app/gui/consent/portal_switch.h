#pragma once

#include "app/gui/tasks/task_runner.h"
#include "app/platform/browser_trust/browser_trust.h"
#include "app/platform/qt/settings.h"
#include "app/service/consent/consent.h"
#include "app/service/web_identity/web_identity.h"

#include <QObject>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tanba::gui {

/// The web service while it runs; gone, it has ended.
class RunningService {
  public:
    virtual ~RunningService() = default;
    /// Of its page for the person, which opens only in a browser that trusts us.
    virtual std::string statusAddress() const = 0;
    /// Whether browsers will have to be told about another certificate soon.
    virtual service::Renewal renewal() const = 0;
};

/// What the composition root gives: the web service, and the trust of the browsers. Each is called on a
/// working thread.
struct PortalPorts {
    /// @param notTrusted told, on any thread, of a program that ends connections because it does not trust
    /// us. service.port_taken and others of LocalService::start().
    using Start = std::function<Result<std::unique_ptr<RunningService>>(
        service::ConsentDesk& desk, std::function<void(const std::string& program)> notTrusted)>;
    using Trust = std::function<Result<std::vector<platform::StoreTrust>>()>;
    Start start;
    Trust checkTrust;
    Trust installTrust;
    /// As installTrust, with another certificate when the present one ends soon.
    Trust renewTrust;
    Trust removeTrust;
};

/// Whether sites may ask this computer: the service that is on or off, and which browsers trust it. On the
/// thread of the windows.
class PortalSwitch : public QObject {
    Q_OBJECT

  public:
    enum class State { Off, Starting, On, Failed };
    /// What the person decided.
    enum class Wish { Undecided, On, Off };

    PortalSwitch(PortalPorts ports, service::ConsentDesk& desk, std::function<void()> beforeStop,
                 TaskRunner& tasks, platform::Settings& settings);
    ~PortalSwitch() override;

    /// Begins what the person decided in an earlier run.
    void start();
    Wish wish() const;
    void setOn(bool on);
    void tryAgain();
    /// What a question of a site offers first for the time until a secret is typed again.
    std::chrono::minutes usualUnlock() const;
    void setUsualUnlock(std::chrono::minutes time);
    State state() const { return state_; }
    /// As RunningService; empty while it does not run.
    std::string statusAddress() const { return running_ ? running_->statusAddress() : std::string(); }
    /// Why it does not work, for Failed.
    const std::optional<Failure>& failure() const { return failure_; }
    /// The certificate for talking to browsers is not good today: installTrust() makes another one.
    bool needsNewTrust() const;

    void lookAtTrust();
    void installTrust();
    /// The certificate ends soon: renewTrust() makes another one and begins the service anew with it.
    bool renewalIsDue() const { return running_ && running_->renewal() == service::Renewal::Soon; }
    void renewTrust();
    void removeTrust();
    bool trustBusy() const { return trustBusy_; }
    /// None until somebody looked.
    const std::optional<Result<std::vector<platform::StoreTrust>>>& trust() const { return trust_; }
    /// Browsers in which trust is missing or too old.
    std::vector<std::string> distrusting() const;
    /// Programs that ended connections because they do not trust us, since trust was installed.
    const std::set<std::string>& alerts() const { return alerts_; }

  signals:
    void changed();
    void trustInstalled();
    void trustRemoved();

  private:
    using Started = Result<std::shared_ptr<RunningService>>;

    void begin();
    void takeStarted(Started started);
    void end();
    void stop(std::shared_ptr<RunningService> service, std::function<void()> done);
    void beginAnew();
    void startTrust(const PortalPorts::Trust& work, std::function<void()> done);

    PortalPorts ports_;
    service::ConsentDesk& desk_;
    /// Lets go of everything that the service's threads wait for.
    std::function<void()> beforeStop_;
    TaskRunner& tasks_;
    platform::Settings& settings_;
    const QPointer<QObject> self_; ///< copied by the service's threads
    State state_ = State::Off;
    bool beginsAnew_ = false;
    std::optional<Failure> failure_;
    std::shared_ptr<RunningService> running_;
    /// Starts and stops on working threads; they use the desk, and are waited for.
    std::vector<std::future<void>> underWay_;
    bool trustBusy_ = false;
    std::optional<Result<std::vector<platform::StoreTrust>>> trust_;
    std::set<std::string> alerts_;
};

} // namespace tanba::gui
