#include "cardreader/pcsc/session.h"

#include "cardreader/apdu/atr.h"
#include "cardreader/pcsc/code_failure.h"
#include "cardreader/pcsc/pin_structures.h"

namespace tanba::card::pcsc {
namespace {

/// dwMaxAPDUDataSize of readers that pass short APDUs only.
constexpr std::uint32_t kShortApdu = 261;

/// What readers answer themselves when their driver reports it as a code (PC/SC part 10, 2.5.4).
std::optional<ResponseApdu> answerOfTheKeys(Code code) {
    if (code == Code::CancelledByUser || code == Code::Cancelled)
        return ResponseApdu{{}, 0x6401};
    if (code == Code::Timeout)
        return ResponseApdu{{}, 0x6400};
    return std::nullopt;
}

/// How readers without features refuse the question for them. Anything else is a disturbance, of which
/// nothing may be concluded: least of all that a person should type at the computer.
bool isRefusal(Code code) {
    using enum Code;
    return code == UnsupportedFeature || code == ReaderUnsupported || code == InvalidParameter ||
           code == InvalidValue;
}

} // namespace

/// The keys on the reader of a session.
class Session::Pad : public PinPad {
  public:
    Pad(Session& session, const ReaderFeatures& features) : session_(session), features_(features) {}

    bool canVerify() const override { return features_.verifyPin.has_value(); }
    bool canModify() const override { return features_.modifyPin.has_value(); }

    Result<ResponseApdu> verify(const PinPadCommand& command) override {
        TANBA_TRY(const Bytes structure, pinVerifyStructure(command, features_.validationConditions));
        return type(features_.verifyPin, structure);
    }
    Result<ResponseApdu> modify(const PinPadCommand& command) override {
        TANBA_TRY(const Bytes structure, pinModifyStructure(command, features_.validationConditions));
        return type(features_.modifyPin, structure);
    }

  private:
    Result<ResponseApdu> type(std::optional<std::uint32_t> code, ByteView structure) {
        if (!code)
            return fail(FailureCode::CardNotForThisDriver, {}, "the reader's keys cannot do this");
        return session_.typeOnReader(*code, structure);
    }

    Session& session_;
    const ReaderFeatures& features_;
};

Session::Session(Waiter& waiter, SlotSettings settings, std::unique_ptr<OpenCard> card)
    : waiter_(waiter), settings_(settings), card_(std::move(card)),
      atr_(card_->atr().begin(), card_->atr().end()) {
    prepare();
    if (card_->api().resetsSilentCards())
        keepAlive_ = std::make_unique<KeepAlive>(waiter_, [this] { ping(); });
}

Session::~Session() {
    keepAlive_.reset();
}

void Session::prepare() {
    const bool t0 = card_->protocol() == Protocol::T0;
    exchange_.protocol = t0 ? TransmissionProtocol::T0 : TransmissionProtocol::T1;
    const auto capabilities = cardCapabilities(atr_);
    // Cards that say nothing are taken to chain: those that cannot say so with a status word.
    if (capabilities && !capabilities->commandChaining)
        exchange_.chaining = CommandChaining::Refused;
    if (settings_.extendedLength == ExtendedLength::WhereAllowed && capabilities &&
        capabilities->extendedLength && features().largestApdu > kShortApdu)
        exchange_.extendedLimit = features().largestApdu;
}

const ReaderFeatures& Session::features() {
    if (!features_) {
        features_ = readFeatures(*card_);
        const Status& asked = features_->asked;
        if (!asked.ok() && !isRefusal(asked.code))
            broken_ = failureSeen(asked, "SCardControl");
    }
    return *features_;
}

Failure Session::failureSeen(const Status& status, std::string_view call) {
    Failure failure = failureOf(status, Moment::Working, card_->reader(), call);
    return mustLookAgain(status.code) ? lookAgain(*card_, waiter_, failure) : failure;
}

Result<ResponseApdu> Session::transmit(const CommandApdu& command) {
    const std::lock_guard lock(mutex_);
    return exchangeApdu([this](ByteView raw) { return send(raw); }, exchange_, command);
}

Result<Bytes> Session::send(ByteView command) {
    if (broken_)
        return *broken_;
    Answer<Bytes> answer = card_->api().transmit(card_->handle(), card_->protocol(), command);
    if (answer.status.code == Code::ResetCard && !commandSent_) {
        // Nothing was said to the card yet, so nothing is lost with its memory.
        if (const Outcome again = openAgain(); !again.ok()) {
            broken_ = again.failure();
            return *broken_;
        }
        answer = card_->api().transmit(card_->handle(), card_->protocol(), command);
    }
    commandSent_ = true;
    return judge(std::move(answer), "SCardTransmit");
}

Outcome Session::openAgain() {
    Api& api = card_->api();
    const std::string reader = card_->reader();
    const Protocol protocol = card_->protocol();
    commandSent_ = true;
    card_.reset();
    TANBA_TRY(card_, openCard(api, waiter_, reader, nullptr));
    if (resetAtEnd_)
        card_->endWithReset();
    if (!sameBytes(card_->atr(), atr_) || card_->protocol() != protocol)
        return fail(FailureCode::CardReset, reader, "another card, or another protocol, after a reset");
    return Done{};
}

Result<Bytes> Session::judge(Answer<Bytes> answer, std::string_view call) {
    if (answer.status.ok() && answer.value.size() >= 2)
        return std::move(answer.value);
    if (answer.status.ok()) {
        // A card that is pulled in mid-command may answer success with nothing.
        const std::string detail = std::string(call) + ": " + std::to_string(answer.value.size()) + " bytes";
        broken_ = lookAgain(*card_, waiter_, fail(FailureCode::CardAnswerMalformed, card_->reader(), detail));
    } else {
        broken_ = failureSeen(answer.status, call);
    }
    return *broken_;
}

PinPad* Session::pinPad() {
    const std::lock_guard lock(mutex_);
    if (card_ == nullptr || broken_)
        return nullptr;
    const ReaderFeatures& able = features();
    if (broken_ || (!able.verifyPin && !able.modifyPin))
        return nullptr;
    if (pad_ == nullptr)
        pad_ = std::make_unique<Pad>(*this, *features_);
    return pad_.get();
}

Result<ResponseApdu> Session::typeOnReader(std::uint32_t code, ByteView structure) {
    const std::lock_guard lock(mutex_);
    if (broken_)
        return *broken_;
    commandSent_ = true;
    Answer<Bytes> answer = card_->api().control(card_->handle(), code, structure);
    if (const auto own = answerOfTheKeys(answer.status.code))
        return *own;
    if (answer.status.code == Code::UnsupportedFeature) {
        // A driver that names keys which the reader does not have. Where one code
        // has two meanings somebody may have typed all the same: the caller must not try again by itself.
        forgetPad();
        return fail(FailureCode::PinUnusable, card_->reader(), "the reader names keys that it does not have");
    }
    TANBA_TRY(Bytes raw, judge(std::move(answer), "SCardControl"));
    return parseResponse(std::move(raw));
}

void Session::forgetPad() {
    if (!features_)
        return;
    features_->verifyPin.reset();
    features_->modifyPin.reset();
}

void Session::endWithReset() {
    const std::lock_guard lock(mutex_);
    resetAtEnd_ = true;
    if (card_ != nullptr)
        card_->endWithReset();
}

void Session::ping() {
    const std::lock_guard lock(mutex_);
    // Whatever it says, the next command will say it too.
    if (card_ != nullptr && !broken_)
        static_cast<void>(card_->api().status(card_->handle()));
}

} // namespace tanba::card::pcsc
