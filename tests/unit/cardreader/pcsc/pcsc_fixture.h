#pragma once

#include "cardreader/pcsc/card_slot.h"
#include "cardreader/pcsc/context.h"
#include "core/base/encoding.h"
#include "tests/support/outcome.h"
#include "tests/support/scripted_pcsc.h"

#include <gtest/gtest.h>

#include <optional>

namespace tanba::card::pcsc {

using test::Habits;
using test::outcome;
using test::ScriptedCard;
using test::ScriptedPcsc;
using test::Trouble;
using test::When;

inline const std::string kReader = "Reader 00 00";

inline CommandApdu challenge() {
    return CommandApdu(0x00, 0x84, 0x00, 0x00).expecting(8);
}

/// One reader with a card that answers GET CHALLENGE and nothing else.
class PcscTest : public testing::Test {
  protected:
    explicit PcscTest(Habits habits = Habits::Pcsclite) : pcsc(habits) { pcsc.plug(kReader); }

    ScriptedCard card(const std::string& atr = "3b80800101") {
        return {fromHex(atr).value(),
                [this](ByteView command) {
                    ++asked;
                    return command[1] == 0x84 ? fromHex("11223344556677889000").value() : Bytes{0x6D, 0x00};
                },
                Protocol::T1, [this] { ++forgot; }};
    }
    void insert() { pcsc.insert(kReader, card()); }
    Result<std::unique_ptr<CardSession>> begin(const CancelToken* cancel = nullptr) {
        return slot.begin(cancel);
    }
    std::unique_ptr<CardSession> open() {
        auto session = begin();
        EXPECT_EQ(outcome(session), "ok");
        return session.ok() ? std::move(session).value() : nullptr;
    }

    ScriptedPcsc pcsc;
    PcscCardSlot slot{pcsc, pcsc.clock(), kReader};
    int asked = 0;
    int forgot = 0;
};

} // namespace tanba::card::pcsc
