#include "core/crypto/private_key.h"
#include "tests/support/outcome.h"
#include "tests/unit/crypto/key_samples.h"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

namespace tanba::crypto {
namespace {

using test::outcome;

void inFourThreads(const std::function<void(int)>& work) {
    std::vector<std::thread> threads;
    for (int number = 0; number < 4; ++number)
        threads.emplace_back(work, number);
    for (std::thread& thread : threads)
        thread.join();
}

/// Run alone, as ctest does, this is also the first use of the library in its process.
TEST(Threads, TheFirstUseMayBeInSeveralThreadsAtOnce) {
    std::atomic<int> good = 0;
    inFourThreads([&good](int) {
        const test::KnownKey known = test::knownGost2015();
        const Result<PublicKey> key = PublicKey::fromSubjectPublicKeyInfo(known.subjectPublicKeyInfo);
        const Digest digest{DigestAlgorithm::Streebog512, known.digest};
        if (key.ok() && key.value().verifyDigest(digest, known.signature).ok())
            ++good;
    });
    EXPECT_EQ(good, 4);
}

TEST(Threads, OneKeyVerifiesAndSignsInSeveralThreads) {
    for (const test::KeyShape shape : test::keyShapes()) {
        const PrivateKey& key = test::sampleKey(shape);
        const Digest digest = test::digestOf(naturalDigest(shape.algorithm), "shared");
        const Bytes signature = key.signDigest(digest).value();
        std::atomic<int> good = 0;
        inFourThreads([&](int number) {
            const PublicKey copy = key.publicKey();
            for (int i = 0; i < 10; ++i) {
                const Bytes wrong = test::withBitTurned(signature, static_cast<std::size_t>(100 + number));
                const Result<Bytes> own = key.signDigest(digest);
                if (copy.verifyDigest(digest, signature).ok() && !copy.verifyDigest(digest, wrong).ok() &&
                    own.ok() && copy.verifyDigest(digest, own.value()).ok())
                    ++good;
            }
        });
        EXPECT_EQ(good, 40) << keyAlgorithmName(shape.algorithm);
    }
}

} // namespace
} // namespace tanba::crypto
