#include "core/crypto/digest.h"

#include "core/base/encoding.h"
#include "tests/support/fixtures.h"
#include "tests/support/outcome.h"
#include "tests/unit/crypto/key_samples.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace tanba::crypto {
namespace {

using test::hex;
using test::outcome;

struct Vector {
    DigestAlgorithm algorithm;
    Bytes message;
    const char* digest;
};

std::string digestHex(DigestAlgorithm algorithm, ByteView message) {
    return toHex(digestOf(algorithm, message).value().bytes);
}

// RFC 6986 10.1 and 10.2. The RFC prints numbers, most significant octet first; on the wire the octets go the
// other way round, which is why its message M1 is "0123456789..." here.
const char* const kM1 = "012345678901234567890123456789012345678901234567890123456789012";
const char* const kM2 = "d1e520e2e5f2f0e82c20d1f2f0e8e1eee6e820e2edf3f6e82c20e2e5fef2fa20"
                        "f120eceef0ff20f1f2f0e5ebe0ece820ede020f5f0e0e1f0fbff20efebfaeafb20c8e3eef0e5e2fb";

TEST(Digest, StreebogOfRfc6986) {
    const std::vector<Vector> vectors = {
        {DigestAlgorithm::Streebog512, toBytes(kM1),
         "1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa"
         "00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48"},
        {DigestAlgorithm::Streebog256, toBytes(kM1),
         "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500"},
        {DigestAlgorithm::Streebog512, hex(kM2),
         "1e88e62226bfca6f9994f1f2d51569e0daf8475a3b0fe61a5300eee46d961376"
         "035fe83549ada2b8620fcd7c496ce5b33f0cb9dddc2b6460143b03dabac9fb28"},
        {DigestAlgorithm::Streebog256, hex(kM2),
         "9dd2fe4e90409e5da87f53976d7405b0c0cac628fc669a741d50063c557e8f50"},
    };
    for (const Vector& vector : vectors)
        EXPECT_EQ(digestHex(vector.algorithm, vector.message), vector.digest);
}

// With the CryptoPro S-box the first value would be 981e5f3c...
TEST(Digest, Gost34311HasTheTestSBox) {
    EXPECT_EQ(digestHex(DigestAlgorithm::Gost34311_95, {}),
              "ce85b99cc46752fffee35cab9a7b0278abb4c2d2055cff685af4912c49490f8d");
    EXPECT_EQ(digestHex(DigestAlgorithm::Gost34311_95, viewOf("abc")),
              "f3134348c44fb1b2a277729e2285ebb5cb5e0f29c975bc753b70497c06a4d51d");
}

// FIPS 180-4 examples for "abc".
TEST(Digest, ShaOfAbc) {
    EXPECT_EQ(digestHex(DigestAlgorithm::Sha1, viewOf("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(digestHex(DigestAlgorithm::Sha224, viewOf("abc")),
              "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7");
    EXPECT_EQ(digestHex(DigestAlgorithm::Sha256, viewOf("abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(digestHex(DigestAlgorithm::Sha384, viewOf("abc")),
              "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
              "8086072ba1e7cc2358baeca134c825a7");
    EXPECT_EQ(digestHex(DigestAlgorithm::Sha512, viewOf("abc")),
              "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
              "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

TEST(Digest, SizesAreThoseOfTheTable) {
    for (const DigestRow& row : digestTable())
        EXPECT_EQ(digestOf(row.algorithm, {}).value().bytes.size(), row.size) << row.name;
}

TEST(Digest, PiecesGiveTheSameAsTheWhole) {
    Bytes message(1000);
    for (std::size_t i = 0; i < message.size(); ++i)
        message[i] = static_cast<std::uint8_t>(i * 7);
    for (const DigestRow& row : digestTable()) {
        const Bytes whole = digestOf(row.algorithm, message).value().bytes;
        for (const std::size_t piece : {1U, 31U, 32U, 33U, 63U, 64U, 65U, 999U}) {
            Hasher hasher = Hasher::create(row.algorithm).value();
            for (std::size_t at = 0; at < message.size(); at += piece) {
                hasher.update(ByteView(message).subspan(at, std::min(piece, message.size() - at)));
                hasher.update({});
            }
            EXPECT_EQ(hasher.finish().bytes, whole) << row.name << " in pieces of " << piece;
        }
    }
}

TEST(Digest, AMovedHasherGoesOn) {
    Hasher first = Hasher::create(DigestAlgorithm::Streebog512).value();
    first.update(viewOf("ab"));
    Hasher second = std::move(first);
    second.update(viewOf("c"));
    EXPECT_EQ(second.finish().bytes, digestOf(DigestAlgorithm::Streebog512, viewOf("abc")).value().bytes);
}

class ProgressRecorder : public ProgressSink {
  public:
    void progress(std::uint64_t done, std::uint64_t total) override {
        EXPECT_GT(done, last);
        EXPECT_LE(done, total);
        last = done;
        ++calls;
    }
    std::uint64_t last = 0;
    int calls = 0;
};

TEST(Digest, AStreamIsHashedToItsEndWithProgress) {
    const Bytes message(3 * kStreamBuffer + 17, 0x61);
    MemoryInput source(message);
    ProgressRecorder recorder;
    const WorkControl control{nullptr, &recorder};
    const Result<Digest> streamed = digestOf(DigestAlgorithm::Sha256, source, control);
    ASSERT_EQ(outcome(streamed), "ok");
    EXPECT_EQ(streamed.value().bytes, digestOf(DigestAlgorithm::Sha256, message).value().bytes);
    EXPECT_EQ(recorder.last, message.size());
    EXPECT_GE(recorder.calls, 4);
}

TEST(Digest, ACancelledStreamStops) {
    const Bytes message(10, 0x61);
    MemoryInput source(message);
    CancelToken cancel;
    cancel.cancel();
    EXPECT_EQ(outcome(digestOf(DigestAlgorithm::Sha256, source, {&cancel, nullptr})), "cancelled");
}

class BrokenInput : public MemoryInput {
  public:
    BrokenInput() : MemoryInput({}) {}
    Result<std::size_t> read(std::span<std::uint8_t>) override { return fail(FailureCode::FileMediumGone); }
};

TEST(Digest, AFailingSourceIsReported) {
    BrokenInput source;
    EXPECT_EQ(outcome(digestOf(DigestAlgorithm::Sha256, source, {})), "file.medium_gone");
}

TEST(Digest, KnownAnswersOfTheFixture) {
    TANBA_NEEDS_FIXTURES();
    std::ifstream file(test::fixturePath("kat/kz_gost_kat.txt"));
    int checked = 0;
    int wrongSBox = 0;
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::string kind;
        std::string name;
        std::string message;
        std::string digest;
        words >> kind >> name >> message >> digest;
        if (kind != "hash")
            continue;
        const Bytes input = hex(std::string_view(message).substr(4));
        const std::string expected = digest.substr(4);
        if (name == "gost34311_95_cryptopro_WRONG_FOR_KZ") {
            EXPECT_NE(digestHex(DigestAlgorithm::Gost34311_95, input), expected);
            ++wrongSBox;
            continue;
        }
        const auto algorithm =
            name == "gost34311_95_testsbox" ? DigestAlgorithm::Gost34311_95 : digestByName(name);
        ASSERT_TRUE(algorithm.has_value()) << name;
        EXPECT_EQ(digestHex(*algorithm, input), expected) << line;
        ++checked;
    }
    EXPECT_EQ(checked, 15);
    EXPECT_EQ(wrongSBox, 5);
}

} // namespace
} // namespace tanba::crypto
