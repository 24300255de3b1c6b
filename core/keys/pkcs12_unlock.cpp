#include "core/keys/pkcs12_unlock.h"

#include "core/keys/ber.h"

#include <array>
#include <span>

namespace tanba::keys {

namespace {

constexpr std::array<EmptyPassword, 2> kForms{EmptyPassword::DoubleZero, EmptyPassword::Nothing};

/// The forms that this password may have: an empty one has two.
std::span<const EmptyPassword> formsOf(const SecretBytes& password) {
    return std::span(kForms).first(password.empty() ? 2 : 1);
}

Outcome unlockKeys(const std::vector<Bag>& bags, const Pkcs12Password& password, const WorkBudget& budget,
                   UnlockedPfx& unlocked) {
    for (const Bag& bag : bags) {
        if (bag.kind == BagKind::PlainKey) {
            unlocked.keys.push_back({&bag, SecretBytes::copyOf(bag.value)});
        } else if (bag.kind == BagKind::ShroudedKey) {
            TANBA_CHECK(budget.goesOn());
            TANBA_TRY(const SecretBytes plain, decrypt(bag.key->scheme, password, bag.key->ciphertext));
            TANBA_TRY(SecretBytes info, derFromBer(plain.view(), BytesBehind::Refuse));
            unlocked.keys.push_back({&bag, std::move(info)});
        }
        TANBA_CHECK(unlockKeys(bag.nested, password, budget, unlocked));
    }
    return Done{};
}

Outcome unlockSafe(Safe& safe, const Pkcs12Password& password, WorkBudget& budget) {
    TANBA_CHECK(budget.goesOn());
    TANBA_TRY(const SecretBytes plain,
              decrypt(safe.encryption->scheme, password, safe.encryption->ciphertext));
    TANBA_TRY(safe.contents, derFromBer(plain.view(), BytesBehind::Refuse));
    TANBA_TRY(safe.bags, readSafeContents(safe.contents.view(), budget));
    return Done{};
}

Result<UnlockedPfx> unlock(Pfx pfx, const Pkcs12Password& password, WorkBudget budget) {
    UnlockedPfx unlocked;
    unlocked.pfx = std::move(pfx);
    for (Safe& safe : unlocked.pfx.safes) {
        if (safe.encryption) {
            TANBA_CHECK(unlockSafe(safe, password, budget));
        }
    }
    for (const Safe& safe : unlocked.pfx.safes) {
        TANBA_CHECK(unlockKeys(safe.bags, password, budget, unlocked));
    }
    return unlocked;
}

Result<bool> macFits(const Pfx& pfx, const Pkcs12Password& password) {
    TANBA_TRY(const Bytes value, macOf(pfx.mac->scheme, password, pfx.authenticated));
    return sameInConstantTime(value, pfx.mac->value);
}

/// Content that does not come out right: with a right MAC the file is broken, without one the password is
/// wrong.
Failure contentFailure(const Failure& failure, FailureCode meaning) {
    switch (failure.code) {
    case FailureCode::Pkcs12WrongPassword:
    case FailureCode::DerMalformed:
    case FailureCode::DerTooDeep:
        return fail(meaning, {}, failure.detail);
    default:
        return failure;
    }
}

Result<UnlockedPfx> unlockWithMac(Pfx pfx, const SecretBytes& password, const WorkBudget& budget) {
    for (const EmptyPassword form : formsOf(password)) {
        TANBA_TRY(const Pkcs12Password tried, Pkcs12Password::create(password, form));
        TANBA_CHECK(budget.goesOn());
        TANBA_TRY(const bool fits, macFits(pfx, tried));
        if (!fits)
            continue;
        auto unlocked = unlock(std::move(pfx), tried, budget);
        if (!unlocked.ok())
            return contentFailure(unlocked.failure(), FailureCode::Pkcs12Damaged);
        return unlocked;
    }
    return fail(FailureCode::Pkcs12WrongPassword);
}

/// What may be spent on one form. All forms together stay within the limit that one password has: a file that
/// asks for all of it would otherwise cost twice as much with an empty password, the one that programs try
/// without being asked.
Pkcs12Limits limitsOfOneForm(Pkcs12Limits limits, const SecretBytes& password) {
    limits.iterations /= static_cast<std::int64_t>(formsOf(password).size());
    return limits;
}

} // namespace

Result<UnlockedPfx> unlockPfx(ByteView file, const SecretBytes& password, const Pkcs12Limits& wholeLimits) {
    const Pkcs12Limits limits = limitsOfOneForm(wholeLimits, password);
    WorkBudget budget(limits);
    TANBA_TRY(Pfx pfx, readPfx(file, budget));
    if (pfx.mac)
        return unlockWithMac(std::move(pfx), password, budget);
    Failure last = fail(FailureCode::Pkcs12WrongPassword);
    for (const EmptyPassword form : formsOf(password)) {
        TANBA_TRY(const Pkcs12Password tried, Pkcs12Password::create(password, form));
        // Read anew for each try: unlocking fills it in place.
        WorkBudget own(limits);
        TANBA_TRY(Pfx copy, readPfx(file, own));
        auto unlocked = unlock(std::move(copy), tried, own);
        if (unlocked.ok())
            return unlocked;
        last = contentFailure(unlocked.failure(), FailureCode::Pkcs12WrongPassword);
    }
    return last;
}

} // namespace tanba::keys
