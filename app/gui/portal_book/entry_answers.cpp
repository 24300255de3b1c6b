#include "app/gui/portal_book/entry_answers.h"

#include <utility>

namespace tanba::gui {

EntryAnswers::EntryAnswers(platform::Settings& settings, const Clock& clock,
                           std::function<guidance::ClockZone()> zone)
    : settings_(settings), clock_(clock), zone_(std::move(zone)) {}

std::optional<guidance::Stay> EntryAnswers::stay() const {
    const auto answer = guidance::parseStay(settings_.get(platform::settings::kStay).toStdString());
    return guidance::knownStay(answer, zone_(), guidance::kazakhstanDate(clock_.now()));
}

void EntryAnswers::sayStay(guidance::Stay stay) {
    const guidance::StayAnswer answer{stay, guidance::kazakhstanDate(clock_.now()), zone_()};
    settings_.set(platform::settings::kStay, QString::fromStdString(guidance::formatStay(answer)));
    emit changed();
}

EntryAnswers::Number EntryAnswers::number() const {
    return settings_.get(platform::settings::kNumberBound) ? Number::Bound : Number::NotSaid;
}

void EntryAnswers::sayNumber(Number number) {
    settings_.set(platform::settings::kNumberBound, number == Number::Bound);
    emit changed();
}

} // namespace tanba::gui
