#pragma once

#include "core/base/bytes.h"

#include <filesystem>

namespace tanba::gui {

/// What a document is, for people.
enum class DocumentType { Text, Xml, Pdf, Picture, Office, Archive, Signed, Program, Other };

/// By its content; by its name only where many things share a container.
/// @param start the first bytes of the file, all of a short one.
DocumentType typeOfContent(ByteView start, const std::filesystem::path& path);

} // namespace tanba::gui
