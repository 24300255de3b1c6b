#pragma once

#include "app/service/consent/consent.h"
#include "app/service/consent/giving_way.h"
#include "app/service/conversation/executor.h"
#include "app/service/conversation/preparation_line.h"
#include "app/service/conversation/work_room.h"
#include "core/base/clock.h"
#include "core/base/file_store.h"

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tanba::sign {
class TimestampSource;
}

namespace tanba::service {

/// The world as the conversations see it. Everything outlives every conversation and every task of theirs.
struct Surroundings {
    ConsentDesk& desk;
    Executor& executor;
    const Clock& clock;
    FileStore& files;
    /// Null: requests for a time stamp are answered with network.off.
    sign::TimestampSource* timestamps = nullptr;
    /// Origins of portals that are known to send bare hashes (SECURITY.md, rule 3), as
    /// sign::normaliseOrigin() writes them. Strangers make room for their questions.
    std::vector<std::string> hashOrigins;
};

/// What all conversations share: numbers, and limits that hold over several connections of one site
/// (callerSite()). Used on the service's thread only.
class Reception {
  public:
    /// Questions that wait for the person, of one site and of all: a page can open any number of sockets.
    static constexpr std::size_t kMaxQuestionsOfOne = 4;
    static constexpr std::size_t kMaxQuestions = 16;
    /// Time stamps that a site may have fetched without a question, within kStampWindow.
    static constexpr std::size_t kMaxStamps = 30;
    static constexpr std::chrono::minutes kStampWindow{10};
    static constexpr std::size_t kMaxMissingOfOne = 3;
    /// The same refusal to the same site is told to the person once in this time.
    static constexpr std::chrono::seconds kNoticePause{10};

    explicit Reception(Surroundings surroundings)
        : surroundings_(std::move(surroundings)), preparations_(surroundings_.executor) {}
    Reception(const Reception&) = delete;
    Reception& operator=(const Reception&) = delete;

    const Surroundings& surroundings() const { return surroundings_; }
    WorkRoom& room() { return room_; }
    PreparationLine& preparations() { return preparations_; }
    /// Never the same twice in one run of the program.
    static ConsentId nextConsent();
    /// False when this caller, or all together, have too many questions open; else closeQuestion() must
    /// follow. Where all together have as many as they may, one of those that the person does not look at now
    /// is told to close itself (whoGivesWay()): a stranger's, or a known portal's for another known portal.
    bool openQuestion(const Caller& caller, ConsentId question, std::function<void()> giveWay);
    void closeQuestion(ConsentId question);
    /// True when this site may have one more time stamp, which it counts.
    bool countStamp(const Caller& caller);
    /// Tells the person, unless that was just done.
    void tellRefused(const RefusalNotice& notice);
    /// The first time that this site asks for this module, and of kMaxMissingOfOne modules: a page can make
    /// up names without end, and each would push what is told of others off the list.
    void tellMissing(const Caller& caller, const std::string& module);

  private:
    static constexpr std::size_t kMaxRemembered = 1000;

    Standing standingOf(const Caller& caller) const;
    /// Of all open questions.
    std::vector<Place> places() const;

    Surroundings surroundings_;
    WorkRoom room_;
    struct OpenQuestion {
        std::string site;
        Standing standing;
        std::function<void()> giveWay;
    };
    std::map<ConsentId, OpenQuestion> openQuestions_; ///< the oldest first
    std::map<std::string, std::deque<Time>> stamps_;
    std::map<std::pair<std::string, FailureCode>, Time> told_;
    std::map<std::string, std::set<std::string>> missing_; ///< modules by site
    /// The first to go: what waits there may hold room.
    PreparationLine preparations_;
};

} // namespace tanba::service
