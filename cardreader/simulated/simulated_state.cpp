#include "cardreader/simulated/simulated_state.h"

#include "core/keys/pin_rule.h"

#include <algorithm>

namespace tanba::card {

namespace {

using std::chrono::milliseconds;

constexpr std::size_t kShortestPin = 4;
constexpr std::size_t kLongestPin = 8;
constexpr std::size_t kPukSize = 8;
/// How often a delay looks whether the person gave up.
constexpr milliseconds kSlice{50};

keys::PinRules digitsOfLength(std::size_t least, std::size_t most) {
    keys::PinRules rules;
    rules.minimumLength = least;
    rules.maximumLength = most;
    rules.digitsOnly = true;
    return rules;
}

/// What a driver refuses before the card sees it, so that no try is spent.
Outcome checkPin(const SecretBytes& pin) {
    return keys::checkPin(digitsOfLength(kShortestPin, kLongestPin), pin);
}

Outcome checkPuk(const SecretBytes& puk) {
    return keys::checkPin(digitsOfLength(kPukSize, kPukSize), puk);
}

} // namespace

SimulatedState::SimulatedState(SimulatedCardSetup setup, DemoKeys keys)
    : setup_(std::move(setup)), keys_(std::move(keys)), pin_(SecretBytes::copyOf(viewOf(kDemoPin))),
      puk_(SecretBytes::copyOf(viewOf(kDemoPuk))), triesLeft_(setup_.tries), pukTriesLeft_(setup_.pukTries) {}

keys::PinRules SimulatedState::pinRules() const {
    const std::lock_guard lock(mutex_);
    keys::PinRules rules = digitsOfLength(kShortestPin, kLongestPin);
    if (present_) {
        rules.triesLeft = triesLeft_;
        rules.countLow = triesLeft_ < setup_.tries;
        rules.lastTry = triesLeft_ == 1;
    }
    return rules;
}

Outcome SimulatedState::pass(const CancelToken* cancel) const {
    milliseconds left = [this] {
        const std::lock_guard lock(mutex_);
        return delay_;
    }();
    const WorkControl control{cancel, nullptr};
    for (; left.count() > 0 && !control.cancelled(); left -= kSlice)
        setup_.sleep(std::min(left, kSlice));
    return control.cancelled() ? fail(FailureCode::Cancelled) : Outcome(Done{});
}

std::optional<Failure> SimulatedState::orderedFault() {
    ++commands_;
    if (!fault_ || --fault_->inCommands > 0)
        return std::nullopt;
    const FailureCode code = fault_->code;
    fault_.reset();
    if (code == FailureCode::CardRemoved)
        present_ = false;
    if (code == FailureCode::CardReset)
        ++stay_.reset;
    return fail(code, setup_.label);
}

Outcome SimulatedState::checkStay(const Stay& stay) const {
    if (!present_ || stay.insertion != stay_.insertion)
        return fail(FailureCode::CardRemoved, setup_.label);
    if (heldByOther_)
        return fail(FailureCode::CardInUse, setup_.label);
    return stay == stay_ ? Outcome(Done{}) : fail(FailureCode::CardReset, setup_.label);
}

Result<Stay> SimulatedState::begin(const CancelToken* cancel) {
    TANBA_CHECK(pass(cancel));
    const std::lock_guard lock(mutex_);
    if (!present_)
        return fail(FailureCode::CardAbsent, setup_.label);
    if (heldByOther_)
        return fail(FailureCode::CardInUse, setup_.label);
    if (const auto fault = orderedFault())
        return *fault;
    return stay_;
}

Outcome SimulatedState::comparePin(const SecretBytes& pin) {
    if (triesLeft_ == 0)
        return fail(FailureCode::PinBlocked);
    --triesLeft_;
    if (const auto fault = orderedFault())
        return *fault;
    if (!pin.equals(pin_)) {
        constexpr int kLast = 1;
        if (triesLeft_ == 0)
            return fail(FailureCode::PinBlocked);
        return fail(triesLeft_ == kLast ? FailureCode::PinLastTry : FailureCode::PinWrong,
                    std::to_string(triesLeft_));
    }
    triesLeft_ = setup_.tries;
    return Done{};
}

Outcome SimulatedState::comparePuk(const SecretBytes& puk) {
    if (pukTriesLeft_ == 0)
        return fail(FailureCode::PukBlocked);
    --pukTriesLeft_;
    if (const auto fault = orderedFault())
        return *fault;
    if (!puk.equals(puk_))
        return pukTriesLeft_ == 0 ? fail(FailureCode::PukBlocked)
                                  : fail(FailureCode::PukWrong, std::to_string(pukTriesLeft_));
    pukTriesLeft_ = setup_.pukTries;
    return Done{};
}

Outcome SimulatedState::verify(const Stay& stay, const SecretBytes& pin, const CancelToken* cancel) {
    TANBA_CHECK(checkPin(pin));
    TANBA_CHECK(pass(cancel));
    const std::lock_guard lock(mutex_);
    TANBA_CHECK(checkStay(stay));
    return comparePin(pin);
}

Result<Bytes> SimulatedState::sign(const Stay& stay, std::size_t key, const crypto::Digest& digest,
                                   const CancelToken* cancel) {
    TANBA_CHECK(pass(cancel));
    const std::lock_guard lock(mutex_);
    TANBA_CHECK(checkStay(stay));
    if (const auto fault = orderedFault())
        return *fault;
    TANBA_TRY(Bytes value, keys_.keys.at(key).key.signDigest(digest));
    if (spoiledSignatures_ > 0 && !value.empty()) {
        --spoiledSignatures_;
        value.back() = static_cast<std::uint8_t>(value.back() ^ 1U);
    }
    return value;
}

Outcome SimulatedState::change(const Stay& stay, const SecretBytes& current, const SecretBytes& next,
                               const CancelToken* cancel) {
    TANBA_CHECK(checkPin(current));
    TANBA_CHECK(checkPin(next));
    if (current.equals(next))
        return fail(FailureCode::PinSame);
    TANBA_CHECK(pass(cancel));
    const std::lock_guard lock(mutex_);
    TANBA_CHECK(checkStay(stay));
    TANBA_CHECK(comparePin(current));
    pin_ = SecretBytes::copyOf(next.view());
    return Done{};
}

Outcome SimulatedState::unblock(const Stay& stay, const SecretBytes& puk, const SecretBytes& next,
                                const CancelToken* cancel) {
    TANBA_CHECK(checkPuk(puk));
    TANBA_CHECK(checkPin(next));
    TANBA_CHECK(pass(cancel));
    const std::lock_guard lock(mutex_);
    TANBA_CHECK(checkStay(stay));
    TANBA_CHECK(comparePuk(puk));
    pin_ = SecretBytes::copyOf(next.view());
    triesLeft_ = setup_.tries;
    return Done{};
}

void SimulatedState::setPresent(bool present) {
    const std::lock_guard lock(mutex_);
    if (present && !present_)
        ++stay_.insertion;
    present_ = present;
}

void SimulatedState::resetByOther() {
    const std::lock_guard lock(mutex_);
    ++stay_.reset;
}

void SimulatedState::holdByOther(bool held) {
    const std::lock_guard lock(mutex_);
    heldByOther_ = held;
}

void SimulatedState::breakOff(int count, FailureCode code) {
    const std::lock_guard lock(mutex_);
    fault_ = Fault{count, code};
}

void SimulatedState::spoilSignatures(int count) {
    const std::lock_guard lock(mutex_);
    spoiledSignatures_ = count;
}

void SimulatedState::delay(milliseconds each) {
    const std::lock_guard lock(mutex_);
    delay_ = each;
}

void SimulatedState::setTriesLeft(int tries) {
    const std::lock_guard lock(mutex_);
    triesLeft_ = tries;
}

void SimulatedState::setPukTriesLeft(int tries) {
    const std::lock_guard lock(mutex_);
    pukTriesLeft_ = tries;
}

int SimulatedState::commands() const {
    const std::lock_guard lock(mutex_);
    return commands_;
}

} // namespace tanba::card
