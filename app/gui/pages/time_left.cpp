#include "app/gui/pages/time_left.h"

namespace tanba::gui {

QString timeLeftWords(std::chrono::seconds left, const Words& words) {
    if (left < std::chrono::minutes(1))
        return words.say(Phrase::SignSecondsLeft);
    return words.say(Phrase::SignMinutesLeft, {{"minutes", std::to_string(left.count() / 60 + 1)}});
}

} // namespace tanba::gui
