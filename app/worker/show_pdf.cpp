#include "app/worker/show_pdf.h"

#include "app/worker/pdf_marks.h"
#include "app/worker/standing_fonts.h"

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <string_view>

namespace tanba::worker {

namespace {

using preview::Bitmap;
using preview::Flag;
using preview::Kind;
using preview::Preview;
using preview::wire::Order;
using preview::wire::State;

using Document = std::unique_ptr<poppler::document>;

constexpr double kPointsPerInch = 72.0;
/// An empty page with a word in a font that it does not bring.
constexpr std::string_view kSample =
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 20 20]/Contents 4 0 R/Resources<</Font<</F 5 0 "
    "R>>>>>>endobj\n"
    "4 0 obj<</Length 30>>stream\nBT /F 9 Tf 2 2 Td (Ab) Tj ET  \nendstream endobj\n"
    "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R/Size 6>>\n%%EOF\n";

Document load(std::string_view bytes) {
    return Document(poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
}

struct PageSize {
    double width = 0; ///< points, as seen
    double height = 0;
};

PageSize sizeOf(const poppler::page& page) {
    const poppler::rectf box = page.page_rect(poppler::crop_box);
    const auto orientation = page.orientation();
    const bool turned = orientation == poppler::page::landscape || orientation == poppler::page::seascape;
    return turned ? PageSize{box.height(), box.width()} : PageSize{box.width(), box.height()};
}

/// Pixels of a length at this resolution, within the box and at least one.
std::uint32_t pixels(double points, double dpi, std::uint32_t most) {
    return static_cast<std::uint32_t>(
        std::clamp(std::ceil(points * dpi / kPointsPerInch), 1.0, static_cast<double>(most)));
}

/// Row by row without padding.
Bitmap bitmapOf(const poppler::image& image) {
    Bitmap bitmap{static_cast<std::uint32_t>(image.width()), static_cast<std::uint32_t>(image.height()), {}};
    const std::size_t row = std::size_t{bitmap.width} * 4;
    bitmap.pixels.reserve(row * bitmap.height);
    for (std::size_t y = 0; y < bitmap.height; ++y) {
        const auto begin = y * static_cast<std::size_t>(image.bytes_per_row());
        append(bitmap.pixels, viewOf({image.const_data() + begin, row}));
    }
    return bitmap;
}

poppler::image render(const poppler::page& page, const Order& order) {
    const PageSize size = sizeOf(page);
    if (!(size.width > 0) || !(size.height > 0))
        return {};
    const double dpi = std::min({static_cast<double>(order.dpi), order.maxWidth * kPointsPerInch / size.width,
                                 order.maxHeight * kPointsPerInch / size.height});
    poppler::page_renderer renderer;
    renderer.set_image_format(poppler::image::format_argb32);
    renderer.set_render_hint(poppler::page_renderer::antialiasing);
    renderer.set_render_hint(poppler::page_renderer::text_antialiasing);
    return renderer.render_page(&page, dpi, dpi, 0, 0,
                                static_cast<int>(pixels(size.width, dpi, order.maxWidth)),
                                static_cast<int>(pixels(size.height, dpi, order.maxHeight)));
}

} // namespace

bool preparePdf() {
    poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
    // No tables for East Asian encodings: they would be opened when a document wants them.
    poppler::set_data_dir("/nonexistent");
    if (!openStandingFonts())
        return false;
    // Kept open to the end: poppler forgets its tables with the last document.
    static const Document sample = load(kSample);
    const std::unique_ptr<poppler::page> page(sample == nullptr ? nullptr : sample->create_page(0));
    return page != nullptr && render(*page, Order{1, 72, 20, 20, 0, {}}).is_valid();
}

Shown showPdf(ByteView bytes, const Order& order) {
    const Document document = load(asText(bytes));
    if (document == nullptr)
        return notShown(State::Damaged);
    if (document->is_locked())
        return notShown(State::Protected);
    Preview preview;
    preview.kind = Kind::Pdf;
    preview.flags = pdfMarks(bytes);
    if (document->has_embedded_files())
        preview.flags.set(Flag::Attachments);
    preview.pages = static_cast<std::uint32_t>(std::max(document->pages(), 0));
    if (order.page > preview.pages)
        return notShown(State::Damaged);
    const std::unique_ptr<poppler::page> page(document->create_page(static_cast<int>(order.page - 1)));
    const poppler::image image = page == nullptr ? poppler::image() : render(*page, order);
    if (!image.is_valid())
        return notShown(State::Damaged);
    preview.bitmap = bitmapOf(image);
    return shown(std::move(preview));
}

} // namespace tanba::worker
