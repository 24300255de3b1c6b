#pragma once

#include "app/demo/fake_phone.h"
#include "app/gui/portal/login_desk.h"
#include "app/gui/tasks/task_runner.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <filesystem>
#include <memory>
#include <optional>

namespace tanba::gui {

/// The phone of the demonstration's person: gets the SMS of the reference portal, and answers a QR code that
/// is on the screen. On the thread of the windows.
class DemoPhone : public QObject {
    Q_OBJECT

  public:
    enum class Qr {
        None,
        Scanned, ///< the person is asked on the phone
        Confirmed,
        Rejected,
    };

    struct Sources {
        FileStore& files;
        TaskRunner& tasks;
        HttpTransport& http;
        LoginDesk& logins;
        std::string origin;           ///< of the reference portal
        std::filesystem::path outbox; ///< its SMS
    };
    explicit DemoPhone(Sources sources);

    /// The last SMS.
    const std::optional<demo::Sms>& sms() const { return sms_; }
    Qr qr() const { return qr_; }
    /// A QR code of the reference portal is on the screen, and the phone is not at work.
    bool canScan() const;
    bool busy() const { return busy_; }
    const std::optional<Failure>& failure() const { return failure_; }

    void scan();
    void confirm();
    void reject();

  signals:
    void changed();
    /// Something new wants to be seen: an SMS, or a QR code that can be scanned.
    void rang();

  private:
    using Call = std::function<Outcome(demo::FakePhone& phone, const WorkControl& control)>;

    void readOutbox();
    void takeLogin();
    void act(Call call, Qr then);

    Sources sources_;
    QFileSystemWatcher watcher_;
    /// On a working thread while busy.
    std::shared_ptr<demo::FakePhone> phone_;
    std::optional<demo::Sms> sms_;
    Qr qr_ = Qr::None;
    bool busy_ = false;
    bool couldScan_ = false;
    std::optional<Failure> failure_;
};

} // namespace tanba::gui
