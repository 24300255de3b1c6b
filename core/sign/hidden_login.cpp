#include "core/sign/hidden_login.h"

#include "core/sign/hidden_layer.h"

namespace tanba::sign {

namespace {

/// So many bytes go through all readers at once: they stay in the cache.
constexpr std::size_t kSlice = std::size_t{16} * 1024;

} // namespace

class HiddenLoginSearch::State {
  public:
    HiddenFinds finds;
    HiddenLayer layer{finds, 0};
    bool finished = false;
};

HiddenLoginSearch::HiddenLoginSearch() : state_(std::make_unique<State>()) {}
HiddenLoginSearch::~HiddenLoginSearch() = default;

Outcome HiddenLoginSearch::write(ByteView bytes) {
    size_ += bytes.size();
    while (!bytes.empty() && !settled() && !state_->finds.mayBeAny()) {
        const ByteView slice = bytes.first(std::min(bytes.size(), kSlice));
        state_->finds.budget.grow(slice.size());
        state_->layer.feed(slice);
        bytes = bytes.subspan(slice.size());
    }
    return Done{};
}

bool HiddenLoginSearch::settled() const {
    return state_->layer.isNothing();
}

bool HiddenLoginSearch::suspects() const {
    return state_->finds.mayBeAny() || !state_->finds.shown.shapes().empty();
}

std::vector<const LoginShape*> HiddenLoginSearch::shapes() {
    if (!state_->finished)
        state_->layer.finish();
    state_->finished = true;
    std::vector<const LoginShape*> found;
    if (state_->finds.mayBeAny()) {
        for (const LoginShape& shape : loginShapes())
            found.push_back(&shape);
        return found;
    }
    for (const ShapePattern* pattern : state_->finds.shown.shapes())
        found.push_back(pattern->shape);
    return found;
}

} // namespace tanba::sign
