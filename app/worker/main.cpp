// tanba-worker: shows one document from outside. Started by the program only (app/preview); reads one order
// and the document from standard input, answers on standard output, and ends. It is locked down before it
// reads anything.
#include "app/platform/process_hardening.h"
#include "app/platform/standard_streams.h"
#include "app/preview/wire.h"
#include "app/worker/content_kind.h"
#include "app/worker/encodings.h"
#include "app/worker/lockdown.h"
#include "app/worker/read_qrs.h"
#include "app/worker/show_pdf.h"
#include "app/worker/show_picture.h"
#include "app/worker/show_text.h"
#include "core/base/locked_child.h"

#include <unistd.h>

#include <QThreadPool>
#include <QtGlobal>
#include <chrono>
#include <new>

namespace {

using namespace tanba;
using namespace tanba::worker;
using preview::Extent;
using preview::wire::Order;
using preview::wire::State;

constexpr int kNoOrder = 64;
constexpr std::chrono::seconds kProcessorTime{10};

/// Of a document that is not there to its end, only the beginning of a text can be shown.
Shown showBinary(ByteView document, Content content, const Order& order) {
    if (order.extent == Extent::CutOff)
        return notShown(State::TooCostly);
    switch (content) {
    case Content::Pdf:
        return showPdf(document, order);
    case Content::Zip:
    case Content::OldOffice:
        return showOffice(document);
    case Content::OtherBinary:
        return notShown(State::Unsupported);
    default:
        return showPicture(document, content, order);
    }
}

Shown showAny(ByteView document, const Order& order) {
    const Content content = contentOf(document);
    return content == Content::Unmarked ? showText(document, order.extent)
                                        : showBinary(document, content, order);
}

bool isPicture(Content content) {
    return content == Content::Png || content == Content::Jpeg || content == Content::Bmp ||
           content == Content::Gif;
}

/// What is said on standard output.
struct Answer {
    State state = State::Damaged;
    Bytes body;
    Bytes pixels;
};

Answer answerWithPreview(ByteView document, const Order& order) {
    Shown shown = showAny(document, order);
    if (shown.state != State::Shown)
        return {shown.state, {}, {}};
    Bytes body = preview::wire::encodeBody(shown.preview);
    Bytes pixels = shown.preview.bitmap ? std::move(shown.preview.bitmap->pixels) : Bytes();
    return {State::Shown, std::move(body), std::move(pixels)};
}

Answer answerWithTexts(ByteView picture, const Order& order) {
    const Content content = contentOf(picture);
    if (!isPicture(content))
        return {State::Unsupported, {}, {}};
    const Shown shown = showPicture(picture, content, order);
    if (shown.state != State::Shown)
        return {shown.state, {}, {}};
    return {State::Shown, preview::wire::encodeTexts(readQrs(*shown.preview.bitmap)), {}};
}

Answer answerTo(ByteView document, const Order& order) {
    try {
        return order.job == preview::wire::Job::ReadQrs ? answerWithTexts(document, order)
                                                        : answerWithPreview(document, order);
    } catch (const std::bad_alloc&) {
        return {State::TooCostly, {}, {}};
    } catch (...) {
        return {State::Damaged, {}, {}};
    }
}

bool say(const Answer& answer) {
    return platform::writeStandardOutput(
               preview::wire::encode(preview::wire::AnswerHeader{answer.state, answer.body.size()})) &&
           platform::writeStandardOutput(answer.body) && platform::writeStandardOutput(answer.pixels);
}

/// Everything that opens files, before the lock.
bool prepare() {
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
    return prepareSurroundings() && holdEncodings() && prepareDecoders() && preparePdf() &&
           prepareQrReading();
}

int run() {
    if (!lockDown(kProcessorTime))
        return kChildNotReady;
    Bytes bytes(preview::wire::kOrderSize);
    if (!platform::readStandardInput(bytes))
        return kNoOrder;
    const Result<Order> order = preview::wire::decodeOrder(bytes);
    if (!order.ok())
        return kNoOrder;
    Bytes document(static_cast<std::size_t>(order.value().size));
    if (!platform::readStandardInput(document))
        return kNoOrder;
    return say(answerTo(document, order.value())) ? 0 : kNoOrder;
}

} // namespace

int main() {
    platform::hardenProcess();
    if (!prepare())
        return kChildNotReady;
    // Qt spreads the work on a large picture over its threads, unless it is in one of them already; so
    // everything is done in one, made before processes and threads are forbidden.
    QThreadPool* const threads = QThreadPool::globalInstance();
    // Not return: exit handlers of libraries want what is forbidden by then.
    threads->start([] { ::_exit(run()); });
    threads->waitForDone();
    return kChildNotReady;
}
