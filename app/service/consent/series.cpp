#include "app/service/consent/series.h"

#include <algorithm>
#include <array>

namespace tanba::service {

namespace {

struct EndRow {
    SeriesEnd end;
    std::string_view name;
};
constexpr std::array<EndRow, 9> kEnds{{
    {SeriesEnd::CountReached, "count_reached"},
    {SeriesEnd::TimeOver, "time_over"},
    {SeriesEnd::Stopped, "stopped"},
    {SeriesEnd::Locked, "locked"},
    {SeriesEnd::Suspended, "suspended"},
    {SeriesEnd::TokenGone, "token_gone"},
    {SeriesEnd::ConnectionClosed, "connection_closed"},
    {SeriesEnd::Failed, "failed"},
    {SeriesEnd::OtherRequest, "other_request"},
}};

} // namespace

std::string_view seriesEndName(SeriesEnd end) {
    const auto* row = std::ranges::find(kEnds, end, &EndRow::end);
    return row == kEnds.end() ? std::string_view() : row->name;
}

std::optional<SeriesBinding> seriesBinding(const ConsentQuestion& question, ByteView keyFingerprint,
                                           KeyOwner owner) {
    const bool isPlainSigning = question.kind == ConsentQuestion::Kind::Sign &&
                                question.format != ConsentFormat::Raw && !question.withCertificate;
    if (!isPlainSigning || owner == KeyOwner::SomebodyElse || question.items.empty() ||
        question.caller.kind != Caller::Kind::Browser || !question.caller.origin)
        return std::nullopt;
    SeriesBinding binding;
    binding.origin = *question.caller.origin;
    binding.connection = question.caller.connection;
    binding.key.assign(keyFingerprint.begin(), keyFingerprint.end());
    binding.format = question.format;
    binding.withTimestamp = question.withTimestamp;
    binding.documentClass = documentClassOf(question.items.front());
    const bool allAlike =
        !binding.documentClass.empty() && std::ranges::all_of(question.items, [&](const ConsentItem& item) {
            return item.classification.contentClass == sign::ContentClass::Document &&
                   item.presentSigners.empty() && documentClassOf(item) == binding.documentClass;
        });
    return allAlike ? std::optional(std::move(binding)) : std::nullopt;
}

void SeriesHistory::signedOne(const SeriesBinding& binding) {
    const auto found = std::ranges::find(counts_, binding, &std::pair<SeriesBinding, std::size_t>::first);
    if (found != counts_.end()) {
        ++found->second;
        return;
    }
    if (counts_.size() == kMaxBindings)
        counts_.erase(counts_.begin());
    counts_.emplace_back(binding, 1);
}

bool SeriesHistory::mayOffer(const SeriesBinding& binding) const {
    const auto found = std::ranges::find(counts_, binding, &std::pair<SeriesBinding, std::size_t>::first);
    return found != counts_.end() && found->second >= kOfferedAfter;
}

void SeriesHistory::connectionClosed(ConnectionId connection) {
    std::erase_if(counts_, [connection](const auto& row) { return row.first.connection == connection; });
}

Series::Series(SeriesBinding binding, std::size_t count, const Clock& clock)
    : binding_(std::move(binding)), count_(std::min(count, kMaxCount)), started_(clock.now()), clock_(clock) {
    if (count_ == 0)
        ended_ = SeriesEnd::CountReached;
}

bool Series::take(ConnectionId connection, const std::optional<SeriesBinding>& binding, std::size_t items) {
    tick();
    if (ended_ || connection != binding_.connection)
        return false;
    if (!binding || *binding != binding_ || items == 0) {
        end(SeriesEnd::OtherRequest);
        return false;
    }
    if (items > left()) {
        end(SeriesEnd::CountReached);
        return false;
    }
    used_ += items;
    return true;
}

void Series::end(SeriesEnd why) {
    if (!ended_)
        ended_ = why;
}

void Series::tick() {
    // A clock that was set back would give more time than was agreed to.
    const Time now = clock_.now();
    if (now < started_ || now >= until())
        end(SeriesEnd::TimeOver);
}

} // namespace tanba::service
