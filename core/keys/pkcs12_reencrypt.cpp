#include "core/base/der_writer.h"
#include "core/crypto/secret_der.h"
#include "core/keys/pkcs12_password.h"
#include "core/keys/pkcs12_unlock.h"

#include <algorithm>

namespace tanba::keys {

namespace {

/// The new password, and what is needed along the way.
struct Rewriting {
    const Pkcs12Password& password;
    IterationChoice iterations;
    /// What the new file will ask of its reader, which must stay readable for this program.
    WorkBudget budget;
    /// Keys in the order of the bags.
    std::vector<UnlockedPfx::Key>::const_iterator nextKey;
};

Result<EncryptionScheme> newScheme(const EncryptionScheme& old, Rewriting& rewriting) {
    TANBA_TRY(EncryptionScheme scheme, renewed(old, rewriting.iterations));
    TANBA_CHECK(rewriting.budget.spendIterations(scheme.cost()));
    TANBA_CHECK(rewriting.budget.goesOn());
    return scheme;
}

/// A SafeBag of the same type and attributes around another value.
SecretBytes bagAround(const Bag& bag, ByteView value) {
    const SecretBytes wrapped = crypto::secretElement(der::contextConstructed(0), {value});
    return crypto::secretElement(der::kSequence, {der::oid(bag.type), wrapped.view(), bag.attributes});
}

Result<SecretBytes> rewriteContents(const std::vector<Bag>& bags, Rewriting& rewriting);

Result<SecretBytes> rewriteKey(const Bag& bag, Rewriting& rewriting) {
    const SecretBytes& info = rewriting.nextKey->privateKeyInfo;
    TANBA_TRY(const EncryptionScheme scheme, newScheme(bag.key->scheme, rewriting));
    TANBA_TRY(const Bytes ciphertext, encrypt(scheme, rewriting.password, info.view()));
    return bagAround(bag, der::sequence({writeEncryptionScheme(scheme), der::octetString(ciphertext)}));
}

Result<SecretBytes> rewriteBag(const Bag& bag, Rewriting& rewriting) {
    switch (bag.kind) {
    case BagKind::ShroudedKey: {
        auto rewritten = rewriteKey(bag, rewriting);
        ++rewriting.nextKey;
        return rewritten;
    }
    case BagKind::Nested: {
        TANBA_TRY(const SecretBytes contents, rewriteContents(bag.nested, rewriting));
        return bagAround(bag, contents.view());
    }
    case BagKind::PlainKey:
        ++rewriting.nextKey;
        break;
    case BagKind::Certificate:
    case BagKind::Other:
        break;
    }
    return SecretBytes::copyOf(bag.encoded);
}

/// SafeContents with the same bags.
Result<SecretBytes> rewriteContents(const std::vector<Bag>& bags, Rewriting& rewriting) {
    std::vector<SecretBytes> parts;
    std::size_t size = 0;
    for (const Bag& bag : bags) {
        TANBA_TRY(SecretBytes part, rewriteBag(bag, rewriting));
        size += part.size();
        parts.push_back(std::move(part));
    }
    SecretBytes content(size);
    for (const SecretBytes& part : parts) {
        if (!content.append(part.view()))
            return fail(FailureCode::Internal, {}, "size of the safe's contents");
    }
    return crypto::secretElement(der::kSequence, {content.view()});
}

Bytes contentInfo(std::string_view type, ByteView content) {
    return der::sequence({der::oid(Oid(type)), der::element(der::contextConstructed(0), content)});
}

/// A ContentInfo for a safe: open or encrypted as it was.
Result<Bytes> rewriteSafe(const Safe& safe, Rewriting& rewriting) {
    TANBA_TRY(const SecretBytes contents, rewriteContents(safe.bags, rewriting));
    if (!safe.encryption)
        return contentInfo(pkcs12oid::kData, der::octetString(contents.view()));
    TANBA_TRY(const EncryptionScheme scheme, newScheme(safe.encryption->scheme, rewriting));
    TANBA_TRY(const Bytes ciphertext, encrypt(scheme, rewriting.password, contents.view()));
    const Bytes info = der::sequence({der::oid(Oid(pkcs12oid::kData)), writeEncryptionScheme(scheme),
                                      der::element(der::context(0), ciphertext)});
    return contentInfo(pkcs12oid::kEncryptedData, der::sequence({der::integer(0), info}));
}

Result<Bytes> newMac(const MacScheme& old, ByteView authenticated, Rewriting& rewriting) {
    TANBA_TRY(const MacScheme scheme, renewed(old, rewriting.iterations));
    TANBA_CHECK(rewriting.budget.spendIterations(scheme.iterations));
    TANBA_CHECK(rewriting.budget.goesOn());
    TANBA_TRY(const Bytes value, macOf(scheme, rewriting.password, authenticated));
    const Oid digest(crypto::digestRow(scheme.digest).oid);
    const Bytes algorithm = der::sequence({der::oid(digest), der::null()});
    return der::sequence({der::sequence({algorithm, der::octetString(value)}), der::octetString(scheme.salt),
                          der::integer(static_cast<std::uint64_t>(scheme.iterations))});
}

/// A file in which nothing depends on a password has none that could be changed.
bool passwordMatters(const UnlockedPfx& unlocked) {
    const auto& safes = unlocked.pfx.safes;
    return unlocked.pfx.mac ||
           std::ranges::any_of(safes, [](const Safe& safe) { return safe.encryption.has_value(); }) ||
           std::ranges::any_of(unlocked.keys, [](const auto& key) { return key.bag->key.has_value(); });
}

} // namespace

Result<Bytes> reencryptPkcs12(ByteView file, const SecretBytes& oldPassword, const SecretBytes& newPassword,
                              IterationChoice iterations, const CancelToken* cancel) {
    Pkcs12Limits limits;
    limits.cancel = cancel;
    TANBA_TRY(const UnlockedPfx unlocked, unlockPfx(file, oldPassword, limits));
    if (!passwordMatters(unlocked))
        return fail(FailureCode::Pkcs12UnsupportedScheme, {}, "the file is not protected by a password");
    TANBA_TRY(const Pkcs12Password password, Pkcs12Password::create(newPassword, EmptyPassword::DoubleZero));
    Rewriting rewriting{password, iterations, WorkBudget(limits), unlocked.keys.begin()};
    std::vector<Bytes> safes;
    for (const Safe& safe : unlocked.pfx.safes) {
        TANBA_TRY(Bytes rewritten, rewriteSafe(safe, rewriting));
        safes.push_back(std::move(rewritten));
    }
    const Bytes authenticated = der::sequenceOf(safes);
    std::vector<Bytes> parts{der::integer(3), contentInfo(pkcs12oid::kData, der::octetString(authenticated))};
    if (unlocked.pfx.mac) {
        TANBA_TRY(Bytes mac, newMac(unlocked.pfx.mac->scheme, authenticated, rewriting));
        parts.push_back(std::move(mac));
    }
    return der::sequenceOf(parts);
}

} // namespace tanba::keys
