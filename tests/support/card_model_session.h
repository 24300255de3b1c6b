#pragma once

#include "cardreader/apdu/apdu_exchange.h"
#include "cardreader/apdu/channel.h"
#include "cardreader/apdu/pin_pad.h"
#include "tests/support/card_model.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>

namespace tanba::test {

/// Raw command to raw answer.
using RawCard = std::function<Bytes(ByteView)>;

/// A session straight into a card, without PC/SC. A real one is in tests/unit/cardreader/faults.
class ModelSession : public card::CardSession {
  public:
    ModelSession(RawCard answer, Bytes atr,
                 card::TransmissionProtocol protocol = card::TransmissionProtocol::T1)
        : answer_(std::move(answer)), atr_(std::move(atr)) {
        settings_.protocol = protocol;
    }
    explicit ModelSession(CardModel& model)
        : ModelSession([&model](ByteView command) { return model.answer(command); }, model.atr(),
                       model.t0 ? card::TransmissionProtocol::T0 : card::TransmissionProtocol::T1) {}

    Result<card::ResponseApdu> transmit(const card::CommandApdu& command) override {
        ++transmitted;
        if (beforeTransmit)
            TANBA_CHECK(beforeTransmit(command));
        return card::exchangeApdu([this](ByteView raw) -> Result<Bytes> { return answer_(raw); }, settings_,
                                  command);
    }
    card::PinPad* pinPad() override { return pad; }
    void endWithReset() override { endsWithReset = true; }
    ByteView atr() const override { return atr_; }

    unsigned transmitted = 0;
    bool endsWithReset = false;
    card::PinPad* pad = nullptr;
    /// A failure here does not reach the card.
    std::function<Outcome(const card::CommandApdu&)> beforeTransmit;

  private:
    RawCard answer_;
    Bytes atr_;
    card::ExchangeSettings settings_;
};

/// A slot with a raw card in it, for a card that is disturbed in what it says.
class RawSlot : public card::CardSlot {
  public:
    RawSlot(RawCard answer, Bytes atr) : answer_(std::move(answer)), atr_(std::move(atr)) {}
    std::string readerName() const override { return "Raw reader"; }
    Result<std::unique_ptr<card::CardSession>> begin(const CancelToken*) override {
        return std::unique_ptr<card::CardSession>(std::make_unique<ModelSession>(answer_, atr_));
    }

  private:
    RawCard answer_;
    Bytes atr_;
};

/// A slot with a model in it. Sessions reset the card at their end when they were told to.
class ModelSlot : public card::CardSlot {
  public:
    explicit ModelSlot(CardModel& model) : model_(&model) {}

    std::string readerName() const override { return "Model reader"; }
    Result<std::unique_ptr<card::CardSession>> begin(const CancelToken*) override {
        EXPECT_EQ(open, 0) << "two sessions at once";
        ++begun;
        if (model_ == nullptr)
            return fail(FailureCode::CardAbsent);
        return std::unique_ptr<card::CardSession>(std::make_unique<Session>(*this));
    }
    void put(CardModel* model) { model_ = model; }

    unsigned begun = 0;
    int open = 0;
    unsigned transmitted = 0;
    unsigned resets = 0;
    card::PinPad* pad = nullptr;
    /// Called before each command; a failure here does not reach the card.
    std::function<Outcome(const card::CommandApdu&)> beforeTransmit;

  private:
    class Session : public ModelSession {
      public:
        explicit Session(ModelSlot& slot) : ModelSession(*slot.model_), slot_(slot), model_(*slot.model_) {
            ++slot_.open;
            pad = slot_.pad;
            beforeTransmit = slot_.beforeTransmit;
        }
        ~Session() override {
            --slot_.open;
            slot_.transmitted += transmitted;
            if (endsWithReset) {
                ++slot_.resets;
                model_.reset();
            }
        }

      private:
        ModelSlot& slot_;
        CardModel& model_;
    };

    CardModel* model_;
};

} // namespace tanba::test
