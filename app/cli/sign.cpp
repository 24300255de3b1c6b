#include "app/cli/argument_rules.h"
#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/people.h"
#include "app/cli/sign_key.h"
#include "app/cli/sign_plan.h"
#include "app/cli/sign_teller.h"
#include "app/documents/signing_run.h"
#include "app/net/timestamps.h"
#include "app/platform/data_folder.h"

#include <algorithm>
#include <iostream>
#include <thread>

namespace tanba::cli {

namespace {

using documents::RowState;
using documents::SigningRecord;
using documents::SigningRun;
using text::Ui;

/// Standard output as the place of a signature.
class StandardOutput : public ByteSink {
  public:
    Outcome write(ByteView bytes) override {
        std::cout.write(reinterpret_cast<const char*>(bytes.data()),
                        static_cast<std::streamsize>(bytes.size()));
        std::cout.flush();
        return std::cout.good() ? Outcome(Done{})
                                : fail(FailureCode::FileWriteFailed, std::string(kStandardInput));
    }
};

class SignCommand {
  public:
    SignCommand(const SignArguments& arguments, const Services& services)
        : arguments_(arguments), services_(services), console_(services.console), inputs_(services.files) {}

    CommandEnd run();

  private:
    Result<SigningRun::Places> places(const documents::SigningOrder& order);
    Outcome findTimestamps(const documents::SigningOrder& order);
    Outcome plan();
    Outcome resume();
    CommandEnd signPlanned();
    CommandEnd end(const std::optional<Failure>& stop) const;
    Outcome beginRecord(const keys::Certificate& certificate);
    Outcome openJournal();
    Outcome signWith(SignKey& key, SignTeller& teller);

