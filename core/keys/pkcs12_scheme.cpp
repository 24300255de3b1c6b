#include "core/keys/pkcs12_scheme.h"

#include "core/base/der_writer.h"
#include "core/base/random.h"
#include "core/keys/pkcs12.h"

#include <algorithm>
#include <array>
#include <bit>

namespace tanba::keys {

namespace {

constexpr std::size_t kMaxSalt = 1024;
constexpr std::size_t kMinNewSalt = 8;
/// Of one scrypt run, in bytes.
constexpr std::int64_t kMaxScryptMemory = 64 * 1024 * 1024;

constexpr std::string_view kPbes2 = "1.2.840.113549.1.5.13";
constexpr std::string_view kPbkdf2 = "1.2.840.113549.1.5.12";
constexpr std::string_view kScrypt = "1.3.6.1.4.1.11591.4.11";

/// RFC 7292 appendix C: the identifier names key derivation and cipher at once.
constexpr std::array<CipherRow, 6> kPkcs12Ciphers{{
    {"1.2.840.113549.1.12.1.1", "RC4", 16, 0},
    {"1.2.840.113549.1.12.1.2", "RC4-40", 5, 0},
    {"1.2.840.113549.1.12.1.3", "DES-EDE3-CBC", 24, 8},
    {"1.2.840.113549.1.12.1.4", "DES-EDE-CBC", 16, 8},
    {"1.2.840.113549.1.12.1.5", "RC2-CBC", 16, 8},
    {"1.2.840.113549.1.12.1.6", "RC2-40-CBC", 5, 8},
}};

constexpr std::array<CipherRow, 4> kPbes2Ciphers{{
    {"2.16.840.1.101.3.4.1.2", "AES-128-CBC", 16, 16},
    {"2.16.840.1.101.3.4.1.22", "AES-192-CBC", 24, 16},
    {"2.16.840.1.101.3.4.1.42", "AES-256-CBC", 32, 16},
    {"1.2.840.113549.3.7", "DES-EDE3-CBC", 24, 8},
}};

struct PrfRow {
    std::string_view oid;
    crypto::DigestAlgorithm digest;
};

/// RFC 8018 appendix B.1.
constexpr std::array<PrfRow, 5> kPrfs{{
    {"1.2.840.113549.2.7", crypto::DigestAlgorithm::Sha1},
    {"1.2.840.113549.2.8", crypto::DigestAlgorithm::Sha224},
    {"1.2.840.113549.2.9", crypto::DigestAlgorithm::Sha256},
    {"1.2.840.113549.2.10", crypto::DigestAlgorithm::Sha384},
    {"1.2.840.113549.2.11", crypto::DigestAlgorithm::Sha512},
}};

Failure unsupported(const Oid& oid) {
    return fail(FailureCode::Pkcs12UnsupportedScheme, oid.dotted());
}

Failure tooMuch(std::string detail) {
    return fail(FailureCode::Pkcs12WorkFactor, {}, std::move(detail));
}

template <typename Table>
const CipherRow* findCipher(const Table& table, const Oid& oid) {
    const auto row = std::ranges::find(table, oid.dotted(), &CipherRow::oid);
    return row == table.end() ? nullptr : &*row;
}

Outcome readPkcs12Parameters(DerReader& algorithm, EncryptionScheme& scheme) {
    TANBA_TRY(DerReader parameters, algorithm.enter(der::kSequence));
    TANBA_TRY(scheme.salt, readSalt(parameters));
    TANBA_TRY(scheme.iterations, readCount(parameters));
    return parameters.end();
}

/// A key length that is not the cipher's would be another cipher.
Outcome readKeyLength(DerReader& parameters, EncryptionScheme& scheme) {
    if (!parameters.nextIs(der::kInteger))
        return Done{};
    TANBA_TRY(const std::int64_t length, readCount(parameters));
    scheme.keyLengthStated = true;
    if (static_cast<std::size_t>(length) != scheme.cipher->keyLength)
        return fail(FailureCode::Pkcs12UnsupportedScheme, {}, "key length " + std::to_string(length));
    return Done{};
}

Outcome readPbkdf2(DerReader& parameters, EncryptionScheme& scheme) {
    scheme.derivation = KeyDerivation::Pbkdf2;
    if (!parameters.nextIs(der::kOctetString))
        return fail(FailureCode::Pkcs12UnsupportedScheme, {}, "PBKDF2 salt by algorithm");
    TANBA_TRY(scheme.salt, readSalt(parameters));
    TANBA_TRY(scheme.iterations, readCount(parameters));
    TANBA_CHECK(readKeyLength(parameters, scheme));
    if (parameters.atEnd())
        return Done{};
    TANBA_TRY(DerReader prf, parameters.enter(der::kSequence));
    TANBA_TRY(const Oid oid, prf.oid());
    const auto row = std::ranges::find(kPrfs, oid.dotted(), &PrfRow::oid);
    if (row == kPrfs.end())
        return unsupported(oid);
    scheme.prf = row->digest;
    return parameters.end();
}

Outcome readScrypt(DerReader& parameters, EncryptionScheme& scheme) {
    scheme.derivation = KeyDerivation::Scrypt;
    TANBA_TRY(scheme.salt, readSalt(parameters));
    TANBA_TRY(scheme.iterations, readCount(parameters));
    TANBA_TRY(scheme.blockSize, readCount(parameters));
    TANBA_TRY(scheme.parallelism, readCount(parameters));
    TANBA_CHECK(readKeyLength(parameters, scheme));
    // Each factor is at most ten million here: the products stay far below 2^63.
    if (128 * scheme.blockSize * (scheme.iterations + scheme.parallelism) > kMaxScryptMemory)
        return tooMuch("scrypt memory");
    const auto cost = static_cast<std::uint64_t>(scheme.iterations);
    if (cost < 2 || !std::has_single_bit(cost))
        return fail(FailureCode::DerMalformed, {}, "scrypt cost");
    return parameters.end();
}

Outcome readPbes2Parameters(DerReader& algorithm, EncryptionScheme& scheme) {
    TANBA_TRY(DerReader parameters, algorithm.enter(der::kSequence));
    TANBA_TRY(DerReader derivation, parameters.enter(der::kSequence));
    TANBA_TRY(const Oid derivationOid, derivation.oid());
    TANBA_TRY(DerReader encryption, parameters.enter(der::kSequence));
    TANBA_TRY(const Oid cipherOid, encryption.oid());
    scheme.cipher = findCipher(kPbes2Ciphers, cipherOid);
    if (scheme.cipher == nullptr)
        return unsupported(cipherOid);
    TANBA_TRY(const ByteView iv, encryption.octetString());
    if (iv.size() != scheme.cipher->ivLength)
        return fail(FailureCode::DerMalformed, {}, "initialisation vector");
    scheme.iv.assign(iv.begin(), iv.end());
    if (derivationOid.dotted() != kPbkdf2 && derivationOid.dotted() != kScrypt)
        return unsupported(derivationOid);
    TANBA_TRY(DerReader values, derivation.enter(der::kSequence));
    return derivationOid.dotted() == kPbkdf2 ? readPbkdf2(values, scheme) : readScrypt(values, scheme);
}

Bytes count(std::int64_t value) {
    return der::integer(static_cast<std::uint64_t>(value));
}

Bytes algorithm(std::string_view oid, ByteView parameters) {
    return der::sequence({der::oid(Oid(oid)), parameters});
}

Bytes derivationParameters(const EncryptionScheme& scheme) {
    std::vector<Bytes> parts{der::octetString(scheme.salt), count(scheme.iterations)};
    if (scheme.derivation == KeyDerivation::Scrypt) {
        parts.push_back(count(scheme.blockSize));
        parts.push_back(count(scheme.parallelism));
    }
    if (scheme.keyLengthStated)
        parts.push_back(der::integer(scheme.cipher->keyLength));
    // HMAC with SHA-1 is the DEFAULT and therefore never written in DER.
    if (scheme.derivation == KeyDerivation::Pbkdf2 && scheme.prf != crypto::DigestAlgorithm::Sha1) {
        const auto row = std::ranges::find(kPrfs, scheme.prf, &PrfRow::digest);
        parts.push_back(algorithm(row->oid, der::null()));
    }
    return der::sequenceOf(parts);
}

Result<Bytes> freshSalt(const Bytes& old) {
    return randomBytes(std::max(old.size(), kMinNewSalt));
}

std::int64_t newIterations(std::int64_t old, IterationChoice choice) {
    return choice == IterationChoice::KeepOld ? old : std::max<std::int64_t>(old, kNewPkcs12Iterations);
}

} // namespace

Result<std::int64_t> readCount(DerReader& reader) {
    TANBA_TRY(const ByteView content, reader.integer());
    if ((content[0] & 0x80) != 0 || (content.size() == 1 && content[0] == 0))
        return fail(FailureCode::DerMalformed, {}, "count below one");
    std::int64_t value = 0;
    for (const std::uint8_t octet : content) {
        value = value << 8 | octet;
        if (value > kMaxPkcs12Iterations)
            return tooMuch("more than " + std::to_string(kMaxPkcs12Iterations) + " iterations");
    }
    return value;
}

Result<Bytes> readSalt(DerReader& reader) {
    TANBA_TRY(const ByteView salt, reader.octetString());
    if (salt.size() > kMaxSalt)
        return tooMuch("salt of " + std::to_string(salt.size()) + " bytes");
    return Bytes(salt.begin(), salt.end());
}

std::int64_t EncryptionScheme::cost() const {
    switch (derivation) {
    case KeyDerivation::Pbkdf2: {
        const std::size_t block = crypto::digestRow(prf).size;
        return iterations * static_cast<std::int64_t>((cipher->keyLength + block - 1) / block);
    }
    case KeyDerivation::Scrypt:
        return iterations * blockSize * parallelism;
    case KeyDerivation::Pkcs12:
        break;
    }
    return iterations;
}

Result<EncryptionScheme> readEncryptionScheme(ByteView der) {
    DerReader outer(der);
    TANBA_TRY(DerReader algorithmReader, outer.enter(der::kSequence));
    TANBA_TRY(const Oid oid, algorithmReader.oid());
    EncryptionScheme scheme;
    if (oid.dotted() == kPbes2) {
        TANBA_CHECK(readPbes2Parameters(algorithmReader, scheme));
        return scheme;
    }
    scheme.cipher = findCipher(kPkcs12Ciphers, oid);
    if (scheme.cipher == nullptr)
        return unsupported(oid);
    TANBA_CHECK(readPkcs12Parameters(algorithmReader, scheme));
    return scheme;
}

Bytes writeEncryptionScheme(const EncryptionScheme& scheme) {
    if (scheme.derivation == KeyDerivation::Pkcs12)
        return algorithm(scheme.cipher->oid, derivationParameters(scheme));
    const std::string_view derivation = scheme.derivation == KeyDerivation::Pbkdf2 ? kPbkdf2 : kScrypt;
    return algorithm(kPbes2, der::sequence({algorithm(derivation, derivationParameters(scheme)),
                                            algorithm(scheme.cipher->oid, der::octetString(scheme.iv))}));
}

Result<EncryptionScheme> renewed(const EncryptionScheme& old, IterationChoice choice) {
    EncryptionScheme scheme = old;
    TANBA_TRY(scheme.salt, freshSalt(old.salt));
    TANBA_TRY(scheme.iv, randomBytes(old.iv.size()));
    // The cost of scrypt is a power of two and was chosen for it; only hash counts are raised.
    if (scheme.derivation != KeyDerivation::Scrypt)
        scheme.iterations = newIterations(old.iterations, choice);
    return scheme;
}

Result<MacScheme> renewed(const MacScheme& old, IterationChoice choice) {
    MacScheme scheme = old;
    TANBA_TRY(scheme.salt, freshSalt(old.salt));
    scheme.iterations = newIterations(old.iterations, choice);
    return scheme;
}

} // namespace tanba::keys
