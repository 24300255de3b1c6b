#include "app/gui/documents/signing_job.h"

#include "app/gui/documents/key_opening.h"
#include "app/platform/data_folder.h"

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

Outcome Signing::openAndSign(keys::Token& token) {
    TANBA_TRY(const std::unique_ptr<keys::KeySession> session,
              openWantedKey(token, option_, pins_, *means_.gate, control_.cancel));
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
    const auto after = withTokenOf(option, card, means.places.files,
                                   [&signing](keys::Token& token) { signing.with(token); });
    SigningEnd end = signing.end();
    if (after.ok())
        end.after = after.value();
    else
        end.outcome = after.failure();
    return end;
}

} // namespace tanba::gui
