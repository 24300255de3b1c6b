#include "core/base/der_writer.h"
#include "core/keys/pkcs12.h"
#include "core/keys/pkcs12_unlock.h"
#include "tests/unit/keys/pkcs12_samples.h"

#include <gtest/gtest.h>

#include <chrono>

namespace tanba::keys {
namespace {

using samples::person;
using samples::secret;

const std::string kPassword = "Qwerty12";

FailureCode codeOf(ByteView file, const Pkcs12Limits& limits = {}) {
    const auto contents = openPkcs12(file, secret(kPassword), limits);
    return contents.ok() ? FailureCode::Cancelled : contents.failure().code;
}

/// A key bag that only claims its iterations: nobody must ever come to run them.
Bytes claimingBag(const Bytes& iterations) {
    const Bytes parameters = der::sequence({der::octetString(Bytes(8, 1)), iterations});
    const Bytes algorithm = der::sequence({der::oid(Oid(samples::kTripleDes)), parameters});
    return samples::bag("1.2.840.113549.1.12.10.1.2",
                        der::sequence({algorithm, der::octetString(Bytes(64, 1))}));
}

Bytes claimingBag(std::int64_t iterations) {
    return claimingBag(der::integer(static_cast<std::uint64_t>(iterations)));
}

Bytes open(const std::vector<Bytes>& bags) {
    return samples::pfx({samples::openSafe(bags)}, kPassword);
}

Bytes shrouded(std::int64_t iterations) {
    return samples::shroudedKeyBag(samples::privateKeyInfo(person()),
                                   samples::pkcs12Scheme(samples::kTripleDes, iterations), kPassword);
}

Bytes certificate() {
    return samples::certificateBag(person().certificate.der());
}

class Stopwatch {
  public:
    double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    }

