#pragma once

#include "core/base/bytes.h"

#include <filesystem>
#include <string>
#include <variant>

class QMimeData;

namespace tanba::gui {

/// What was pasted or dropped, of what a signing link can stand in.
struct DroppedNothing {};
struct DroppedPicture {
    Bytes content; ///< a picture file as it came: never decoded here (SECURITY.md, rule 16)
};
struct DroppedFile {
    std::filesystem::path path;
};
struct DroppedText {
    std::string text;
};
using DroppedContent = std::variant<DroppedNothing, DroppedText, DroppedFile, DroppedPicture>;

DroppedContent droppedContent(const QMimeData& data);

} // namespace tanba::gui
