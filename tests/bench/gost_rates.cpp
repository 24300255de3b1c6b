#include "core/crypto/private_key.h"
#include "tests/bench/rivals.h"
#include "tests/bench/rounds.h"

#include <cstdio>
#include <cstdlib>
#include <vector>

// How fast GOST 34.10-2015 (512 bits) and Streebog-512 are here, beside other implementations in the same
// process.
namespace tanba::bench {

namespace {

constexpr int kRounds = 101;
constexpr double kTurnSeconds = 0.02;
constexpr std::size_t kHashedBytes = 1 << 20;

/// The scalar at the end of the PrivateKeyInfo (core/crypto/README.md).
Bytes scalarOf(const crypto::PrivateKey& key) {
    const SecretBytes info = key.toPkcs8().value();
    const ByteView scalar = info.view().last(64);
    return Bytes(scalar.begin(), scalar.end());
}

std::vector<Contender> contenders(const std::vector<Contender>& own, const std::vector<Rival>& rivals,
                                  std::function<void()> Rival::*operation) {
    std::vector<Contender> all = own;
    for (const Rival& rival : rivals)
        all.push_back({rival.name, rival.*operation});
    return all;
}

void report(const char* title, const std::vector<Contender>& all) {
    printTable(title, "per second", 1, measureInTurns(all, kRounds, kTurnSeconds));
}

void signRates(const crypto::PrivateKey& key, const crypto::Digest& digest,
               const std::vector<Rival>& rivals) {
    const auto sign = [&] { return key.signDigest(digest).value(); };
    const Contender bare{"tanba", [&] { static_cast<void>(sign()); }};
    const Contender checked{"tanba, sign and verify", [&] {
                                if (!key.publicKey().verifyDigest(digest, sign()).ok())
                                    std::abort();
                            }};
    report("Signing", contenders({bare, checked}, rivals, &Rival::sign));
}

void verifyRates(const crypto::PrivateKey& key, const crypto::Digest& digest,
                 const std::vector<Rival>& rivals) {
    const Bytes signature = key.signDigest(digest).value();
    const Bytes info(key.publicKey().subjectPublicKeyInfo().begin(),
                     key.publicKey().subjectPublicKeyInfo().end());
    const auto verify = [&](const crypto::PublicKey& publicKey) {
        if (!publicKey.verifyDigest(digest, signature).ok())
            std::abort();
    };
    const Contender bare{"tanba", [&] { verify(key.publicKey()); }};
    const Contender decoding{"tanba, with decoding of the key",
                             [&] { verify(crypto::PublicKey::fromSubjectPublicKeyInfo(info).value()); }};
    report("Verifying", contenders({bare, decoding}, rivals, &Rival::verify));
}

void hashRates(const std::vector<Rival>& rivals) {
    const Bytes content(kHashedBytes, 0x61);
    std::vector<Contender> all = {
        {"tanba", [&] {
             static_cast<void>(crypto::digestOf(crypto::DigestAlgorithm::Streebog512, content).value());
         }}};
    for (const Rival& rival : rivals)
        all.push_back({rival.name, [&content, hash = rival.hash] { hash(content); }});
    printTable("Streebog-512", "MB per second", static_cast<double>(kHashedBytes) / 1e6,
               measureInTurns(all, kRounds, kTurnSeconds));
}

int run() {
    const crypto::PrivateKey key = crypto::PrivateKey::generate(crypto::KeyAlgorithm::Gost2015_512).value();
    const crypto::Digest digest =
        crypto::digestOf(crypto::DigestAlgorithm::Streebog512, viewOf("message")).value();
    std::vector<Rival> rivals = {bareNettle(scalarOf(key), digest.bytes)};
    if (std::optional<Rival> engine = gostEngine(digest.bytes))
        rivals.push_back(std::move(*engine));
    else
        std::printf("gost-engine (package libengine-gost-openssl) is not installed; left out\n");
    rivals.push_back(botan(digest.bytes));
    signRates(key, digest, rivals);
    verifyRates(key, digest, rivals);
    hashRates(rivals);
    return EXIT_SUCCESS;
}

} // namespace

} // namespace tanba::bench

int main() {
    return tanba::bench::run();
}
