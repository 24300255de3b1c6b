#pragma once

#include "cardreader/pcsc/card_slot.h"
#include "cardreader/tokens/card_token.h"
#include "tests/support/scripted_pcsc.h"
#include "tests/unit/cardreader/faults/pad_person.h"
#include "tests/unit/cardreader/tokens/token_test_support.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tanba::card {

inline constexpr const char* kFaultReader = "Reader";
/// Of the virtual clock: 3 seconds of waiting for another program and half a second of looking again, for
/// each of the few attempts.
inline constexpr pcsc::Duration kFaultPatience = std::chrono::seconds(20);

enum class CardKind { IdCard, IdCardT0, Piv, PivEverySignature, PivExactLength, Pkcs15 };
/// SignAgain: a second signature in a session.
enum class Flow { List, ReadCertificates, VerifyPin, Sign, SignAgain, ChangePin, UnblockPin };
/// Where PINs are typed.
enum class Entry { Keyboard, Pad };

struct Fault {
    std::string name;
    std::optional<std::pair<test::When, test::Trouble>> trouble;
    std::optional<Bytes> answer;
    std::optional<pcsc::Code> code;
};

/// Each trouble at each of its moments, each status word of cards and readers, and answers that are none.
std::vector<Fault> allFaults();
/// Each code of PC/SC but success.
std::vector<Fault> allCodes();

/// A reader with a card, and a person who knows the PIN.
class FaultWorld {
    CardKind kind_;
    Entry entry_;
    std::unique_ptr<test::CardModel> model_;

  public:
    explicit FaultWorld(CardKind kind, Entry entry = Entry::Keyboard);

    /// Everything that the flow needs and that is not the flow.
    void prepare(Flow flow);
    Outcome run(Flow flow);
    /// The person puts everything right and begins anew.
    Outcome tryAgain(const Fault& fault);

    test::CardModel& model() { return *model_; }
    keys::Token& token() { return *token_; }
    /// Times that the person typed something which can have spent a try.
    unsigned actsOfThePerson() const;
    unsigned typedAtTheComputer() const;
    bool pinIsNew() const { return model_->pinIs(kNewPin); }

    static constexpr const char* kNewPin = "654321";

    test::ScriptedPcsc pcsc;
    PadPerson person;
    PreparedPins pins;
    PreparedPins change;
    PreparedPins unblock;
    MapMemory memory;

  private:
    std::unique_ptr<keys::SigningKey> key();
    Outcome sign();
    void plug();
    void insert();

    pcsc::PcscCardSlot slot_{pcsc, pcsc.clock(), kFaultReader};
    std::unique_ptr<keys::Token> token_;
    std::unique_ptr<keys::KeySession> session_;
};

const char* pinOf(CardKind kind);
std::unique_ptr<test::CardModel> modelOf(CardKind kind);

} // namespace tanba::card
