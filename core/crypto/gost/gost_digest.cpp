#include "core/crypto/gost/gost_digest.h"

namespace tanba::crypto::gost {

GostDigest::GostDigest(const DigestKind& kind) : kind_(&kind) {
    reset();
}

void GostDigest::reset() {
    kind_->function->init(state_.data());
}

void GostDigest::update(ByteView bytes) {
    // An empty view may have no address, which C functions do not like to be given.
    if (!bytes.empty())
        kind_->function->update(state_.data(), bytes.size(), bytes.data());
}

void GostDigest::finish(std::span<std::uint8_t> target) {
    kind_->function->digest(state_.data(), size(), target.data());
}

} // namespace tanba::crypto::gost
