#include "app/preview/worker_call.h"

namespace tanba::preview {

namespace {

Result<Preview> ask(InputFile& document, const Request& request, const Worker& worker,
                    const CancelToken* cancel) {
    if (document.size() == 0)
        return fail(FailureCode::InputEmpty);
    TANBA_TRY(const wire::Order order, wire::orderOf(request, document.size()));
    Preview preview;
    const auto receive = [&](ByteView body, ChildProcess& child, const Patience& patience) -> Outcome {
        TANBA_TRY(preview, wire::decodeBody(body, order));
        if (preview.bitmap)
            TANBA_CHECK(child.receive(preview.bitmap->pixels, patience));
        return Done{};
    };
    TANBA_CHECK(askWorker(document, order, worker, cancel, receive));
    return preview;
}

} // namespace

Result<Preview> makePreview(InputFile& document, const Request& request, const Worker& worker,
                            const CancelToken* cancel) {
    Result<Preview> preview = ask(document, request, worker, cancel);
    if (preview.ok() || !preview.failure().subject.empty())
        return preview;
    Failure failure = preview.failure();
    failure.subject = request.name;
    return failure;
}

} // namespace tanba::preview
