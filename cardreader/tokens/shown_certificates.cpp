#include "cardreader/tokens/shown_certificates.h"

#include <algorithm>
#include <utility>

namespace tanba::card {

std::vector<KnownCertificate> ShownCertificates::of(const std::string& cardSerial) const {
    const std::lock_guard lock(mutex_);
    const Card* const card = find(cardSerial);
    return card == nullptr ? std::vector<KnownCertificate>() : card->shown;
}

void ShownCertificates::keep(const std::string& cardSerial, std::vector<KnownCertificate> shown) {
    if (cardSerial.empty())
        return;
    const std::lock_guard lock(mutex_);
    takeLast(cardSerial).shown = std::move(shown);
}

std::vector<Bytes> ShownCertificates::fruitlessOf(const std::string& cardSerial) const {
    const std::lock_guard lock(mutex_);
    const Card* const card = find(cardSerial);
    return card == nullptr ? std::vector<Bytes>() : card->fruitless;
}

void ShownCertificates::keepFruitless(const std::string& cardSerial, std::vector<Bytes> searches) {
    if (cardSerial.empty())
        return;
    const std::lock_guard lock(mutex_);
    takeLast(cardSerial).fruitless = std::move(searches);
}

void ShownCertificates::forgetFruitless() {
    const std::lock_guard lock(mutex_);
    for (Card& card : cards_)
        card.fruitless.clear();
}

const ShownCertificates::Card* ShownCertificates::find(const std::string& serial) const {
    const auto card = std::ranges::find(cards_, serial, &Card::serial);
    return card == cards_.end() ? nullptr : &*card;
}

ShownCertificates::Card& ShownCertificates::takeLast(const std::string& serial) {
    Card card{serial, {}, {}};
    if (const Card* const known = find(serial))
        card = *known;
    std::erase_if(cards_, [&serial](const Card& kept) { return kept.serial == serial; });
    if (cards_.size() >= kMaxCards)
        cards_.pop_front();
    cards_.push_back(std::move(card));
    return cards_.back();
}

ShownCertificates& shownInThisRun() {
    static ShownCertificates shown;
    return shown;
}

} // namespace tanba::card
