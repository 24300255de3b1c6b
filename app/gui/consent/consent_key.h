#pragma once

#include "app/gui/cards/card_choice.h"
#include "app/gui/documents/signing_key_option.h"
#include "app/service/consent/key_fitness.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tanba::gui {

/// A key as it stands to one question of a site.
struct ConsentKey {
    SigningKeyOption option;
    /// Why it is not what the site wants; empty when it is, and while nobody knows.
    std::vector<service::Misfit> misfits;

    bool usable() const { return option.usable() && misfits.empty(); }
};

/// `now` is the very key that a person saw and agreed to: the same key, certificate and owner.
bool isStill(const std::optional<ConsentKey>& now, const SigningKeyOption& shown);

/// Where the keys are, and what judges them.
struct ConsentKeySources {
    const KeyShelf& shelf;
    const CardShelf& cards;
    const PersonBook& person;
    /// True for a certificate under an authority of the national table.
    std::function<bool(const keys::Certificate&)> national;
};

/// Which certificates (DER) stand under the authorities that one question accepts: finding out takes checks
/// of signatures, and a window asks again and again.
using ChainMemory = std::map<Bytes, bool>;

/// What the interface calls the place of a key: "PKCS12" of a file; of a card or token "AKKZIDCardStore" and
/// the like by its certificates and its driver; empty when there is no name for it.
std::string storageOf(const CardEntry& entry);
inline constexpr std::string_view kFileStorage = "PKCS12";

/// Some content of the question is the key to an account.
bool asksForLogin(const service::ConsentQuestion& question);
/// The question is a login and nothing else: only then it may be called one.
bool isLogin(const service::ConsentQuestion& question);
/// A login by its look only (sign::isProbableLogin): nothing of it is remembered, and its key is opened anew.
bool isProbableLogin(const service::ConsentQuestion& question);
/// Which key answered it may be offered first the next time (SECURITY.md, rules 2 and 3).
bool mayBeRemembered(const service::ConsentQuestion& question);

/// A chain of right signatures leads to an authority of the built-in table. What has expired by then may
/// still do.
bool isUnderNationalAuthority(const keys::Certificate& certificate, Time now);

/// SHA-256 of the certificate in hex: what is remembered of a key.
std::string fingerprintOf(const keys::Certificate& certificate);

/// Every key that the program knows of: those that can be used first, of these the one that was used at this
/// site the last time, then as signingKeyOptions() has them.
/// @param remembered fingerprintOf(); empty when there is none.
/// @param chains of this question.
std::vector<ConsentKey> consentKeys(const ConsentKeySources& sources,
                                    const service::ConsentQuestion& question, const std::string& remembered,
                                    ChainMemory& chains);

/// The one that the person chose, while it can be used; else the first, if that can be used.
std::optional<ConsentKey> chosenOrFirst(std::vector<ConsentKey> keys,
                                        const std::optional<SigningKeyOption>& chosen);

} // namespace tanba::gui
