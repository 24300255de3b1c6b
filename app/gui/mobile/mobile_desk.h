#pragma once

#include "app/gui/consent/consent_key.h"
#include "app/gui/documents/signing_pins.h"
#include "app/gui/tasks/task_runner.h"
#include "app/preview/qr_codes.h"
#include "core/base/cancel_gate.h"
#include "core/portal/mobile/visit.h"

#include <QObject>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tanba::gui {

/// What signing by a QR code works with. Everything outlives the desk.
struct MobileSources {
    FileStore& files;
    const Clock& clock;
    TaskRunner& tasks;
    KeyShelf& shelf;
    CardShelf& cards;
    PersonBook& person;
    /// The way to the sites; asked on a working thread.
    std::function<Result<std::unique_ptr<HttpTransport>>()> network;
    /// "kk", "ru" or "en"; asked on the thread of the windows.
    std::function<std::string()> language;
};

/// One signing for a site that shows a QR code meant for eGov Mobile. On the thread of the windows; what came
/// of everything that was asked for is told by changed().
class MobileDesk : public QObject {
    Q_OBJECT

  public:
    enum class Stage {
        NoLink,  ///< readText() or readPicture()
        Reading, ///< a picture
        Linked,  ///< link() is known, and nobody was asked for anything yet: ask()
        Asking,  ///< the site
        Proving, ///< the site wants a signed login first: consent() to that
        Offered, ///< offer() is there: consent() to signing it
        Working, ///< what was agreed to
        Done,    ///< the site has taken the signed documents
    };

    explicit MobileDesk(MobileSources sources);
    ~MobileDesk() override;

    Stage stage() const { return stage_; }
    /// Why the last thing did not succeed.
    const std::optional<Failure>& failure() const { return failure_; }

    // Where to. Each begins anew.
    void readText(const std::string& text);
    /// A file's content as it came; the sandboxed worker reads it.
    void readPicture(Bytes picture);
    void readPictureFile(const std::filesystem::path& file);
    /// For Linked: asks the site who it is, and for its documents unless it wants a login first.
    void ask();
    /// Back to NoLink, from everywhere; what goes on is cancelled.
    void leave();

    /// From Linked on.
    const portal::mobile::SignLink& link() const { return *link_; }
    /// From Proving on; null before.
    const portal::mobile::Invitation* invitation() const { return invitation_.get(); }
    /// From Offered on; null before.
    const portal::mobile::Offer* offer() const { return offer_.get(); }
    /// What is agreed to is a login, not documents.
    bool asksForLogin() const { return invitation_ != nullptr && offer_ == nullptr; }

    /// The same as a question of a site has it, from Proving on; null before. Another one with each step.
    const std::shared_ptr<const service::ConsentQuestion>& question() const { return question_; }

    // The key: as for a site that asks this computer.
    std::vector<ConsentKey> keys();
    std::optional<ConsentKey> key();
    void chooseKey(const SigningKeyOption& option);
    /// Opens a key file for a look at whose it is; keyLooked() or keyRefused() tells the end.
    void openKey(SecretBytes password);
    /// A key is being opened, for a look or to sign.
    bool openingKey() const { return openingKey_; }
    /// Lets go of it at once, back to what was asked: nothing is signed or learned, whatever the work still
    /// brings. False when it is open by now.
    bool cancelOpening();
    /// The person has agreed to what stands there, with this key. keyRefused() for a wrong secret.
    /// @param secret empty when it is typed on the reader.
    void consent(const SigningKeyOption& shown, SecretBytes secret);
    bool pinOnReader() const { return pinOnReader_; }
    /// A token that wants its PIN for each signature waits for it.
    bool waitsForPin() const { return waitsForPin_; }
    void givePin(SecretBytes pin);

  signals:
    void changed();
    /// The key could not be opened; nothing was signed.
    void keyRefused(const Failure& failure);
    void keyLooked();
    /// This key was opened, and everybody knows its password or PIN.
    void knownSecretUsed(const SigningKeyOption& key);

  private:
    /// What the working threads make; nothing in it is touched by two threads.
    struct Fetched {
        std::shared_ptr<const portal::mobile::Invitation> invitation;
        std::shared_ptr<const portal::mobile::Offer> offer;
        Outcome outcome = Done{};
    };
    struct WorkEnd {
        std::shared_ptr<const portal::mobile::Offer> offer; ///< of a login that was proved
        Outcome outcome = Done{};
        bool opened = false;            ///< the key; without it nothing was signed
        std::optional<CardEntry> after; ///< of a card
    };
    struct WorkMeans;

    static Fetched fetch(const portal::mobile::SignLink& link, const MobileSources& sources,
                         const std::string& language, const WorkControl& control);
    static WorkEnd work(const WorkMeans& means, const WorkControl& control);
    static Outcome prove(const WorkMeans& means, keys::Token& token, WorkEnd& end,
                         const WorkControl& control);
    static Result<Bytes> sign(const WorkMeans& means, keys::Token& token, WorkEnd& end,
                              const WorkControl& control);

    void begin();
    void letGo();
    Stage stageOfQuestion() const { return offer_ ? Stage::Offered : Stage::Proving; }
    void takeLink(Result<portal::mobile::SignLink> link);
    void startReading(std::function<Result<Bytes>()> content);
    void takeTexts(const Result<preview::QrTexts>& texts);
    void takeFetched(Fetched fetched);
    void takeEnd(WorkEnd end);
    void stopWith(const Failure& failure, Stage back);
    void setStage(Stage stage);
    std::optional<SigningKeyOption> stillShown(const SigningKeyOption& shown);
    std::shared_ptr<SigningPins> makePins(SecretBytes secret);
    std::shared_ptr<const service::ConsentQuestion> makeQuestion() const;

    MobileSources sources_;
    Stage stage_ = Stage::NoLink;
    std::optional<Failure> failure_;
    unsigned generation_ = 0; ///< what an earlier one brings is dropped
    std::shared_ptr<CancelToken> running_;

    std::optional<portal::mobile::SignLink> link_;
    std::shared_ptr<const portal::mobile::Invitation> invitation_;
    std::shared_ptr<const portal::mobile::Offer> offer_;

    std::shared_ptr<const service::ConsentQuestion> question_; ///< what keys are judged by
    ChainMemory chains_;
    std::optional<SigningKeyOption> chosenKey_;
    bool openingKey_ = false;
    std::shared_ptr<SigningPins> pins_;
    std::shared_ptr<CancelGate> gate_; ///< of what was consented to
    bool pinOnReader_ = false;
    bool waitsForPin_ = false;
};

} // namespace tanba::gui
