#include "cardreader/tokens/shown_certificates.h"

#include <algorithm>
#include <utility>

namespace tanba::card {

std::vector<KnownCertificate> ShownCertificates::of(const std::string& cardSerial) const {
    const std::lock_guard lock(mutex_);
    const auto card = std::ranges::find(cards_, cardSerial, &Card::serial);
    return card == cards_.end() ? std::vector<KnownCertificate>() : card->shown;
}

void ShownCertificates::keep(const std::string& cardSerial, std::vector<KnownCertificate> shown) {
    if (cardSerial.empty())
        return;
    const std::lock_guard lock(mutex_);
    std::erase_if(cards_, [&](const Card& card) { return card.serial == cardSerial; });
    if (cards_.size() >= kMaxCards)
        cards_.pop_front();
    cards_.push_back({cardSerial, std::move(shown)});
}

ShownCertificates& shownInThisRun() {
    static ShownCertificates shown;
    return shown;
}

} // namespace tanba::card
