#include "app/worker/show_picture.h"

#include <QBuffer>
#include <QByteArray>
#include <QImage>
#include <QImageReader>
#include <QSize>
#include <algorithm>
#include <array>
#include <cstdlib>

namespace tanba::worker {

namespace {

using preview::Bitmap;
using preview::Flag;
using preview::Kind;
using preview::Preview;
using preview::wire::Order;
using preview::wire::State;

/// Of the decoded picture, at four bytes each 256 MiB.
constexpr std::int64_t kMaxDecoded = std::int64_t{64} * 1024 * 1024;
constexpr int kAllocationMegabytes = 300;
/// JPEG is made smaller while it is decoded.
constexpr std::int64_t kMaxJpeg = 4 * kMaxDecoded;

struct Decoder {
    Content content;
    const char* format;
    std::int64_t maxPixels;
};
constexpr std::array<Decoder, 4> kDecoders = {{
    {Content::Png, "png", kMaxDecoded},
    {Content::Jpeg, "jpeg", kMaxJpeg},
    {Content::Bmp, "bmp", kMaxDecoded},
    {Content::Gif, "gif", kMaxDecoded},
}};

/// A picture of one pixel.
constexpr const char* kGif =
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b";

const Decoder& decoderOf(Content content) {
    for (const Decoder& decoder : kDecoders)
        if (decoder.content == content)
            return decoder;
    std::abort();
}

/// The name of the format decides alone, so that no other decoder ever sees the bytes.
void setUp(QImageReader& reader) {
    reader.setAutoDetectImageFormat(false);
    reader.setDecideFormatFromContent(false);
    reader.setAutoTransform(true);
}

/// The greatest size of the same shape that fits; never larger than it is.
QSize fitting(QSize size, QSize box) {
    if (size.width() <= box.width() && size.height() <= box.height())
        return size;
    return size.scaled(box, Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
}

/// On white, row by row without padding.
Bitmap onWhite(const QImage& picture) {
    const QImage pixels = picture.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    Bitmap bitmap{
        static_cast<std::uint32_t>(pixels.width()), static_cast<std::uint32_t>(pixels.height()), {}};
    bitmap.pixels.reserve(std::size_t{bitmap.width} * bitmap.height * 4);
    for (int y = 0; y < pixels.height(); ++y) {
        const auto* const row = reinterpret_cast<const QRgb*>(pixels.constScanLine(y));
        for (int x = 0; x < pixels.width(); ++x) {
            const QRgb pixel = row[x];
            const int white = 255 - qAlpha(pixel);
            for (const int part : {qBlue(pixel), qGreen(pixel), qRed(pixel)})
                bitmap.pixels.push_back(static_cast<std::uint8_t>(std::min(part + white, 255)));
            bitmap.pixels.push_back(255);
        }
    }
    return bitmap;
}

} // namespace

bool prepareDecoders() {
    QImageReader::setAllocationLimit(kAllocationMegabytes);
    QImage pixel(1, 1, QImage::Format_RGB32);
    pixel.fill(Qt::white);
    for (const Decoder& decoder : kDecoders) {
        QByteArray sample;
        QBuffer buffer(&sample);
        buffer.open(QIODevice::ReadWrite);
        // Qt writes no GIF.
        if (decoder.content == Content::Gif)
            buffer.write(QByteArray::fromHex(kGif));
        else
            pixel.save(&buffer, decoder.format);
        buffer.seek(0);
        QImageReader reader(&buffer, decoder.format);
        setUp(reader);
        if (reader.read().isNull())
            return false;
    }
    return true;
}

Shown showPicture(ByteView document, Content content, const Order& order) {
    const Decoder& decoder = decoderOf(content);
    QByteArray bytes = QByteArray::fromRawData(reinterpret_cast<const char*>(document.data()),
                                               static_cast<qsizetype>(document.size()));
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, decoder.format);
    setUp(reader);
    const QSize size = reader.size();
    if (size.isEmpty())
        return notShown(State::Damaged);
    if (std::int64_t{size.width()} * size.height() > decoder.maxPixels)
        return notShown(State::TooCostly);
    Preview preview;
    preview.kind = Kind::Image;
    if (reader.supportsAnimation() && reader.imageCount() > 1)
        preview.flags.set(Flag::Animation);
    const bool turned = reader.transformation().testFlag(QImageIOHandler::TransformationRotate90);
    QSize box(static_cast<int>(order.maxWidth), static_cast<int>(order.maxHeight));
    const QSize asSeen = turned ? size.transposed() : size;
    preview.sourceWidth = static_cast<std::uint32_t>(asSeen.width());
    preview.sourceHeight = static_cast<std::uint32_t>(asSeen.height());
    if (turned)
        box.transpose();
    const QSize wanted = fitting(size, box);
    if (wanted != size)
        reader.setScaledSize(wanted);
    const QImage picture = reader.read();
    if (picture.isNull())
        return notShown(State::Damaged);
    // Not every decoder keeps to the size that was asked for.
    const QSize final =
        fitting(picture.size(), QSize(static_cast<int>(order.maxWidth), static_cast<int>(order.maxHeight)));
    preview.bitmap = onWhite(final == picture.size() ? picture : picture.scaled(final));
    return shown(std::move(preview));
}

} // namespace tanba::worker
