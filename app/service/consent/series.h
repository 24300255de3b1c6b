#pragma once

#include "app/service/consent/consent.h"
#include "core/base/clock.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

// A series: the person agreed that one site may have so many more documents signed without a question for
// each (SECURITY.md, rule 5). Unlocking a key is another thing and signs nothing.

namespace tanba::service {

/// What a series is bound to. A request that differs in anything ends it.
struct SeriesBinding {
    std::string origin; ///< verified and normalised
    ConnectionId connection = 0;
    Bytes key; ///< fingerprint of the certificate
    ConsentFormat format = ConsentFormat::CmsAttached;
    std::string documentClass; ///< documentClassOf()
    bool withTimestamp = false;

    friend bool operator==(const SeriesBinding&, const SeriesBinding&) = default;
};

/// What an item is, as far as a series cares: "pdf", "xml", "text", ...; empty when it cannot be shown to
/// anybody (unreadable, a bare digest).
std::string documentClassOf(const ConsentItem& item);

/// What the binding of a question would be; nothing when a series may never contain it: a login, a bare hash,
/// a raw value, something unreadable, items of several classes, an unknown origin, a certificate handed out,
/// a question that is not for signatures, the key of another person.
enum class KeyOwner { Myself, SomebodyElse };
std::optional<SeriesBinding> seriesBinding(const ConsentQuestion& question, ByteView keyFingerprint,
                                           KeyOwner owner);

/// How often sites were given signatures by a question of their own, one after the other: from the third on a
/// series may be offered.
class SeriesHistory {
  public:
    static constexpr std::size_t kOfferedAfter = 3;
    static constexpr std::size_t kMaxBindings = 256;

    /// The person agreed to this question and it was signed.
    void signedOne(const SeriesBinding& binding);
    /// True when kOfferedAfter documents were signed under this binding.
    bool mayOffer(const SeriesBinding& binding) const;
    void connectionClosed(ConnectionId connection);

  private:
    std::vector<std::pair<SeriesBinding, std::size_t>> counts_; ///< oldest first
};

/// Why a series is over.
enum class SeriesEnd {
    CountReached,
    TimeOver,
    Stopped,          ///< by the person
    Locked,           ///< the screen, or the key
    Suspended,        ///< the computer slept
    TokenGone,        ///< card, token or drive was taken out
    ConnectionClosed, ///< the page is gone
    Failed,           ///< a document could not be signed
    OtherRequest,     ///< something that the series does not cover was asked on its connection
};
std::string_view seriesEndName(SeriesEnd end); ///< "count_reached", ...

/// One running series. It never runs again once it has ended.
class Series {
  public:
    static constexpr std::size_t kMaxCount = 200;
    static constexpr std::chrono::minutes kMaxTime{10};

    /// @param count how many more documents the person agreed to; at most kMaxCount are taken.
    Series(SeriesBinding binding, std::size_t count, const Clock& clock);

    /// Asks whether a question is covered, and counts its items. False ends a series that is bound to the
    /// question's connection (another class, another format, more items than are left, too late); questions
    /// of other connections are not its business and change nothing. The item that uses up the count is still
    /// signed: the series ends by count with the next question.
    /// @param binding seriesBinding() of the question with the key of the series; nothing when it has none.
    bool take(ConnectionId connection, const std::optional<SeriesBinding>& binding, std::size_t items);
    /// Whatever ends it from outside; the first end counts.
    void end(SeriesEnd why);
    /// Ends it when its time is over; called by a timer of the window.
    void tick();

    const SeriesBinding& binding() const { return binding_; }
    std::size_t used() const { return used_; }
    std::size_t left() const { return count_ - used_; }
    std::size_t count() const { return count_; }
    /// When it ends by itself.
    Time until() const { return started_ + kMaxTime; }
    /// Nothing while it runs.
    std::optional<SeriesEnd> ended() const { return ended_; }

  private:
    SeriesBinding binding_;
    std::size_t count_;
    std::size_t used_ = 0;
    Time started_;
    const Clock& clock_;
    std::optional<SeriesEnd> ended_;
};

} // namespace tanba::service