    const SignArguments& arguments_;
    const Services& services_;
    Console& console_;
    Inputs inputs_;
    StandardOutput standardOutput_;
    std::unique_ptr<sign::TimestampSource> timestamps_; ///< outlives the run
    std::vector<documents::NotListed> notListed_;
    std::unique_ptr<SigningRecord> record_;
    std::optional<SigningRun> run_;
    std::optional<documents::Journal> journal_;
    Json signer_;
    Json token_; ///< null for a key file
};

/// An order on record may want stamps too, whatever the arguments say.
Outcome SignCommand::findTimestamps(const documents::SigningOrder& order) {
    if (!order.timestamp)
        return Done{};
    if (arguments_.offline)
        return fail(FailureCode::NetworkOff);
    TANBA_TRY(timestamps_, net::timestamps(order.timestamp->address));
    return Done{};
}

Result<SigningRun::Places> SignCommand::places(const documents::SigningOrder& order) {
    TANBA_CHECK(findTimestamps(order));
    SigningRun::Places places{services_.files, services_.clock, [this](const std::filesystem::path& path) {
                                  return inputs_.open(path.string());
                              }};
    if (!arguments_.keyFile.empty())
        places.untouchable.emplace_back(arguments_.keyFile);
    if (goesToStandardOutput(arguments_))
        places.instead = &standardOutput_;
    places.timestamps = timestamps_.get();
    return places;
}

Outcome SignCommand::plan() {
    if (!arguments_.record.empty()) {
        const Outcome resumed = resume();
        if (resumed.ok() || resumed.failure().code != FailureCode::FileNotFound || arguments_.inputs.empty())
            return resumed;
    }
    TANBA_CHECK(checkOutputFile(arguments_));
    TANBA_TRY(documents::SigningOrder order, orderOf(arguments_));
    TANBA_TRY(documents::DocumentList list, documentsOf(arguments_, services_));
    notListed_ = std::move(list.notListed);
    TANBA_TRY(SigningRun::Places outside, places(order));
    run_.emplace(std::move(outside), std::move(order), std::move(list.documents));
    return Done{};
}

/// Goes on with the run on record. file.not_found when there is none yet.
Outcome SignCommand::resume() {
    TANBA_TRY(record_, SigningRecord::open(services_.growing, services_.files, arguments_.record));
    TANBA_CHECK(checkSameWork(arguments_, *record_));
    TANBA_TRY(SigningRun::Places outside, places(record_->plan().order));
    run_.emplace(SigningRun::resume(std::move(outside), *record_));
    console_.remark(console_.word(Ui::SignResumed, {{"done", std::to_string(run_->count(RowState::Done))},
                                                    {"total", std::to_string(run_->rows().size())}}));
    return Done{};
}

Outcome SignCommand::beginRecord(const keys::Certificate& certificate) {
    if (record_ || arguments_.record.empty())
        return Done{};
    TANBA_TRY(record_, SigningRecord::begin(services_.growing, arguments_.record, run_->plan(),
                                            {services_.clock.now(), documents::identityOf(certificate)}));
    return Done{};
}

/// Logins are always entered: they open a person's account (SECURITY.md, rule 2).
Outcome SignCommand::openJournal() {
    if (!arguments_.journal && !run_->order().requester.verifiedOrigin)
        return Done{};
    const std::filesystem::path folder = platform::dataFolder(text::processEnvironment);
    TANBA_CHECK(platform::makePrivateFolder(folder));
    journal_.emplace(services_.growing, services_.files, folder / documents::kJournalName);
    return Done{};
}

Outcome SignCommand::signWith(SignKey& key, SignTeller& teller) {
    TANBA_CHECK(beginRecord(key.session().certificate()));
    documents::RunTools tools;
    tools.observer = &teller;
    tools.record = record_.get();
    tools.journal = journal_ ? &*journal_ : nullptr;
    tools.journalled = arguments_.journal ? documents::Journalled::All : documents::Journalled::LoginsOnly;
    // A card may ask for its PIN before each signature, and is the slowest part anyway.
    if (arguments_.token.empty())
        tools.workers = std::max(1U, std::thread::hardware_concurrency());
    Outcome outcome = run_->run(key.session(), tools, {&services_.cancel, &teller.progress()});
    if (run_->journalFailure())
        console_.problem(*run_->journalFailure());
    return outcome;
}

CommandEnd SignCommand::signPlanned() {
    SignTeller teller(console_, run_->rows().size());
    // What can be refused without a password is refused before one is asked for.
    const Outcome examined = run_->examine(nullptr, {&services_.cancel, nullptr});
    if (!examined.ok())
        return endWith(console_, examined.failure(), Phase::Reading);
    teller.examined(run_->rows(), run_->order().requester.verifiedOrigin.value_or(std::string()));
    teller.notListed(notListed_);
    if (run_->count(RowState::Waiting) == 0)
        return teller.end(run_->rows(), notListed_, {});
    SignKey key(arguments_, services_);
    const Outcome opened = key.open();
    if (!opened.ok())
        return endWith(console_, opened.failure(), Phase::Reading);
    const keys::KzProfile profile = keys::kzProfile(key.session().certificate());
    console_.remark(console_.word(Ui::SignSigner, {{"name", profile.owner.displayName()},
                                                   {"organisation", profile.owner.organisation}}));
    const Outcome signedAll = signWith(key, teller);
    std::optional<Failure> stop;
    if (!signedAll.ok()) {
        stop = signedAll.failure();
        teller.stopped(*stop, run_->rows());
    }
    CommandEnd end = teller.end(run_->rows(), notListed_, stop);
    end.json["signer"] = ownerJson(profile);
    if (!key.token().is_null())
        end.json["token"] = key.token();
    return end;
}

CommandEnd SignCommand::run() {
    if (goesToStandardOutput(arguments_))
        console_.keepStandardOutputForData();
    Outcome ready = plan();
    if (ready.ok())
        ready = openJournal();
    if (!ready.ok())
        return endWith(console_, ready.failure(), Phase::Reading);
    return signPlanned();
}

} // namespace

CommandEnd runSign(const SignArguments& arguments, const Services& services) {
    return SignCommand(arguments, services).run();
}

} // namespace tanba::cli
