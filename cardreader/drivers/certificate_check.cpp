#include "cardreader/drivers/certificate_check.h"

#include "cardreader/drivers/card_commands.h"

#include <algorithm>

namespace tanba::card {

Result<bool> holdsStill(CardSession& session, std::size_t start, const keys::Certificate& certificate) {
    const ByteView whole = certificate.der();
    const std::size_t size = std::min(whole.size(), kComparedEnd);
    const std::size_t at = start + whole.size() - size;
    if (start >= kMaxFileSize || at >= kMaxFileSize)
        return false;
    TANBA_TRY(const ResponseApdu response, session.transmit(readBinaryCommand(at, size)));
    return sameBytes(response.data, whole.last(size));
}

} // namespace tanba::card
