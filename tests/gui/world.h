#pragma once

#include "app/gui/consent/portal_journal.h"
#include "app/gui/main_window.h"
#include "app/gui/mobile/mobile_desk.h"
#include "app/gui/portal/login_desk.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/secret_line_edit.h"
#include "core/base/clock.h"
#include "tests/gui/portal_fakes.h"
#include "tests/gui/presence_fakes.h"
#include "tests/gui/test_files.h"
#include "tests/support/scripted_pcsc.h"
#include "tests/support/test_pki.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::gui::test {

/// The whole program but for its composition root: real windows, real files in a folder of its own, a clock
/// that goes only when a test says so, and nothing that leaves the process.
class World {
  public:
    explicit World(text::Language language = text::Language::Kk, TextSize size = TextSize::Normal,
                   ThemeChoice theme = ThemeChoice::Light);
    ~World();

    std::filesystem::path home() const { return home_; }
    std::filesystem::path personPath() const { return home_ / "data" / "person.json"; }
    std::filesystem::path indexPath() const { return home_ / "data" / "keys.json"; }
    /// Writes a key file of a natural person; valid in the whole of 2026 unless `until` says otherwise.
    std::filesystem::path putKey(const std::string& name, std::string_view password,
                                 std::string_view until = "2027-01-01T00:00:00Z");
    /// The same for another owner.
    std::filesystem::path putKeyOf(const tanba::test::CertificateProfile& profile, const std::string& name,
                                   std::string_view password);
    /// Lets everything happen that is under way: tasks, their results, painting.
    void settle();

    MainWindow& window() { return *window_; }
    Words& words() { return words_; }
    KeyShelf& shelf() { return shelf_; }
    PersonBook& person() { return person_; }
    Appearance& appearance() { return appearance_; }
    platform::Settings& settings() { return settings_; }
    std::vector<QUrl>& opened() { return opened_; }
    /// As when there is no browser, so many times.
    void refuseToOpen(int times) { notOpened_ = times; }
    /// From now on no program opens anything, as on a computer without a browser.
    void loseBrowser() { browser_ = false; }
    Attendant& attendant() { return attendant_; }
    /// What servers tell about the time; nobody does by himself.
    HeardTime& heardTime() { return heardTime_; }
    const Desk& desk() const { return desk_; }
    /// Printers. There are none before a test says so.
    print::Printing& printing() { return desk_.printing; }
    /// Happens before a search knows where to look, where it would ask the disk.
    void beforeSearching(std::function<void()> step) { beforeSearching_ = std::move(step); }
    std::filesystem::path statePath() const { return home_ / "data" / "reminders.json"; }
    /// Notifications are off until a test switches them on in the settings.
    FakeNotifier& notifier() { return notifier_; }
    FakeAlarm& alarm() { return alarm_; }
    FakeDrives& drives() { return drives_; }
    CardShelf& cards() { return cards_; }
    /// Sites that ask; nothing listens and no browser exists but what a test puts there.
    Portals& portals() { return portals_; }
    FakePortals& portalPorts() { return fakePortals_; }
    FakeSession& session() { return session_; }
    LoginDesk& login() { return login_; }
    MobileDesk& mobile() { return mobile_; }
    /// For what must not come again too soon: goes with the clock, and by itself with this.
    void letPass(std::chrono::milliseconds time) { steadyMs_ += time; }
    CheckDesk& checks() { return checks_; }
    /// By what signatures are judged; by the built-in anchors alone unless a test says otherwise.
    documents::CheckSettings& judging() { return judging_; }
    /// Who answers when the authority's servers are asked. Nobody may be asked before a test says so.
    void answerOnline(std::shared_ptr<trust::OnlineEvidence> server) { server_ = std::move(server); }
    std::filesystem::path recentPath() const { return home_ / "data" / "recent.json"; }
    SigningDesk& signing() { return signing_; }
    using Stamps = std::function<Result<std::unique_ptr<sign::TimestampSource>>()>;
    /// Who gives time stamps. Nobody does before a test says so.
    void answerStamps(Stamps stamps) { stamps_ = std::move(stamps); }
    const Clock& clock() const { return clock_; }
    /// The disk, on which steps can be made to fail.
    TestFiles& files() { return files_; }
    /// The smart-card service, with readers and cards on command. Nobody watches it before watchReaders().
    tanba::test::ScriptedPcsc& pcsc() { return pcsc_; }
    void watchReaders() { cards_.start(); }
    /// The demonstration card, once it is shown.
    card::SimulatedCard& demonstration() { return *demonstration_; }
    /// Modules of tokens that are found on this computer.
    void putModule(const std::filesystem::path& file) { modules_.push_back(file); }
    /// Where the next new file is to be written.
    void answerNewFile(const std::filesystem::path& file) { newFile_ = file; }
    /// Lets things happen until this is so; the test fails when it does not become so.
    bool until(const std::function<bool()>& so);
    /// As time goes by: the clock, and the alarm if it was set for anything until then.
    void waitUntil(std::string_view moment);
    /// The clock alone, while work goes on.
    void setTime(std::string_view moment) { clock_.set(tanba::test::at(moment)); }
    /// Somebody sets the clock.
    void setClock(std::string_view moment);

    /// The visible control that says this; the test fails when there is none.
    QAbstractButton* button(Phrase phrase);
    void press(Phrase phrase);
    /// The visible password field of this name.
    SecretLineEdit* field(Phrase name);
    void type(Phrase name, std::string_view text);
    /// Every text that can be read now.
    QString visibleText();

  private:
    CardSources cardSources();
    CheckSources checkSources();
    ConsentSources consentSources();

    std::filesystem::path home_;
    tanba::test::ScriptedPcsc pcsc_;
    std::optional<card::SimulatedCard> demonstration_;
    std::vector<std::filesystem::path> modules_;
    std::filesystem::path newFile_;
    TestFiles files_;
    SettableClock clock_;
    std::chrono::seconds steady_{};
    std::chrono::milliseconds steadyMs_{};
    HeardTime heardTime_{clock_, [this] { return steady_; }};
    platform::Settings settings_;
    Words words_;
    platform::DesktopLook look_;
    Appearance appearance_;
    platform::Autostart autostart_;
    TaskRunner tasks_;
    KeyShelf shelf_;
    PersonBook person_;
    CardShelf cards_;
    Stamps stamps_ = [] { return fail(FailureCode::NetworkOff); };
    RecentShelf recent_;
    SigningDesk signing_;
    FakeAlarm alarm_;
    FakeNotifier notifier_;
    FakeDrives drives_;
    Attendant attendant_;
    documents::CheckSettings judging_;
    std::shared_ptr<trust::OnlineEvidence> server_;
    CheckDesk checks_;
    FakeSession session_;
    FakePortals fakePortals_;
    Portals portals_;
    PortalJournal portalJournal_;
    LoginDesk login_;
    MobileDesk mobile_;
    std::vector<QUrl> opened_;
    int notOpened_ = 0;
    bool browser_ = true;
    std::function<void()> beforeSearching_ = [] {};
    Desk desk_;
    std::unique_ptr<MainWindow> window_;
};

/// Lets happen what comes next, and waits for it a moment. Looking again and again would keep the processor
/// from what is waited for.
void waitForEvents();

/// Presses keys as a person does.
void typeInto(QWidget& widget, const QString& text);
void pressKey(QWidget& widget, int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);

} // namespace tanba::gui::test
