#include "cardreader/drivers/certificate_check.h"

#include "cardreader/drivers/card_commands.h"

#include <algorithm>

namespace tanba::card {

Result<bool> holdsStill(CardSession& session, const keys::Certificate& certificate) {
    const ByteView whole = certificate.der();
    for (std::size_t at = 0; at < whole.size();) {
        const ByteView rest = whole.subspan(at);
        const std::size_t size = std::min(rest.size(), kAnyLength);
        if (at >= kMaxFileSize)
            return false;
        TANBA_TRY(const ResponseApdu response, session.transmit(readBinaryCommand(at, size)));
        if (!sameBytes(response.data, rest.first(size)))
            return false;
        at += size;
    }
    return true;
}

} // namespace tanba::card
