#pragma once

#include "tests/support/card_model.h"
#include "tests/support/scripted_pcsc.h"

#include <string>
#include <vector>

namespace tanba::card {

/// What a person does at the keys of a reader.
enum class AtTheKeys { Types, Cancels, LetsTimePass, TypesTooLittle, TypesTwoDifferent };

/// A person at the keys of a reader, and the reader, which puts what is typed into the command of the
/// structure (PC/SC part 10, 2.5.2 and 2.5.5) and sends it.
class PadPerson {
  public:
    explicit PadPerson(test::CardModel& model) : model_(model) {}

    test::ScriptedPad pad();

    AtTheKeys act = AtTheKeys::Types;
    std::string pin;
    std::string next;
    unsigned asked = 0;
    /// Times that the reader sent what was typed to the card.
    unsigned sent = 0;

  private:
    Bytes answer(ByteView structure, std::size_t head, const std::vector<std::string>& typed);

    test::CardModel& model_;
};

} // namespace tanba::card
