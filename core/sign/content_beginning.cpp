#include "core/sign/content_beginning.h"

#include "core/sign/cms_reader.h"
#include "core/sign/text_layers.h"
#include "core/sign/work_meter.h"
#include "core/sign/xml_text.h"

namespace tanba::sign {

namespace {

/// DER, PEM or base64: every CMS begins with one of these, but for white space.
bool mayBeginCms(std::uint8_t first) {
    return first == '0' || first == '-' || first == 'M';
}

ByteView withoutSpaceInFront(ByteView content) {
    while (!content.empty() && isTakenOffInFront(content.front()))
        content = content.subspan(1);
    return content;
}

} // namespace

Beginning beginningOf(InputFile& content) {
    xml::XmlStart asItStands;
    xml::XmlStart trimmed;
    std::uint8_t first = 0; // of the trimmed
    bool begun = false;
    bool open = content.rewind().ok();
    std::array<std::uint8_t, 512> piece;
    while (open) {
        const auto count = content.read(piece);
        if (!count.ok() || count.value() == 0)
            break;
        ByteView bytes = ByteView(piece).first(count.value());
        open = asItStands.feed(bytes);
        bytes = begun ? bytes : withoutSpaceInFront(bytes);
        if (!begun && !bytes.empty()) {
            begun = true;
            first = bytes.front();
        }
        open = trimmed.feed(bytes) || open;
    }
    if (asItStands.isXml())
        return Beginning::Xml;
    if (mayBeginCms(first) && content.rewind().ok() && looksLikeCms(content, bufferSizeFor(content)))
        return Beginning::Cms;
    return trimmed.isXml() ? Beginning::PaddedXml : Beginning::Other;
}

Result<std::size_t> TrimmedSource::read(std::span<std::uint8_t> buffer) {
    while (true) {
        TANBA_TRY(const std::size_t count, content_.read(buffer));
        if (begun_ || count == 0)
            return count;
        const ByteView rest = withoutSpaceInFront(ByteView(buffer).first(count));
        if (rest.empty())
            continue;
        begun_ = true;
        std::copy(rest.begin(), rest.end(), buffer.begin());
        return rest.size();
    }
}

Outcome TrimmedSource::rewind() {
    begun_ = false;
    return content_.rewind();
}

} // namespace tanba::sign
