#pragma once

#include <chrono>
#include <map>
#include <set>
#include <string>

namespace tanba::gui {

/// How soon a site may show its next question. A site whose question ended without a consent has to be quiet
/// for a while, longer each time, so that no page takes the screen again and again from somebody who said no;
/// and when questions of many different sites end like that one after the other, all of them have to, except
/// the portals that come with the program: strangers must not be able to silence those.
class AskingPace {
  public:
    /// Of a clock that never goes back.
    using Moment = std::chrono::milliseconds;

    static constexpr Moment kFirstQuiet{2000};
    static constexpr Moment kLongestQuiet{60'000};
    /// After so long without another one, a refusal is forgotten.
    static constexpr Moment kForgottenAfter{60'000};
    /// So many different sites in a row are nobody's storm yet.
    static constexpr int kCrowd = 4;

    enum class Asker {
        Stranger,
        KnownPortal, ///< waits for its own site only
    };
    /// Since when the site may ask; a moment that has passed when it may ask now.
    Moment allowedAt(const std::string& site, Asker asker = Asker::Stranger) const;
    /// What was shown was cancelled by the person or withdrawn by the page.
    void endedWithoutConsent(const std::string& site, Moment now);
    /// A question was withdrawn before anybody saw it: that is nobody's business but its site's.
    void withdrawnUnseen(const std::string& site, Moment now);
    void granted(const std::string& site);

  private:
    struct Quiet {
        int times = 0;
        Moment until{};
    };
    static constexpr std::size_t kMostSites = 256;

    static bool forgotten(const Quiet& quiet, Moment now) { return now > quiet.until + kForgottenAfter; }
    static void extend(Quiet& quiet, Moment now, int free);

    std::map<std::string, Quiet> sites_;
    Quiet crowd_;
    std::set<std::string> crowdSites_; ///< each counts once, however often it asks
};

} // namespace tanba::gui
