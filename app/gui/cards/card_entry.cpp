#include "app/gui/cards/card_entry.h"

#include "core/base/encoding.h"
#include "core/crypto/digest.h"

#include <algorithm>

namespace tanba::gui {

bool CardEntry::lacksCertificates() const {
    return std::ranges::any_of(keys, [](const CardKeyInfo& key) { return !key.certificate; });
}

std::string cardId(const std::string& serial, const std::string& stay) {
    const auto digest =
        crypto::digestOf(crypto::DigestAlgorithm::Sha256, viewOf(serial.empty() ? stay : serial));
    return digest.ok() ? toHex(digest.value().bytes) : serial;
}

} // namespace tanba::gui
