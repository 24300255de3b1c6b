#include "app/gui/demo/tour.h"

#include "core/keys/pkcs12.h"

#include <algorithm>

namespace tanba::gui {

Tour::Tour(const Desk& desk, LoginDesk& logins, DemoPhone& phone, std::filesystem::path key)
    : desk_(desk), logins_(logins), phone_(phone), key_(std::move(key)) {
    connect(&desk_.cards, &CardShelf::cardsChanged, this, &Tour::lookAtCard);
    connect(&logins_, &LoginDesk::completed, this, &Tour::takeLogin);
    connect(&desk_.signing, &SigningDesk::ended, this, &Tour::takeSignatures);
    connect(&desk_.checks, &CheckDesk::ended, this, &Tour::takeCheck);
    connect(&desk_.shelf, &KeyShelf::changed, this, &Tour::lookAtPassword);
    connect(&desk_.attendant, &Attendant::expirySeen, this, &Tour::takeExpiry);
}

std::optional<TourStep> Tour::current() const {
    const auto open = std::ranges::find(states_, State::Open);
    return open == states_.end() ? std::nullopt
                                 : std::optional(static_cast<TourStep>(open - states_.begin()));
}

std::size_t Tour::done() const {
    return static_cast<std::size_t>(std::ranges::count(states_, State::Done));
}

void Tour::set(TourStep step, State state) {
    State& held = states_.at(static_cast<std::size_t>(step));
    if (held == state || held == State::Done)
        return;
    held = state;
    emit changed();
}

void Tour::skip() {
    if (const auto step = current())
        set(*step, State::Skipped);
}

void Tour::lookAtCard() {
    if (std::ranges::any_of(desk_.cards.entries(), [](const CardEntry& card) { return card.simulated(); }))
        set(TourStep::Card, State::Done);
}

void Tour::takeLogin() {
    // The portal may tell us of it before it answers the phone that confirmed.
    const bool byPhone = phone_.qr() == DemoPhone::Qr::Confirmed || phone_.qr() == DemoPhone::Qr::Scanned;
    set(byPhone ? TourStep::Qr : TourStep::Sms, State::Done);
}

void Tour::takeSignatures() {
    for (const documents::RunRow& row : desk_.signing.report().rows) {
        if (row.state != documents::RowState::Done)
            continue;
        signature_ = row.output;
        set(TourStep::Sign, State::Done);
    }
}

void Tour::takeCheck() {
    if (desk_.checks.finished() > 0)
        set(TourStep::Check, State::Done);
}

/// Of a key that ends soon: only there is a warning to be seen.
void Tour::takeExpiry(const std::string& id) {
    const ExpiringKey* key = desk_.attendant.expiry().find(id);
    if (key != nullptr && key->wantsAttention())
        set(TourStep::Expiry, State::Done);
}

void Tour::lookAtPassword() {
    if (state(TourStep::Password) == State::Done)
        return;
    FileStore& files = desk_.files;
    desk_.tasks.run<bool>(
        this,
        [&files, key = key_](const WorkControl&) {
            const auto content = readFile(files, key, keys::kMaxPkcs12Size);
            if (!content.ok())
                return false;
            const auto opened =
                keys::openPkcs12(content.value(), SecretBytes::copyOf(viewOf(demo::kGivenPassword)));
            return !opened.ok() && opened.failure().code == FailureCode::Pkcs12WrongPassword;
        },
        [this](bool otherPassword) {
            if (otherPassword)
                set(TourStep::Password, State::Done);
        });
}

} // namespace tanba::gui
