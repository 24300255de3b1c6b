#pragma once

#include <cstddef>

namespace tanba::portal {

/// Overwrites and empties what cannot be SecretBytes because another interface wants a string or plain bytes.
template <typename Text>
void wipe(Text& text) {
    volatile auto* const data = text.data();
    for (std::size_t index = 0; index < text.size(); ++index)
        data[index] = 0; // volatile: not removed as a write that nobody reads
    text.clear();
}

} // namespace tanba::portal
