#include "app/worker/read_qrs.h"

#include "app/worker/encodings.h"
#include "core/base/utf8.h"

#include <zbar.h>

#include <algorithm>
#include <memory>
#include <new>

namespace tanba::worker {

namespace {

using preview::Bitmap;
using preview::QrTexts;

struct Closing {
    void operator()(zbar::zbar_image_scanner_t* scanner) const { zbar::zbar_image_scanner_destroy(scanner); }
    void operator()(zbar::zbar_image_t* image) const { zbar::zbar_image_destroy(image); }
};
using Scanner = std::unique_ptr<zbar::zbar_image_scanner_t, Closing>;
using Image = std::unique_ptr<zbar::zbar_image_t, Closing>;

/// "Y800": one octet of brightness a pixel.
constexpr unsigned long kBrightness = 0x30303859;

Scanner makeScanner() {
    Scanner scanner(zbar::zbar_image_scanner_create());
    if (scanner == nullptr)
        throw std::bad_alloc();
    zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
    zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
    // Light on dark, as pages in dark mode show them.
    zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_NONE, zbar::ZBAR_CFG_TEST_INVERTED, 1);
    return scanner;
}

/// ITU-R BT.601.
Bytes brightnessOf(const Bitmap& picture) {
    const std::size_t count = std::size_t{picture.width} * picture.height;
    Bytes brightness(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint8_t* const pixel = &picture.pixels[i * 4];
        brightness[i] =
            static_cast<std::uint8_t>((pixel[0] * 114U + pixel[1] * 587U + pixel[2] * 299U) / 1000U);
    }
    return brightness;
}

void addText(QrTexts& texts, std::string text) {
    const bool wanted = !text.empty() && text.size() <= preview::kMaxQrText && displayText(text) == text &&
                        std::ranges::find(texts, text) == texts.end();
    if (wanted && texts.size() < preview::kMaxQrTexts)
        texts.push_back(std::move(text));
}

} // namespace

bool prepareQrReading() {
    Bitmap blank{64, 64, Bytes(std::size_t{64} * 64 * 4, 0xFF)};
    return holdQrEncodings() && readQrs(blank).empty();
}

QrTexts readQrs(const Bitmap& picture) {
    const Scanner scanner = makeScanner();
    const Bytes brightness = brightnessOf(picture);
    const Image image(zbar::zbar_image_create());
    if (image == nullptr)
        throw std::bad_alloc();
    zbar::zbar_image_set_format(image.get(), kBrightness);
    zbar::zbar_image_set_size(image.get(), picture.width, picture.height);
    zbar::zbar_image_set_data(image.get(), brightness.data(), brightness.size(), nullptr);
    QrTexts texts;
    if (zbar::zbar_scan_image(scanner.get(), image.get()) <= 0)
        return texts;
    for (const zbar::zbar_symbol_t* symbol = zbar::zbar_image_first_symbol(image.get()); symbol != nullptr;
         symbol = zbar::zbar_symbol_next(symbol))
        if (zbar::zbar_symbol_get_type(symbol) == zbar::ZBAR_QRCODE)
            addText(texts, {zbar::zbar_symbol_get_data(symbol), zbar::zbar_symbol_get_data_length(symbol)});
    return texts;
}

} // namespace tanba::worker
