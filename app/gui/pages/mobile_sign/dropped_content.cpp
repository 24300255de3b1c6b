#include "app/gui/pages/mobile_sign/dropped_content.h"

#include "app/gui/words/words.h"

#include <QMimeData>
#include <QUrl>
#include <array>

namespace tanba::gui {

namespace {

/// Formats that the worker reads, as other programs offer them.
constexpr std::array<const char*, 4> kPictures = {"image/png", "image/jpeg", "image/bmp", "image/gif"};

} // namespace

DroppedContent droppedContent(const QMimeData& data) {
    const QList<QUrl> places = data.urls();
    if (!places.isEmpty() && places.front().isLocalFile())
        return DroppedFile{toUtf8(places.front().toLocalFile())};
    for (const char* format : kPictures) {
        const QByteArray picture = data.data(QLatin1String(format));
        if (!picture.isEmpty())
            return DroppedPicture{{picture.begin(), picture.end()}};
    }
    if (!places.isEmpty())
        return DroppedText{toUtf8(places.front().toString(QUrl::FullyEncoded))};
    if (data.hasText() && !data.text().isEmpty())
        return DroppedText{toUtf8(data.text())};
    return DroppedNothing{};
}

} // namespace tanba::gui
