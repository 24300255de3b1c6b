#include "app/preview/wire.h"

#include "core/base/message.h"
#include "core/base/utf8.h"

#include <algorithm>

namespace tanba::preview::wire {

namespace {

constexpr std::uint32_t kLeastDpi = 18;
constexpr std::uint32_t kMostDpi = 600;
/// More pages than any document of kMaxDocument can have.
constexpr std::uint64_t kMostPages = 10'000'000;
constexpr std::uint64_t kMostSourceSide = 1U << 24U;

/// A code on the screenshot of a large screen still has more than two pixels a module.
constexpr std::uint32_t kQrPictureSide = 4096;

constexpr FailureCode kNonsense = FailureCode::WorkerCrashed;

bool acceptable(const Order& order) {
    return order.page >= 1 && order.dpi >= kLeastDpi && order.dpi <= kMostDpi && order.maxWidth >= 1 &&
           order.maxHeight >= 1 && order.maxWidth <= kMaxPixels && order.maxHeight <= kMaxPixels &&
           std::uint64_t{order.maxWidth} * order.maxHeight <= kMaxPixels && order.size <= kMaxDocument;
}

bool hasLines(Kind kind) {
    return kind == Kind::Text || kind == Kind::Xml;
}

bool hasBitmap(Kind kind) {
    return kind == Kind::Image || kind == Kind::Pdf;
}

/// The parts that belong to the kind, and no others.
bool fits(const Preview& preview, const Order& order) {
    if (preview.bitmap.has_value() != hasBitmap(preview.kind) ||
        (!preview.lines.empty() && !hasLines(preview.kind)))
        return false;
    if (preview.kind == Kind::Pdf ? preview.pages < order.page : preview.pages != 0)
        return false;
    const bool measured = preview.sourceWidth != 0 && preview.sourceHeight != 0;
    return measured == (preview.kind == Kind::Image);
}

Result<std::uint32_t> word(MessageReader& reader, std::uint64_t most) {
    TANBA_TRY(const std::uint64_t value, reader.number(most));
    return static_cast<std::uint32_t>(value);
}

Outcome readLines(MessageReader& reader, Preview& preview) {
    TANBA_TRY(const std::uint64_t count, reader.number(kMaxLines));
    for (std::uint64_t i = 0; i < count; ++i) {
        TANBA_TRY(std::string line, reader.text(kMaxLineBytes));
        if (displayText(line) != line)
            return reader.malformed();
        preview.lines.push_back(std::move(line));
    }
    return Done{};
}

Outcome readBitmap(MessageReader& reader, const Order& order, Preview& preview) {
    TANBA_TRY(const std::uint32_t width, word(reader, order.maxWidth));
    TANBA_TRY(const std::uint32_t height, word(reader, order.maxHeight));
    if (width == 0 && height == 0)
        return Done{};
    if (width == 0 || height == 0)
        return reader.malformed();
    preview.bitmap = Bitmap{width, height, {}};
    return Done{};
}

} // namespace

Result<Order> orderOf(const Request& request, std::uint64_t documentSize) {
    Order order{request.page, request.dpi, request.maxWidth, request.maxHeight, documentSize, Extent::Whole};
    if (documentSize > kMaxDocument) {
        order.size = kMaxDocument;
        order.extent = Extent::CutOff;
    }
    if (!acceptable(order))
        return fail(FailureCode::Internal, {}, "preview order");
    return order;
}

Result<Order> orderForQrs(std::uint64_t pictureSize) {
    if (pictureSize > kMaxDocument)
        return fail(FailureCode::PreviewTooCostly);
    Order order;
    order.job = Job::ReadQrs;
    order.maxWidth = order.maxHeight = kQrPictureSide;
    order.size = pictureSize;
    return order;
}

Bytes encode(const Order& order) {
    MessageWriter out;
    out.number(kMagic)
        .number(static_cast<std::uint64_t>(order.job))
        .number(order.page)
        .number(order.dpi)
        .number(order.maxWidth)
        .number(order.maxHeight);
    out.number(order.size).number(static_cast<std::uint64_t>(order.extent));
    return out.content();
}

Result<Order> decodeOrder(ByteView bytes) {
    MessageReader reader(bytes, kNonsense);
    TANBA_TRY(const std::uint64_t magic, reader.number());
    if (magic != kMagic)
        return reader.malformed();
    Order order;
    TANBA_TRY(const std::uint64_t job, reader.number(static_cast<std::uint64_t>(Job::ReadQrs)));
    order.job = static_cast<Job>(job);
    TANBA_TRY(order.page, word(reader, UINT32_MAX));
    TANBA_TRY(order.dpi, word(reader, kMostDpi));
    TANBA_TRY(order.maxWidth, word(reader, kMaxPixels));
    TANBA_TRY(order.maxHeight, word(reader, kMaxPixels));
    TANBA_TRY(order.size, reader.number(kMaxDocument));
    TANBA_TRY(const std::uint64_t extent, reader.number(static_cast<std::uint64_t>(Extent::CutOff)));
    TANBA_CHECK(reader.end());
    order.extent = static_cast<Extent>(extent);
    if (!acceptable(order))
        return reader.malformed();
    return order;
}

Bytes encode(const AnswerHeader& header) {
    MessageWriter out;
    out.number(kMagic).number(static_cast<std::uint64_t>(header.state)).number(header.bodySize);
    return out.content();
}

Result<AnswerHeader> decodeAnswerHeader(ByteView bytes) {
    MessageReader reader(bytes, kNonsense);
    TANBA_TRY(const std::uint64_t magic, reader.number());
    if (magic != kMagic)
        return reader.malformed();
    TANBA_TRY(const std::uint64_t state, reader.number(static_cast<std::uint64_t>(State::TooCostly)));
    AnswerHeader header;
    header.state = static_cast<State>(state);
    TANBA_TRY(header.bodySize, reader.number(header.state == State::Shown ? kMaxAnswerBody : 0));
    TANBA_CHECK(reader.end());
    return header;
}

Bytes encodeBody(const Preview& preview) {
    MessageWriter out;
    out.number(static_cast<std::uint64_t>(preview.kind)).number(preview.flags.bits());
    out.number(static_cast<std::uint64_t>(preview.encoding))
        .number(static_cast<std::uint64_t>(preview.extent));
    out.number(preview.pages).number(preview.sourceWidth).number(preview.sourceHeight);
    out.number(preview.lines.size());
    for (const std::string& line : preview.lines)
        out.text(line);
    out.number(preview.bitmap ? preview.bitmap->width : 0)
        .number(preview.bitmap ? preview.bitmap->height : 0);
    return out.content();
}

Result<Preview> decodeBody(ByteView body, const Order& order) {
    MessageReader reader(body, kNonsense);
    Preview preview;
    TANBA_TRY(const std::uint64_t kind, reader.number(static_cast<std::uint64_t>(Kind::Office)));
    preview.kind = static_cast<Kind>(kind);
    TANBA_TRY(const std::uint32_t flags, word(reader, (1U << kFlagCount) - 1));
    preview.flags = Flags(flags);
    TANBA_TRY(const std::uint64_t encoding,
              reader.number(static_cast<std::uint64_t>(TextEncoding::Windows1251)));
    preview.encoding = static_cast<TextEncoding>(encoding);
    TANBA_TRY(const std::uint64_t extent, reader.number(static_cast<std::uint64_t>(Extent::CutOff)));
    preview.extent = static_cast<Extent>(extent);
    TANBA_TRY(preview.pages, word(reader, kMostPages));
    TANBA_TRY(preview.sourceWidth, word(reader, kMostSourceSide));
    TANBA_TRY(preview.sourceHeight, word(reader, kMostSourceSide));
    TANBA_CHECK(readLines(reader, preview));
    TANBA_CHECK(readBitmap(reader, order, preview));
    TANBA_CHECK(reader.end());
    if (!fits(preview, order))
        return reader.malformed();
    if (preview.bitmap)
        preview.bitmap->pixels.resize(std::size_t{preview.bitmap->width} * preview.bitmap->height * 4);
    return preview;
}

Bytes encodeTexts(const QrTexts& texts) {
    MessageWriter out;
    out.number(texts.size());
    for (const std::string& text : texts)
        out.text(text);
    return out.content();
}

Result<QrTexts> decodeTexts(ByteView body) {
    MessageReader reader(body, kNonsense);
    TANBA_TRY(const std::uint64_t count, reader.number(kMaxQrTexts));
    QrTexts texts;
    for (std::uint64_t i = 0; i < count; ++i) {
        TANBA_TRY(std::string text, reader.text(kMaxQrText));
        if (text.empty() || displayText(text) != text)
            return reader.malformed();
        texts.push_back(std::move(text));
    }
    TANBA_CHECK(reader.end());
    return texts;
}

} // namespace tanba::preview::wire