  private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

TEST(Pkcs12Limits, HugeCountsAreRefusedWithoutDoingThem) {
    const Stopwatch watch;
    EXPECT_EQ(codeOf(open({claimingBag(kMaxPkcs12Iterations + 1)})), FailureCode::Pkcs12WorkFactor);
    EXPECT_EQ(codeOf(open({claimingBag(INT64_MAX)})), FailureCode::Pkcs12WorkFactor);
    EXPECT_EQ(codeOf(open({claimingBag(der::element(der::kInteger, Bytes(40, 0x7F)))})),
              FailureCode::Pkcs12WorkFactor);
    Bytes file = samples::pfx({}, kPassword, std::nullopt);
    const Bytes sha1 = der::sequence({der::oid(Oid("1.3.14.3.2.26")), der::null()});
    const Bytes mac = der::sequence({der::sequence({sha1, der::octetString(Bytes(20, 1))}),
                                     der::octetString(Bytes(8, 1)), der::integer(kMaxPkcs12Iterations + 1)});
    Bytes content(file.begin() + 2, file.end());
    append(content, mac);
    EXPECT_EQ(codeOf(der::element(der::kSequence, content)), FailureCode::Pkcs12WorkFactor);
    EXPECT_LT(watch.seconds(), 2.0);
}

TEST(Pkcs12Limits, AnEmptyPasswordCostsNoMoreThanAnotherOne) {
    // It has two forms, which are both tried: each gets half of what a file may ask for.
    const auto openedWith = [](std::string_view password, std::int64_t limit) {
        const Bytes file = samples::pfx({samples::openSafe({shrouded(1)})}, kPassword);
        Pkcs12Limits limits;
        limits.iterations = limit;
        const auto contents = openPkcs12(file, secret(std::string(password)), limits);
        return contents.ok() ? FailureCode::Cancelled : contents.failure().code;
    };
    std::int64_t cost = 1;
    while (openedWith("other", cost) == FailureCode::Pkcs12WorkFactor)
        ++cost;
    EXPECT_EQ(openedWith("other", cost), FailureCode::Pkcs12WrongPassword);
    EXPECT_EQ(openedWith("", 2 * cost - 1), FailureCode::Pkcs12WorkFactor);
    EXPECT_EQ(openedWith("", 2 * cost), FailureCode::Pkcs12WrongPassword);
}

TEST(Pkcs12Limits, CountsBelowOneAreDamage) {
    EXPECT_EQ(codeOf(open({claimingBag(0)})), FailureCode::Pkcs12Damaged);
    EXPECT_EQ(codeOf(open({claimingBag(der::element(der::kInteger, Bytes{0xFF}))})),
              FailureCode::Pkcs12Damaged);
}

TEST(Pkcs12Limits, AllPartsTogetherCount) {
    Pkcs12Limits limits;
    limits.iterations = 301;
    // 100 and 200 for the keys, 1 for the MAC.
    EXPECT_EQ(codeOf(open({shrouded(100), shrouded(200), certificate()}), limits), FailureCode::Cancelled);
    limits.iterations = 300;
    EXPECT_EQ(codeOf(open({shrouded(100), shrouded(200), certificate()}), limits),
              FailureCode::Pkcs12WorkFactor);
}

TEST(Pkcs12Limits, KeysInsideAnEncryptedSafeCountToo) {
    const auto file = [](std::int64_t iterations) {
        return samples::pfx(
            {samples::encryptedSafe(samples::safeContents({shrouded(iterations), certificate()}),
                                    samples::pkcs12Scheme(samples::kRc2With40Bits, 50), kPassword)},
            kPassword);
    };
    Pkcs12Limits limits;
    limits.iterations = 151;
    EXPECT_EQ(codeOf(file(100), limits), FailureCode::Cancelled);
    EXPECT_EQ(codeOf(file(101), limits), FailureCode::Pkcs12WorkFactor);
    EXPECT_EQ(codeOf(samples::pfx(
                  {samples::encryptedSafe(samples::safeContents({claimingBag(INT32_MAX)}),
                                          samples::pkcs12Scheme(samples::kRc2With40Bits), kPassword)},
                  kPassword)),
              FailureCode::Pkcs12WorkFactor);
}

TEST(Pkcs12Limits, LongKeysCostSeveralBlocks) {
    EncryptionScheme scheme = samples::pbes2Scheme(100);
    EXPECT_EQ(scheme.cost(), 100);
    scheme.prf = crypto::DigestAlgorithm::Sha1;
    EXPECT_EQ(scheme.cost(), 200);
    EXPECT_EQ(samples::scryptScheme(16, 8, 2).cost(), 256);
}

TEST(Pkcs12Limits, ScryptMemory) {
    const auto algorithm = [](std::uint64_t cost, std::uint64_t blockSize, std::uint64_t parallelism) {
        const Bytes parameters = der::sequence({der::octetString(Bytes(8, 1)), der::integer(cost),
                                                der::integer(blockSize), der::integer(parallelism)});
        const Bytes derivation = der::sequence({der::oid(Oid("1.3.6.1.4.1.11591.4.11")), parameters});
        const Bytes cipher =
            der::sequence({der::oid(Oid("2.16.840.1.101.3.4.1.42")), der::octetString(Bytes(16, 1))});
        return der::sequence({der::oid(Oid("1.2.840.113549.1.5.13")), der::sequence({derivation, cipher})});
    };
    const auto code = [&](std::uint64_t cost, std::uint64_t blockSize, std::uint64_t parallelism) {
        const auto scheme = readEncryptionScheme(algorithm(cost, blockSize, parallelism));
        return scheme.ok() ? FailureCode::Cancelled : scheme.failure().code;
    };
    EXPECT_EQ(code(16384, 8, 1), FailureCode::Cancelled);
    EXPECT_EQ(code(32768, 8, 4), FailureCode::Cancelled);
    EXPECT_EQ(code(65536, 8, 1), FailureCode::Pkcs12WorkFactor);
    EXPECT_EQ(code(1 << 20, 1 << 20, 1 << 20), FailureCode::Pkcs12WorkFactor);
    EXPECT_EQ(code(2, 1, 10'000'000), FailureCode::Pkcs12WorkFactor);
    EXPECT_EQ(code(1, 8, 1), FailureCode::DerMalformed);
    EXPECT_EQ(code(1000, 8, 1), FailureCode::DerMalformed);
    EXPECT_EQ(code(16384, 0, 1), FailureCode::DerMalformed);
}

TEST(Pkcs12Limits, NumberOfKeys) {
    std::vector<Bytes> bags(64, samples::plainKeyBag(samples::privateKeyInfo(person())));
    EXPECT_EQ(codeOf(open(bags)), FailureCode::Cancelled);
    bags.push_back(bags.front());
    EXPECT_EQ(codeOf(open(bags)), FailureCode::Pkcs12WorkFactor);
}

TEST(Pkcs12Limits, NumberOfCertificates) {
    std::vector<Bytes> bags(256, certificate());
    bags.push_back(shrouded(1));
    EXPECT_EQ(codeOf(open(bags)), FailureCode::Cancelled);
    bags.push_back(certificate());
    EXPECT_EQ(codeOf(open(bags)), FailureCode::Pkcs12WorkFactor);
}

TEST(Pkcs12Limits, NumberOfBagsAndSafes) {
    std::vector<Bytes> bags(1023, samples::bag("1.2.3", der::null()));
    bags.push_back(shrouded(1));
    EXPECT_EQ(codeOf(open(bags)), FailureCode::Cancelled);
    bags.push_back(bags.front());
    EXPECT_EQ(codeOf(open(bags)), FailureCode::Pkcs12WorkFactor);
    std::vector<Bytes> safes(64, samples::openSafe({}));
    EXPECT_EQ(codeOf(samples::pfx(safes, kPassword)), FailureCode::Pkcs12Empty);
    safes.push_back(safes.front());
    EXPECT_EQ(codeOf(samples::pfx(safes, kPassword)), FailureCode::Pkcs12WorkFactor);
}

TEST(Pkcs12Limits, Nesting) {
    std::vector<Bytes> bags{shrouded(1)};
    for (int level = 0; level < 4; ++level)
        bags = {samples::nestedBag(bags)};
    EXPECT_EQ(codeOf(open(bags)), FailureCode::Cancelled);
    EXPECT_EQ(codeOf(open({samples::nestedBag(bags)})), FailureCode::Pkcs12WorkFactor);
}

TEST(Pkcs12Limits, Salt) {
    const auto bagWithSalt = [](std::size_t size) {
        const Bytes parameters = der::sequence({der::octetString(Bytes(size, 1)), der::integer(1)});
        const Bytes algorithm = der::sequence({der::oid(Oid(samples::kTripleDes)), parameters});
        return samples::bag("1.2.840.113549.1.12.10.1.2",
                            der::sequence({algorithm, der::octetString(Bytes(8, 1))}));
    };
    EXPECT_EQ(codeOf(open({bagWithSalt(1024)})), FailureCode::Pkcs12Damaged);
    EXPECT_EQ(codeOf(open({bagWithSalt(1025)})), FailureCode::Pkcs12WorkFactor);
}

} // namespace
} // namespace tanba::keys
