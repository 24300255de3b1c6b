#pragma once

#include "cardreader/pcsc/api.h"
#include "core/base/result.h"

#include <string>
#include <string_view>

namespace tanba::card::pcsc {

/// The same code means different things while a card is being opened and while one works with it.
enum class Moment {
    Opening,
    Working,
};

/// What a person should hear of a status that is not ok; detail: the call, the name and the number.
Failure failureOf(const Status& status, Moment moment, const std::string& reader, std::string_view call);

/// The code alone cannot tell a pulled card from a bad contact: wait, and look at the reader.
bool mustLookAgain(Code code);

} // namespace tanba::card::pcsc
