#include "core/crypto/digest.h"

#include "core/crypto/openssl/fetched_digests.h"
#include "core/crypto/openssl/handles.h"
#include "core/crypto/openssl/library_context.h"

#include <cstdlib>

namespace tanba::crypto {

struct Hasher::State {
    DigestAlgorithm algorithm;
    DigestContextHandle context;
};

Hasher::Hasher(std::unique_ptr<State> state) : state_(std::move(state)) {}
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;
Hasher::~Hasher() = default;

Result<Hasher> Hasher::create(DigestAlgorithm algorithm) {
    auto state = std::make_unique<State>(State{algorithm, DigestContextHandle(EVP_MD_CTX_new())});
    const EVP_MD* const digest = fetchedDigest(algorithm);
    if (digest == nullptr)
        return fail(FailureCode::AlgorithmUnsupported, std::string(digestRow(algorithm).name));
    if (state->context == nullptr || EVP_DigestInit_ex2(state->context.get(), digest, nullptr) != 1)
        return fail(FailureCode::Internal, std::string(digestRow(algorithm).name), drainErrors());
    return Hasher(std::move(state));
}

// After a successful start none of the digests can fail; a silent wrong value would be worse than an end.
void Hasher::update(ByteView bytes) {
    if (EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) != 1)
        std::abort();
}

Digest Hasher::finish() {
    Digest digest{state_->algorithm, Bytes(digestRow(state_->algorithm).size)};
    unsigned int written = 0;
    if (EVP_DigestFinal_ex(state_->context.get(), digest.bytes.data(), &written) != 1 ||
        written != digest.bytes.size())
        std::abort();
    return digest;
}

Result<Digest> digestOf(DigestAlgorithm algorithm, ByteView bytes) {
    TANBA_TRY(Hasher hasher, Hasher::create(algorithm));
    hasher.update(bytes);
    return hasher.finish();
}

Result<Digest> digestOf(DigestAlgorithm algorithm, InputFile& source, const WorkControl& control) {
    TANBA_TRY(Hasher hasher, Hasher::create(algorithm));
    Bytes buffer(kStreamBuffer);
    std::uint64_t done = 0;
    for (;;) {
        if (control.cancelled())
            return fail(FailureCode::Cancelled);
        TANBA_TRY(const std::size_t got, source.read(buffer));
        if (got == 0)
            return hasher.finish();
        hasher.update(ByteView(buffer).first(got));
        done += got;
        if (control.progress != nullptr)
            control.progress->progress(done, source.size());
    }
}

} // namespace tanba::crypto
