#include "tests/portal/lies.h"

#include <algorithm>
#include <array>
#include <string>

namespace tanba::reference_portal {

namespace {

template <typename Value>
struct Word {
    std::string_view word;
    Value value;
};

constexpr auto kLieWords = std::to_array<Word<Lie>>({
    {"content-type", Lie::ContentType},
    {"not-json", Lie::NotJson},
    {"huge", Lie::Huge},
    {"redirect", Lie::Redirect},
    {"silence", Lie::Silence},
    {"drop", Lie::Drop},
    {"cut", Lie::Cut},
    {"changed-certificate", Lie::ChangedCertificate},
    {"other-origin", Lie::OtherOrigin},
    {"replay", Lie::Replay},
    {"surprise", Lie::Surprise},
    {"expired", Lie::Expired},
    {"finish-elsewhere", Lie::FinishElsewhere},
});

constexpr auto kStepWords = std::to_array<Word<Step>>({
    {"describe", Step::Describe},
    {"challenge", Step::Challenge},
    {"signature", Step::Signature},
    {"login", Step::Login},
    {"send", Step::SendCode},
    {"code", Step::Code},
    {"qr", Step::Qr},
    {"poll", Step::Poll},
    {"token", Step::Token},
});

template <typename Words>
Result<typename Words::value_type> wordIn(const Words& words, std::string_view text) {
    const auto found = std::ranges::find(words, text, &Words::value_type::word);
    if (found != words.end())
        return *found;
    std::string known;
    for (const auto& word : words)
        known += (known.empty() ? "" : " ") + std::string(word.word);
    return fail(FailureCode::Usage, std::string(text), known);
}

} // namespace

Result<Step> stepNamed(std::string_view word) {
    TANBA_TRY(const auto row, wordIn(kStepWords, word));
    return row.value;
}

Outcome Lies::add(std::string_view text) {
    const std::size_t at = text.find('@');
    if (at == std::string_view::npos)
        return fail(FailureCode::Usage, std::string(text), "KIND@STEP");
    TANBA_TRY(const auto lie, wordIn(kLieWords, text.substr(0, at)));
    TANBA_TRY(const Step step, stepNamed(text.substr(at + 1)));
    told_.push_back({lie.value, step});
    return Done{};
}

bool Lies::tells(Lie lie, Step step) const {
    return std::ranges::any_of(told_,
                               [&](const ToldLie& told) { return told.lie == lie && told.step == step; });
}

bool Lies::tells(Lie lie) const {
    return std::ranges::any_of(told_, [&](const ToldLie& told) { return told.lie == lie; });
}

} // namespace tanba::reference_portal
