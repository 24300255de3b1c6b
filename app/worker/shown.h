#pragma once

#include "app/preview/preview.h"
#include "app/preview/wire.h"

namespace tanba::worker {

/// What comes of a document: why it is not shown, or the preview.
struct Shown {
    preview::wire::State state = preview::wire::State::Damaged;
    preview::Preview preview; ///< with State::Shown
};

inline Shown notShown(preview::wire::State why) {
    return {why, {}};
}

inline Shown shown(preview::Preview preview) {
    return {preview::wire::State::Shown, std::move(preview)};
}

} // namespace tanba::worker
