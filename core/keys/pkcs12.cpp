#include "core/keys/pkcs12.h"

#include "core/base/encoding.h"
#include "core/keys/pkcs12_unlock.h"
#include "core/keys/same_key.h"

#include <algorithm>

namespace tanba::keys {

namespace {

/// A certificate of the file, on its way to its key.
struct FoundCertificate {
    Certificate certificate;
    Bytes localKeyId;
    bool taken = false;
};

Outcome collectCertificates(const std::vector<Bag>& bags, std::vector<FoundCertificate>& found) {
    for (const Bag& bag : bags) {
        if (bag.kind == BagKind::Certificate) {
            auto certificate = Certificate::fromDer(bag.value);
            if (!certificate.ok())
                return fail(FailureCode::Pkcs12Damaged, {}, "certificate: " + certificate.failure().detail);
            found.push_back({std::move(certificate).value(), bag.localKeyId});
        }
        TANBA_CHECK(collectCertificates(bag.nested, found));
    }
    return Done{};
}

bool belongsTo(const crypto::PublicKey& key, const Certificate& certificate) {
    return certificate.publicKey().ok() && sameKey(key, certificate.publicKey().value());
}

/// The certificate with the key's public key; of several the one with its localKeyID, then the one that lasts
/// longest. The localKeyID alone proves nothing: files exist in which it joins strangers.
FoundCertificate* certificateFor(const Pkcs12Key& key, std::vector<FoundCertificate>& found) {
    FoundCertificate* best = nullptr;
    const auto rank = [&key](const FoundCertificate& candidate) {
        return std::pair(candidate.localKeyId == key.localKeyId, candidate.certificate.notAfter());
    };
    for (FoundCertificate& candidate : found) {
        if (belongsTo(key.key.publicKey(), candidate.certificate) &&
            (best == nullptr || rank(candidate) > rank(*best)))
            best = &candidate;
    }
    return best;
}

Result<crypto::PrivateKey> decodeKey(const SecretBytes& privateKeyInfo) {
    auto key = crypto::PrivateKey::fromPkcs8(privateKeyInfo.view());
    if (!key.ok() && key.failure().code == FailureCode::KeyMalformed)
        return fail(FailureCode::Pkcs12Damaged, {}, key.failure().detail);
    return key;
}

bool sameId(std::string_view left, std::string_view right) {
    const auto lower = [](char character) {
        return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
    };
    return std::ranges::equal(left, right, {}, lower, lower);
}

bool hasId(const Pkcs12Key& key, std::string_view id) {
    if (!key.localKeyId.empty() && sameId(toHex(key.localKeyId), id))
        return true;
    if (!key.certificate)
        return false;
    const ByteView subjectKeyId = key.certificate->subjectKeyId();
    return (!subjectKeyId.empty() && sameId(toHex(subjectKeyId), id)) ||
           sameId(key.certificate->serialHex(), id);
}

/// Why the one key that was meant cannot be used: the file has a holder's certificate of another key, or none
/// at all.
Failure withoutCertificate(const Pkcs12Contents& contents) {
    const auto ofHolder = [](const Certificate& certificate) {
        return !certificate.basicConstraints() || !certificate.basicConstraints()->authority;
    };
    return fail(std::ranges::any_of(contents.otherCertificates, ofHolder) ? FailureCode::Pkcs12KeyMismatch
                                                                          : FailureCode::Pkcs12NoCertificate);
}

} // namespace

Result<Pkcs12Contents> openPkcs12(ByteView file, const SecretBytes& password, const Pkcs12Limits& limits) {
    TANBA_TRY(UnlockedPfx unlocked, unlockPfx(file, password, limits));
    std::vector<FoundCertificate> found;
    for (const Safe& safe : unlocked.pfx.safes) {
        TANBA_CHECK(collectCertificates(safe.bags, found));
    }
    if (unlocked.keys.empty())
        return fail(found.empty() ? FailureCode::Pkcs12Empty : FailureCode::Pkcs12NoKey);

    Pkcs12Contents contents;
    for (const UnlockedPfx::Key& one : unlocked.keys) {
        TANBA_TRY(crypto::PrivateKey privateKey, decodeKey(one.privateKeyInfo));
        Pkcs12Key key{std::move(privateKey), std::nullopt, one.bag->friendlyName, one.bag->localKeyId};
        if (FoundCertificate* match = certificateFor(key, found)) {
            match->taken = true;
            key.certificate = match->certificate;
        }
        contents.keys.push_back(std::move(key));
    }
    for (FoundCertificate& rest : found) {
        if (!rest.taken)
            contents.otherCertificates.push_back(std::move(rest.certificate));
    }
    return contents;
}

Result<Pkcs12Contents> openPkcs12(ByteView file, const SecretBytes& password) {
    return openPkcs12(file, password, Pkcs12Limits{});
}

Result<Pkcs12Key> selectKey(Pkcs12Contents contents, const std::string& keyId) {
    Pkcs12Key* chosen = nullptr;
    std::size_t candidates = 0;
    for (Pkcs12Key& key : contents.keys) {
        if (keyId.empty() ? key.certificate.has_value() : hasId(key, keyId)) {
            chosen = &key;
            ++candidates;
        }
    }
    if (candidates > 1)
        return fail(FailureCode::Pkcs12SeveralKeys, {}, std::to_string(candidates));
    if (chosen == nullptr && !keyId.empty())
        return fail(FailureCode::KeyIdNotFound, keyId);
    if (contents.keys.empty())
        return fail(FailureCode::Pkcs12NoKey);
    if (chosen == nullptr || !chosen->certificate)
        return withoutCertificate(contents);
    return std::move(*chosen);
}

} // namespace tanba::keys
