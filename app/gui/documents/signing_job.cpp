#include "app/gui/documents/signing_job.h"

#include "app/platform/data_folder.h"
#include "core/keys/pkcs12_token.h"

#include <algorithm>
#include <thread>

namespace tanba::gui {

namespace {

using documents::RowState;
using documents::SigningRecord;

class Signing {
  public:
    Signing(const SigningMeans& means, const SigningKeyOption& option, SigningPins& pins, SigningWork& work,
            documents::RunObserver& observer, const WorkControl& control)
        : means_(means), option_(option), pins_(pins), work_(work), observer_(observer), control_(control) {}

    void with(keys::Token& token) { end_.outcome = openAndSign(token); }
    SigningEnd end() { return std::move(end_); }

  private:
    Outcome openAndSign(keys::Token& token);
    Result<std::unique_ptr<keys::KeySession>> open(keys::Token& token);
    Outcome sign(keys::KeySession& session);
    Outcome beginRecord(const keys::Certificate& certificate);
    void endRecord();

    const SigningMeans& means_;
    const SigningKeyOption& option_;
    SigningPins& pins_;
    SigningWork& work_;
    documents::RunObserver& observer_;
    const WorkControl& control_;
    SigningEnd end_;
};

Result<std::unique_ptr<keys::KeySession>> Signing::open(keys::Token& token) {
    // A key file knows the id of its key only after the password.
    const std::vector<std::unique_ptr<keys::SigningKey>> keys = token.keys();
    const auto key = std::ranges::find_if(
        keys, [this](const auto& each) { return !option_.onCard() || each->id() == option_.keyId; });
    if (key == keys.end())
        return fail(FailureCode::KeyIdNotFound, option_.keyId);
    TANBA_TRY(std::unique_ptr<keys::KeySession> session, (*key)->open(pins_, control_.cancel));
    // The consent was for the key that was shown.
    if (!option_.certificate || !(session->certificate() == *option_.certificate))
        return fail(FailureCode::FileChangedMeanwhile, token.label());
    return session;
}

Outcome Signing::openAndSign(keys::Token& token) {
    TANBA_TRY(const std::unique_ptr<keys::KeySession> session, open(token));
    end_.opened = true;
    means_.opened();
    return sign(*session);
}

Outcome Signing::beginRecord(const keys::Certificate& certificate) {
    if (work_.record)
        return Done{};
    TANBA_CHECK(platform::makePrivateFolder(means_.records));
    const SigningRecord::Header header{means_.places.clock.now(), documents::identityOf(certificate)};
    TANBA_TRY(work_.record, SigningRecord::beginIn(means_.growing, means_.places.files, means_.records,
                                                   work_.run.plan(), header));
    return Done{};
}

Outcome Signing::sign(keys::KeySession& session) {
    TANBA_CHECK(beginRecord(session.certificate()));
    documents::RunTools tools;
    tools.observer = &observer_;
    tools.record = work_.record.get();
    tools.journal = means_.journal.get();
    if (!option_.onCard())
        tools.workers = std::max(1U, std::thread::hardware_concurrency());
    const Outcome outcome = work_.run.run(session, tools, control_);
    end_.journal = work_.run.journalFailure();
    endRecord();
    return outcome;
}

void Signing::endRecord() {
    if (work_.run.count(RowState::Waiting) != 0)
        return;
    // A record that stays is offered once more and then finds everything done: nothing is lost by that.
    static_cast<void>(work_.record->finish());
    static_cast<void>(work_.record->remove(means_.places.files));
    work_.record.reset();
}

} // namespace

SigningEnd signDocuments(const SigningMeans& means, const SigningKeyOption& option, OpenCard* card,
                         SigningPins& pins, SigningWork& work, documents::RunObserver& observer,
                         const WorkControl& control) {
    Signing signing(means, option, pins, work, observer, control);
    if (!option.onCard()) {
        const std::unique_ptr<keys::Token> token =
            keys::pkcs12Token(means.places.files, option.file, option.keyId);
        signing.with(*token);
        return signing.end();
    }
    if (card == nullptr) {
        SigningEnd end;
        end.outcome = fail(FailureCode::CardAbsent);
        return end;
    }
    card->with([&signing](keys::Token& token) { signing.with(token); });
    SigningEnd end = signing.end();
    end.after = card->describe();
    return end;
}

} // namespace tanba::gui
