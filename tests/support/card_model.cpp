#include "tests/support/card_model.h"

#include "core/base/der_reader.h"
#include "core/base/der_writer.h"
#include "core/crypto/digest.h"
#include "core/keys/certificate_writer.h"

#include <gtest/gtest.h>
#include <openssl/crypto.h>

namespace tanba::test {

namespace {

constexpr std::uint8_t kMask = 0x5A;
constexpr std::uint8_t kVerify = 0x20;

Bytes withStatus(Bytes data, std::uint16_t status) {
    data.push_back(static_cast<std::uint8_t>(status >> 8));
    data.push_back(static_cast<std::uint8_t>(status & 0xFF));
    return data;
}

std::uint16_t moreData(std::size_t size) {
    return static_cast<std::uint16_t>(0x6100 | (size < 256 ? size : 0));
}

std::optional<crypto::Digest> digestIn(ByteView digestInfo) {
    DerReader outer(digestInfo);
    auto body = outer.enter(der::kSequence);
    if (!body.ok() || !outer.atEnd())
        return std::nullopt;
    auto algorithm = body.value().enter(der::kSequence);
    if (!algorithm.ok())
        return std::nullopt;
    const auto oid = algorithm.value().oid();
    const auto value = body.value().octetString();
    const auto known = oid.ok() ? crypto::digestByOid(oid.value()) : std::nullopt;
    if (!known || !value.ok())
        return std::nullopt;
    return crypto::Digest{*known, Bytes(value.value().begin(), value.value().end())};
}

} // namespace

Bytes CardModel::masked(ByteView pin) {
    Bytes bytes(pin.begin(), pin.end());
    for (std::uint8_t& octet : bytes)
        octet ^= kMask;
    return bytes;
}

void CardModel::reset() {
    verified_ = false;
    chain_.clear();
    rest_.clear();
    forget();
}

bool CardModel::parse(ByteView command, std::uint8_t& cla, Command& parsed) const {
    if (command.size() < 4)
        return false;
    cla = command[0];
    parsed.ins = command[1];
    parsed.p1 = command[2];
    parsed.p2 = command[3];
    const ByteView body = command.subspan(4);
    const auto whole = [](std::size_t le, std::size_t most) { return le == 0 ? most : le; };
    if (body.empty() || (t0 && body.size() == 1 && parsed.ins == kVerify))
        return true;
    if (body.size() == 1) {
        parsed.expected = whole(body[0], 256);
        return true;
    }
    const bool extended = body[0] == 0 && body.size() >= 3;
    const std::size_t head = extended ? 3 : 1;
    const std::size_t size = extended ? std::size_t{body[1]} << 8 | body[2] : body[0];
    if (extended && body.size() == 3) {
        parsed.expected = whole(size, 65536);
        return true;
    }
    if (body.size() < head + size)
        return false;
    const ByteView data = body.subspan(head, size);
    const ByteView tail = body.subspan(head + size);
    parsed.data.assign(data.begin(), data.end());
    if (tail.size() == (extended ? 2U : 1U))
        parsed.expected = extended ? whole(std::size_t{tail[0]} << 8 | tail[1], 65536) : whole(tail[0], 256);
    else if (!tail.empty())
        return false;
    return true;
}

Bytes CardModel::answer(ByteView command) {
    std::uint8_t cla = 0;
    Command parsed;
    if (!parse(command, cla, parsed))
        return withStatus({}, 0x6700);
    if ((cla & ~0x10) != 0)
        return withStatus({}, 0x6E00);
    if (parsed.ins == 0xC0) {
        if (rest_.empty())
            return withStatus({}, 0x6985);
        const std::size_t size = std::min(rest_.size(), parsed.expected.value_or(256));
        Bytes part(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(size));
        rest_.erase(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(size));
        return withStatus(std::move(part), rest_.empty() ? 0x9000 : moreData(rest_.size()));
    }
    rest_.clear();
    if (parsed.ins != chainIns_)
        chain_.clear();
    chainIns_ = parsed.ins;
    if ((cla & 0x10) != 0) {
        append(chain_, parsed.data);
        return withStatus({}, 0x9000);
    }
    ++commands;
    instructions.push_back(parsed.ins);
    EXPECT_EQ(forbidden.count(parsed.ins), 0u) << "forbidden instruction " << int{parsed.ins};
    if (parsed.ins == kVerify && parsed.data.empty()) {
        EXPECT_FALSE(emptyVerifyForbidden) << "empty VERIFY";
        ++emptyVerifies;
    }
    Bytes whole = std::move(chain_);
    chain_.clear();
    append(whole, parsed.data);
    OPENSSL_cleanse(parsed.data.data(), parsed.data.size());
    parsed.data = std::move(whole);
    Answer result = work(parsed);
    const bool hadData = !parsed.data.empty();
    OPENSSL_cleanse(parsed.data.data(), parsed.data.size());
    const bool fetched = (t0 && hadData) || result.data.size() > parsed.expected.value_or(0);
    if (!result.data.empty() && fetched) {
        rest_ = std::move(result.data);
        return withStatus({}, moreData(rest_.size()));
    }
    return withStatus(std::move(result.data), result.status);
}

std::uint16_t CardModel::statusOfTries(int tries) {
    return tries == 0 ? std::uint16_t{0x6983} : static_cast<std::uint16_t>(0x63C0 | tries);
}

std::uint16_t CardModel::tellTries() {
    return verified_ ? std::uint16_t{0x9000} : statusOfTries(triesLeft);
}

std::uint16_t CardModel::tryPin(ByteView field, std::size_t size, std::uint8_t padding) {
    if (field.size() != size)
        return 0x6700;
    if (triesLeft == 0)
        return 0x6983;
    ++pinsTried;
    verified_ = false;
    --triesLeft;
    Bytes expected = maskedPin_;
    expected.resize(size, padding ^ kMask);
    Bytes given = masked(field);
    if (given != expected)
        return statusOfTries(triesLeft);
    verified_ = true;
    triesLeft = maximumTries;
    return 0x9000;
}

namespace {

Bytes withoutPadding(Bytes value, std::uint8_t padding) {
    while (!value.empty() && value.back() == padding)
        value.pop_back();
    return value;
}

} // namespace

std::uint16_t CardModel::changePin(ByteView data, std::size_t size, std::uint8_t padding) {
    if (data.size() != 2 * size)
        return 0x6700;
    const std::uint16_t status = tryPin(data.first(size), size, padding);
    if (status == 0x9000)
        maskedPin_ = withoutPadding(masked(data.last(size)), padding ^ kMask);
    return status;
}

std::uint16_t CardModel::unblockPin(ByteView data, std::size_t size, std::uint8_t padding) {
    if (data.size() != 2 * size)
        return 0x6700;
    if (pukTriesLeft == 0)
        return 0x6983;
    ++pinsTried;
    --pukTriesLeft;
    Bytes expected = maskedPuk_;
    expected.resize(size, padding ^ kMask);
    if (masked(data.first(size)) != expected)
        return statusOfTries(pukTriesLeft);
    pukTriesLeft = maximumTries;
    triesLeft = maximumTries;
    maskedPin_ = withoutPadding(masked(data.last(size)), padding ^ kMask);
    return 0x9000;
}

std::optional<Bytes> CardModel::signDigestInfo(const crypto::PrivateKey& key, ByteView digestInfo) {
    const auto digest = digestIn(digestInfo);
    if (!digest)
        return std::nullopt;
    auto value = key.signDigest(*digest);
    return value.ok() ? std::optional<Bytes>(std::move(value).value()) : std::nullopt;
}

std::optional<Bytes> CardModel::signDigestOctets(const crypto::PrivateKey& key, ByteView digest) {
    for (const crypto::DigestRow& row : crypto::digestTable()) {
        if (row.size != digest.size())
            continue;
        auto value = key.signDigest({row.algorithm, Bytes(digest.begin(), digest.end())});
        return value.ok() ? std::optional<Bytes>(std::move(value).value()) : std::nullopt;
    }
    return std::nullopt;
}

namespace {

Authority& cardAuthority() {
    static Authority authority = Authority::makeRoot(crypto::KeyAlgorithm::Ec, "cards");
    return authority;
}

keys::Certificate certify(const crypto::PublicKey& key, std::string_view name) {
    keys::CertificateDraft draft;
    const ByteView issuer = cardAuthority().certificate().subject().der();
    draft.issuer = Bytes(issuer.begin(), issuer.end());
    draft.subject = der::sequence(
        {der::element(der::kSet, der::sequence({der::oid(Oid("2.5.4.3")), der::utf8String(name)}))});
    draft.notBefore = cardIdentities().rsa.certificate.notBefore();
    draft.notAfter = cardIdentities().rsa.certificate.notAfter();
    return keys::writeCertificate(draft, key, *cardAuthority().identity().key).value();
}

Identity madeFor(crypto::KeyAlgorithm algorithm, int bits) {
    auto key = std::make_shared<crypto::PrivateKey>(crypto::PrivateKey::generate(algorithm, bits).value());
    keys::Certificate certificate = certify(key->publicKey(), "LARGE KEY");
    return {std::move(certificate), std::move(key)};
}

} // namespace

const LargeCardIdentities& largeCardIdentities() {
    static const LargeCardIdentities identities{madeFor(crypto::KeyAlgorithm::Rsa, 3072),
                                                madeFor(crypto::KeyAlgorithm::Ec, 384)};
    return identities;
}

keys::Certificate renewed(const Identity& identity, std::string_view name) {
    return certify(identity.key->publicKey(), name);
}

const CardIdentities& cardIdentities() {
    static const CardIdentities identities = [] {
        Authority& authority = cardAuthority();
        return CardIdentities{authority.issue(crypto::KeyAlgorithm::Rsa, CertificateProfile::rsaSigning()),
                              authority.issue(crypto::KeyAlgorithm::Rsa, CertificateProfile::rsaLogin()),
                              authority.issue(crypto::KeyAlgorithm::Rsa, CertificateProfile::rsaSigning()),
                              authority.issue(crypto::KeyAlgorithm::Ec)};
    }();
    return identities;
}

Bytes cardTlv(std::uint32_t tag, ByteView value) {
    Bytes object;
    for (int shift = 16; shift >= 0; shift -= 8) {
        if (tag >> shift != 0)
            object.push_back(static_cast<std::uint8_t>(tag >> shift & 0xFF));
    }
    const std::size_t size = value.size();
    if (size >= 256)
        append(object,
               Bytes{0x82, static_cast<std::uint8_t>(size >> 8), static_cast<std::uint8_t>(size & 0xFF)});
    else if (size >= 128)
        append(object, Bytes{0x81, static_cast<std::uint8_t>(size)});
    else
        object.push_back(static_cast<std::uint8_t>(size));
    append(object, value);
    return object;
}

} // namespace tanba::test
