#include "app/print/html_to_pdf.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QByteArray>
#include <QFont>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QTextDocument>
#include <QTextOption>
#include <algorithm>

namespace tanba::print {

namespace {

constexpr int kDotsPerInch = 300;
constexpr double kMarginMillimetres = 18;
/// Free at the foot of a page, within its margins; half of it is for the number.
constexpr double kFootMillimetres = 10;
constexpr double kMillimetresPerInch = 25.4;
constexpr double kBodyPoints = 10;
constexpr double kFootPoints = 9;
/// Every Kazakh letter is in it; another font of the system stands in where it is missing.
constexpr const char* kFamily = "Noto Sans";

/// A document that can load nothing.
class ClosedDocument : public QTextDocument {
  protected:
    QVariant loadResource(int, const QUrl&) override { return {}; }
};

double dots(double millimetres) {
    return millimetres / kMillimetresPerInch * kDotsPerInch;
}

void drawPage(QPainter& painter, const QTextDocument& document, int page, int pages, const QSizeF& size) {
    painter.save();
    const QRectF part(0, page * size.height(), size.width(), size.height());
    painter.translate(0, -part.top());
    QAbstractTextDocumentLayout::PaintContext context;
    context.clip = part;
    context.palette.setColor(QPalette::Text, Qt::black);
    document.documentLayout()->draw(&painter, context);
    painter.restore();

    QFont font(kFamily);
    font.setPointSizeF(kFootPoints);
    painter.setFont(font);
    painter.setPen(QColor(0x50, 0x61, 0x6e));
    const QRectF foot(0, size.height() + dots(kFootMillimetres / 2), size.width(),
                      dots(kFootMillimetres / 2));
    painter.drawText(foot, Qt::AlignRight | Qt::AlignBottom,
                     QStringLiteral("%1 / %2").arg(page + 1).arg(pages));
}

} // namespace

Result<Bytes> htmlToPdf(std::string_view html) {
    QByteArray pdf;
    QBuffer buffer(&pdf);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(kDotsPerInch);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(
        QMarginsF(kMarginMillimetres, kMarginMillimetres, kMarginMillimetres, kMarginMillimetres),
        QPageLayout::Millimeter);
    writer.setCreator(QStringLiteral("Tanba"));

    ClosedDocument document;
    QFont font(kFamily);
    font.setPointSizeF(kBodyPoints);
    document.setDefaultFont(font);
    document.setDocumentMargin(0);
    // Digests and addresses have no place to break at.
    QTextOption option = document.defaultTextOption();
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document.setDefaultTextOption(option);
    document.documentLayout()->setPaintDevice(&writer);
    document.setHtml(QString::fromUtf8(html.data(), static_cast<qsizetype>(html.size())));
    const QSizeF size(writer.width(), writer.height() - dots(kFootMillimetres));
    document.setPageSize(size);
    writer.setTitle(document.metaInformation(QTextDocument::DocumentTitle));

    QPainter painter;
    if (!painter.begin(&writer))
        return fail(FailureCode::PrintFailed);
    const int pages = document.pageCount();
    for (int page = 0; page < pages; ++page) {
        if (page > 0 && !writer.newPage())
            return fail(FailureCode::PrintFailed);
        drawPage(painter, document, page, pages, size);
    }
    if (!painter.end() || pdf.isEmpty())
        return fail(FailureCode::PrintFailed);
    return Bytes(pdf.begin(), pdf.end());
}

} // namespace tanba::print
