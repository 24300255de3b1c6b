#include "app/gui/documents/signing_key_option.h"

#include "app/gui/cards/card_choice.h"
#include "core/base/encoding.h"
#include "core/keys/kz_profile.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace tanba::gui {

namespace {

using guidance::KeyOwnership;

/// Whose key is offered first; somebody else's only when there is no other.
constexpr std::array<KeyOwnership, 5> kOwnershipOrder = {KeyOwnership::Mine, KeyOwnership::NobodySaid,
                                                         KeyOwnership::System, KeyOwnership::NotStated,
                                                         KeyOwnership::SomebodyElses};

KeyFitness fitnessOf(const keys::Certificate& certificate, Time now) {
    if (!keys::permitsSigning(keys::purposeOf(certificate)))
        return KeyFitness::WrongPurpose;
    if (now > certificate.notAfter())
        return KeyFitness::Expired;
    return now < certificate.notBefore() ? KeyFitness::NotYetValid : KeyFitness::Fits;
}

/// As keys/pkcs12_token.h names a key.
std::string idInFile(const keys::Certificate& certificate) {
    return certificate.subjectKeyId().empty() ? certificate.serialHex() : toHex(certificate.subjectKeyId());
}

void judge(SigningKeyOption& option, const CardKeyInfo* signing, const PersonBook& person, Time now) {
    if (signing == nullptr) {
        option.fitness = option.certificate ? KeyFitness::WrongPurpose : KeyFitness::NoCertificate;
    } else {
        option.keyId = signing->id;
        option.certificate = signing->certificate;
        option.fitness = fitnessOf(*signing->certificate, now);
    }
    if (option.certificate)
        option.ownership = person.ownershipOf(keys::kzProfile(*option.certificate).owner);
}

SigningKeyOption optionOf(const KeyEntry& entry, const PersonBook& person, Time now) {
    SigningKeyOption option;
    option.file = entry.path;
    if (!entry.certificates.empty()) {
        option.certificate = entry.certificates.front();
        const std::vector<CardKeyInfo> keys = keysOf(entry);
        judge(option, chosenKey(keys, KeyUse::Signing, now), person, now);
    }
    if (entry.presence == Presence::Gone)
        option.fitness = KeyFitness::Away;
    return option;
}

SigningKeyOption optionOf(const CardEntry& entry, const CardHolder& holder, const PersonBook& person,
                          Time now) {
    SigningKeyOption option;
    option.cardId = entry.id;
    option.holder = holder.name;
    option.demonstration = entry.simulated();
    option.proof = entry.proof;
    if (const keys::Certificate* leading = leadingCertificate(holder, now))
        option.certificate = *leading;
    judge(option, chosenKey(holder.keys, KeyUse::Signing, now), person, now);
    if (!entry.there())
        option.fitness = KeyFitness::Away;
    else if (option.fitness == KeyFitness::Fits && entry.pinBlocked())
        option.fitness = KeyFitness::PinBlocked;
    return option;
}

/// Smaller comes first.
auto rank(const SigningKeyOption& option) {
    const auto ownership = std::ranges::find(kOwnershipOrder, option.ownership) - kOwnershipOrder.begin();
    const bool known = option.certificate.has_value();
    // A key that nobody has opened may be one's own: it stands behind those that surely fit, and before
    // somebody else's.
    const std::ptrdiff_t whose = known ? ownership : static_cast<std::ptrdiff_t>(kOwnershipOrder.size()) - 2;
    const auto end = known ? -option.certificate->notAfter().time_since_epoch().count() : 0;
    return std::tuple(!option.usable(), option.demonstration, whose, !known, end);
}

} // namespace

std::vector<CardKeyInfo> keysOf(const KeyEntry& entry) {
    std::vector<CardKeyInfo> keys;
    for (const keys::Certificate& certificate : entry.certificates)
        keys.push_back({entry.certificates.size() == 1 ? std::string() : idInFile(certificate), certificate});
    return keys;
}

std::vector<SigningKeyOption> signingKeyOptions(const KeyShelf& shelf, const CardShelf& cards,
                                                const PersonBook& person, Covers covers) {
    const Time now = shelf.now();
    std::vector<SigningKeyOption> options;
    for (const CardEntry& entry : cards.entries())
        for (const CardHolder& holder : holdersOf(entry))
            options.push_back(optionOf(entry, holder, person, now));
    for (const KeyEntry& entry : shelf.entries())
        options.push_back(optionOf(entry, person, now));
    if (covers == Covers::Several)
        for (SigningKeyOption& option : options)
            if (option.fitness == KeyFitness::Fits && option.ownership == KeyOwnership::SomebodyElses)
                option.fitness = KeyFitness::NotForSeveral;
    std::ranges::stable_sort(options, {}, rank);
    return options;
}

} // namespace tanba::gui
