#pragma once

#include "app/gui/consent/portal_windows.h"
#include "tests/gui/sign_world.h"

#include <deque>
#include <map>
#include <thread>

namespace tanba::gui::test {

inline const std::string kPortal = "https://idp.egov.kz";
inline const std::string kOtherPortal = "https://cabinet.example.kz";

/// What a page asks, ready to be sent.
service::ConsentQuestion documentQuestion(const std::string& origin = kPortal,
                                          const std::string& content = "Шарт, екі данада.\nБірінші бет.");
service::ConsentQuestion loginQuestion(const std::string& origin = kPortal);
/// A short text, which may be a login.
service::ConsentQuestion shortQuestion(const std::string& origin = kOtherPortal);
service::ConsentQuestion hashQuestion(const std::string& origin = kPortal);
service::ConsentQuestion identityQuestion(const std::string& origin = kPortal);
service::ConsentQuestion fileQuestion(const std::string& origin = kPortal);
service::ConsentItem itemOver(const std::string& content, const std::string& name = {});

/// A world in which sites ask. The service's side is scripted: questions come on a thread of their own, and
/// what was granted is signed at once with the session that was handed out.
class ConsentWorld : public SignWorld {
  public:
    explicit ConsentWorld(text::Language language = text::Language::Kk, TextSize size = TextSize::Normal,
                          ThemeChoice theme = ThemeChoice::Light, FrontWay way = FrontWay::Above);
    ~ConsentWorld();

    /// What became of one question.
    struct Asked {
        service::ConsentId id = 0;
        int answers = 0;
        service::ConsentAnswer::Kind kind = service::ConsentAnswer::Kind::Cancelled;
        std::optional<keys::Certificate> certificate; ///< of the session, or that was handed out
        std::vector<Outcome> signatures;              ///< one an item
        std::filesystem::path file;
    };

    GuiConsentDesk& portalDesk() { return portals().consent; }
    /// Sends it, and lets everything happen.
    Asked& ask(service::ConsentQuestion question);
    /// The same without waiting for work that goes on.
    Asked& send(service::ConsentQuestion question);
    void withdraw(const Asked& asked);
    void refuse(const std::string& origin, FailureCode code, const std::string& detail = {});
    /// How the service says that the signing of granted questions ends; well unless a test says otherwise.
    void endWith(Outcome end) { end_ = std::move(end); }
    void closeConnection(service::ConnectionId connection);

    /// Lets things happen until this is so, however much work goes on; the test fails when it does not become
    /// so.
    bool pumpUntil(const std::function<bool()>& so);
    /// On a thread that is not that of the windows.
    void onServiceThread(const std::function<void()>& call);

    /// The window with a question; the test fails when there is none.
    ConsentWindow* asking();
    bool isAsking();
    QString said();
    bool says(const QString& text) { return said().contains(text); }
    bool says(Phrase phrase, const text::TextValues& values = {}) {
        return says(words().say(phrase, values));
    }
    QAbstractButton* buttonIn(QWidget& window, Phrase phrase, const text::TextValues& values = {});
    void answer(Phrase button);
    /// The visible button that consents.
    ConsentButton* consentButton();
    /// Types the password, waits until the button wakes and presses it; returns at once.
    void agree(std::string_view secret, Phrase field = Phrase::KeyPassword);
    SecretLineEdit* secretField(Phrase name = Phrase::KeyPassword);

    PortalWindows& windows() { return *windows_; }
    /// What the next file dialog brings.
    void answerFile(const QString& file) { file_ = file; }

  private:
    /// As a person presses on what came to the front.
    void activateWindow();
    void take(Asked& asked, const service::ConsentQuestion& question, service::ConsentAnswer answer);

    std::deque<Asked> asked_;
    Outcome end_ = Done{};
    QString file_;
    service::ConsentId lastId_ = 0;
    std::unique_ptr<PortalWindows> windows_;
};

/// Everything that can be read in a window.
QString textIn(const QWidget& window);

} // namespace tanba::gui::test
