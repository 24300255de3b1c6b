#include "app/preview/qr_codes.h"
#include "app/preview/worker_call.h"

namespace tanba::preview {

Result<QrTexts> readQrCodes(InputFile& picture, const Worker& worker, const CancelToken* cancel) {
    if (picture.size() == 0)
        return fail(FailureCode::InputEmpty);
    TANBA_TRY(const wire::Order order, wire::orderForQrs(picture.size()));
    QrTexts texts;
    const auto receive = [&texts](ByteView body, ChildProcess&, const Patience&) -> Outcome {
        TANBA_TRY(texts, wire::decodeTexts(body));
        return Done{};
    };
    TANBA_CHECK(askWorker(picture, order, worker, cancel, receive));
    if (texts.empty())
        return fail(FailureCode::QrNotFound);
    return texts;
}

} // namespace tanba::preview
