#include "app/preview/wire.h"
#include "app/worker/content_kind.h"
#include "app/worker/pdf_marks.h"
#include "app/worker/show_text.h"

#include <cstdint>
#include <cstdlib>

using namespace tanba;

/// What the worker does itself with a document; decoders of other makers are not in this program. A preview
/// that the program would not believe is a mistake of the worker.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView document(data, size);
    static_cast<void>(worker::contentOf(document));
    static_cast<void>(worker::pdfMarks(document));
    preview::wire::Order order;
    order.maxWidth = order.maxHeight = 1;
    for (const worker::Shown& shown :
         {worker::showText(document, preview::Extent::Whole),
          worker::showText(document, preview::Extent::CutOff), worker::showOffice(document)}) {
        if (shown.state == preview::wire::State::Shown &&
            !preview::wire::decodeBody(preview::wire::encodeBody(shown.preview), order).ok())
            std::abort();
    }
    return 0;
}
