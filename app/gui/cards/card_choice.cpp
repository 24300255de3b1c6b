#include "app/gui/cards/card_choice.h"

#include "core/base/utf8.h"
#include "core/keys/kz_profile.h"

#include <algorithm>
#include <tuple>

namespace tanba::gui {

namespace {

std::string holderName(const keys::Certificate& certificate) {
    const std::string name = keys::kzProfile(certificate).owner.displayName();
    return displayText(name.empty() ? certificate.subject().display() : name);
}

/// Keys of one person for two organisations are two holders.
auto identityOf(const keys::Certificate& certificate) {
    const keys::Owner owner = keys::kzProfile(certificate).owner;
    return std::tuple(owner.iin, owner.bin, holderName(certificate));
}

bool permits(const keys::Certificate& certificate, KeyUse use) {
    const keys::Purpose purpose = keys::purposeOf(certificate);
    return use == KeyUse::Signing ? keys::permitsSigning(purpose) : keys::permitsLogin(purpose);
}

/// What is compared when several keys would do: now in its validity, then how long.
auto worth(const keys::Certificate& certificate, Time now) {
    const bool valid = certificate.notBefore() <= now && now <= certificate.notAfter();
    return std::pair(valid, certificate.notAfter());
}

} // namespace

std::vector<CardHolder> holdersOf(const CardEntry& entry) {
    std::vector<CardHolder> holders;
    CardHolder unknown;
    for (const CardKeyInfo& key : entry.keys) {
        if (!key.certificate) {
            unknown.keys.push_back(key);
            continue;
        }
        const auto known = std::ranges::find_if(holders, [&key](const CardHolder& holder) {
            return identityOf(*holder.keys.front().certificate) == identityOf(*key.certificate);
        });
        if (known != holders.end())
            known->keys.push_back(key);
        else
            holders.push_back({holderName(*key.certificate), {key}});
    }
    if (!unknown.keys.empty())
        holders.push_back(std::move(unknown));
    return holders;
}

const CardKeyInfo* chosenKey(const std::vector<CardKeyInfo>& keys, KeyUse use, Time now) {
    const CardKeyInfo* chosen = nullptr;
    for (const CardKeyInfo& key : keys) {
        if (!key.certificate || !permits(*key.certificate, use))
            continue;
        if (chosen == nullptr || worth(*key.certificate, now) > worth(*chosen->certificate, now))
            chosen = &key;
    }
    return chosen;
}

const keys::Certificate* leadingCertificate(const CardHolder& holder, Time now) {
    for (const KeyUse use : {KeyUse::Signing, KeyUse::Login})
        if (const CardKeyInfo* key = chosenKey(holder.keys, use, now))
            return &*key->certificate;
    if (holder.keys.empty())
        return nullptr;
    const auto& first = holder.keys.front().certificate;
    return first ? &*first : nullptr;
}

KeyState stateOf(const CardEntry& entry, const CardHolder& holder, Time now) {
    if (!entry.there())
        return KeyState::Missing;
    const keys::Certificate* certificate = leadingCertificate(holder, now);
    return certificate == nullptr ? KeyState::Locked : stateOf(*certificate, now);
}

ChoiceNote choiceNote(const CardHolder& holder, Time now) {
    if (holder.keys.empty() || !holder.keys.front().certificate)
        return ChoiceNote::Unknown;
    const CardKeyInfo* signing = chosenKey(holder.keys, KeyUse::Signing, now);
    const CardKeyInfo* login = chosenKey(holder.keys, KeyUse::Login, now);
    if (signing != nullptr && login != nullptr)
        return signing == login ? ChoiceNote::OneForBoth : ChoiceNote::OneForEach;
    if (signing == nullptr && login == nullptr)
        return ChoiceNote::Neither;
    return signing != nullptr ? ChoiceNote::SigningOnly : ChoiceNote::LoginOnly;
}

} // namespace tanba::gui
