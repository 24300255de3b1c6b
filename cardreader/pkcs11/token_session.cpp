#include "cardreader/pkcs11/token_session.h"

#include <p11-kit/pkcs11.h>

#include <utility>

namespace tanba::pkcs11 {

namespace {

/// TC26's number (vendor base 0xD4321000), the same in the headers of all makers: the digest in, r and s out.
constexpr std::uint64_t kGost2012_512 = 0xD4321006;

/// The combination exists, and the digest has its length.
Outcome checkDigest(const crypto::Digest& digest, crypto::KeyAlgorithm key) {
    const crypto::DigestRow& row = crypto::digestRow(digest.algorithm);
    if (crypto::signatureRow({key, digest.algorithm}) == nullptr)
        return fail(FailureCode::AlgorithmUnsupported, std::string(crypto::keyAlgorithmName(key)),
                    std::string(row.name));
    if (digest.bytes.size() != row.size)
        return fail(FailureCode::DigestLengthWrong);
    return Done{};
}

} // namespace

TokenSession::TokenSession(TokenConnection connection, KeyObject key, keys::Certificate certificate,
                           std::shared_ptr<GostOrderMemory> gostOrder, keys::PinSource& pins)
    : connection_(std::move(connection)), key_(std::move(key)), certificate_(std::move(certificate)),
      gostOrder_(std::move(gostOrder)), pins_(pins) {}

Result<Bytes> TokenSession::sign(const crypto::Digest& digest) {
    TANBA_TRY(const crypto::PublicKey publicKey, certificate_.publicKey());
    TANBA_CHECK(checkDigest(digest, publicKey.algorithm()));
    switch (publicKey.algorithm()) {
    case crypto::KeyAlgorithm::Rsa:
        return signRsa(digest);
    case crypto::KeyAlgorithm::Ec:
        return signEcdsa(digest, publicKey.bits());
    case crypto::KeyAlgorithm::Gost2015_512:
        return signGost(digest, publicKey);
    case crypto::KeyAlgorithm::Gost34310:
        break;
    }
    return fail(FailureCode::AlgorithmUnsupported,
                std::string(crypto::keyAlgorithmName(publicKey.algorithm())));
}

Result<Bytes> TokenSession::signWith(std::uint64_t mechanism, ByteView data) {
    if (ended_)
        return *ended_;
    SignOrder order{key_.handle, mechanism, wire::ContextLogin::No, data};
    std::optional<SecretBytes> pin;
    if (key_.alwaysAuthenticate) {
        TANBA_TRY(pin, connection_.askPin(pins_));
        order.contextLogin = wire::ContextLogin::Yes;
    }
    Result<Bytes> value = connection_.module().sign(order, pointerTo(pin));
    if (value.ok())
        return value;
    const Failure failure = connection_.explained(value.failure());
    if (key_.alwaysAuthenticate)
        ended_ = failure;
    return failure;
}

Result<Bytes> TokenSession::signRsa(const crypto::Digest& digest) {
    return signWith(CKM_RSA_PKCS, digestInfo(digest));
}

Result<Bytes> TokenSession::signEcdsa(const crypto::Digest& digest, int bits) {
    TANBA_TRY(const Bytes raw, signWith(CKM_ECDSA, ecdsaInput(digest.bytes, bits)));
    return ecdsaSignature(raw, bits);
}

Result<Bytes> TokenSession::gostValue(const crypto::Digest& digest, DigestOrder order) {
    TANBA_TRY(Bytes value, signWith(kGost2012_512, digestInOrder(digest.bytes, order)));
    if (value.size() != kGostValueSize)
        return fail(FailureCode::ModuleFailed, {}, "C_Sign: length " + std::to_string(value.size()));
    return value;
}

Result<Bytes> TokenSession::signGost(const crypto::Digest& digest, const crypto::PublicKey& publicKey) {
    const std::optional<GostOrder> order = gostOrder_->get();
    if (!order)
        return learnGostOrder(digest, publicKey);
    TANBA_TRY(const Bytes value, gostValue(digest, order->digest));
    return valueFromOrder(value, order->value);
}

Result<Bytes> TokenSession::learnGostOrder(const crypto::Digest& digest, const crypto::PublicKey& publicKey) {
    for (const DigestOrder digestOrder : kDigestOrders) {
        TANBA_TRY(const Bytes value, gostValue(digest, digestOrder));
        for (const ValueOrder valueOrder : kValueOrders) {
            Bytes candidate = valueFromOrder(value, valueOrder);
            if (!publicKey.verifyDigest(digest, candidate).ok())
                continue;
            gostOrder_->set({digestOrder, valueOrder});
            return candidate;
        }
    }
    return fail(FailureCode::SignatureSelfCheckFailed, connection_.slot().displayLabel(),
                "no byte order fits");
}

} // namespace tanba::pkcs11
