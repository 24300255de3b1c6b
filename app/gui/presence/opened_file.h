#pragma once

#include "core/base/file_store.h"
#include "core/keys/certificate.h"

#include <optional>

namespace tanba::gui {

/// What a file is that the program was started with or that was dropped on it, by its content.
struct OpenedFile {
    enum class Kind { Key, Certificate, Signed, Other };
    std::filesystem::path path;
    Kind kind = Kind::Other;
    std::optional<keys::Certificate> certificate; ///< for Certificate
};

/// Key: a PKCS#12 file by its beginning, or something that is named as one and may be told why it is none.
/// Signed: a CMS, an XML document with a signature in it, or something that is named as one.
OpenedFile judgeOpenedFile(FileStore& files, const std::filesystem::path& path);

} // namespace tanba::gui
