#include "app/worker/show_text.h"

#include "app/worker/content_kind.h"
#include "app/worker/office_marks.h"
#include "app/worker/text_decoding.h"
#include "app/worker/text_lines.h"
#include "core/sign/xml_outline.h"
#include "core/sign/xml_text.h"

namespace tanba::worker {

namespace {

using preview::Extent;
using preview::Kind;
using preview::Preview;
using preview::wire::State;

/// What fits into the lines of a preview.
constexpr std::size_t kMaxOutline = preview::kMaxLines * preview::kMaxLineBytes / 4;

} // namespace

Shown showText(ByteView document, Extent extent) {
    Preview preview;
    preview.extent = extent;
    // A document type, an unknown encoding or a mistake in it: then it is shown as it stands.
    if (extent == Extent::Whole && sign::xml::startsLikeXml(document)) {
        const auto outline = sign::outlineXml(document, kMaxOutline);
        if (outline.ok()) {
            preview.kind = Kind::Xml;
            preview.extent = outline.value().cutOff ? Extent::CutOff : Extent::Whole;
            splitLines(outline.value().text, preview);
            return shown(std::move(preview));
        }
    }
    const auto decoded = decodeText(document);
    if (!decoded)
        return notShown(State::Unsupported);
    preview.kind = Kind::Text;
    preview.encoding = decoded->encoding;
    if (decoded->extent == Extent::CutOff)
        preview.extent = Extent::CutOff;
    splitLines(decoded->text, preview);
    return shown(std::move(preview));
}

Shown showOffice(ByteView document) {
    const OfficeMarks marks =
        contentOf(document) == Content::Zip ? zipMarks(document) : compoundMarks(document);
    if (marks.state == OfficeState::Protected)
        return notShown(State::Protected);
    if (marks.state == OfficeState::NotOffice)
        return notShown(State::Unsupported);
    Preview preview;
    preview.kind = Kind::Office;
    preview.flags = marks.flags;
    return shown(std::move(preview));
}

} // namespace tanba::worker
