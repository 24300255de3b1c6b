#include "core/sign/base64_runs.h"

#include "core/sign/hidden_layer.h"

namespace tanba::sign {

namespace {

/// Where the first run begins that is long enough for a challenge, or may become so behind the text: jumps
/// from one character that is not base64 to the next.
std::size_t nextRun(std::string_view text) {
    constexpr std::size_t kShortestRun = (kShortestChallenge * 8 + 5) / 6;
    std::size_t start = 0;
    while (true) {
        std::size_t end = std::min(start + kShortestRun, text.size());
        while (end > start && base64Value(text[end - 1]) != kBase64End)
            --end;
        if (end == start)
            return start;
        start = end;
    }
}

} // namespace

Base64Runs::Base64Runs(HiddenFinds& finds, int level) : finds_(finds), level_(level) {}
Base64Runs::Base64Runs(const Base64Runs& other) = default;
Base64Runs::~Base64Runs() = default;

void Base64Runs::feed(std::string_view text) {
    while (!text.empty()) {
        if (state_ == State::Between) {
            text.remove_prefix(nextRun(text));
            if (text.empty())
                break;
            state_ = State::Running;
        }
        const std::size_t length = isDead() ? skipDead(text) : decode(text);
        text.remove_prefix(length);
        if (!text.empty() && base64Value(text.front()) == kBase64End)
            finish();
    }
}

/// How much of the text belongs to the run.
std::size_t Base64Runs::skipDead(std::string_view text) {
    const auto* end = std::ranges::find(text, kBase64End, base64Value);
    return static_cast<std::size_t>(end - text.begin());
}

/// Decodes what belongs to the run; of its beginning only so much as tells what it is. How much that was.
std::size_t Base64Runs::decode(std::string_view text) {
    constexpr std::size_t kBeginning = 32;
    if (!handedOn_)
        text = text.substr(0, kBeginning);
    std::size_t size = decoded_.size();
    decoded_.resize(size + text.size());
    std::size_t length = 0;
    for (; length < text.size(); ++length) {
        const std::uint8_t value = base64Value(text[length]);
        if (value == kBase64End)
            break;
        if (value == kBase64Skipped)
            continue;
        if (const auto byte = bits_.add(value))
            decoded_[size++] = *byte;
    }
    decoded_.resize(size);
    if (handedOn_ || decoded_.size() >= kShortestChallenge)
        flush();
    return length;
}

void Base64Runs::flush() {
    if (!layer_)
        layer_ = std::make_unique<HiddenLayer>(finds_, level_ + 1);
    layer_->feed(decoded_);
    decoded_.clear();
    handedOn_ = true;
    if (layer_->isNothing())
        state_ = State::Dead;
}

/// The run is at its end.
void Base64Runs::finish() {
    if (handedOn_) {
        if (!isDead())
            layer_->finish();
        layer_->restart();
    }
    decoded_.clear(); // of a word, as most runs are
    handedOn_ = false;
    bits_ = Base64Bits();
    state_ = State::Between;
}

} // namespace tanba::sign
