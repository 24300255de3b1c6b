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

/// The content decides: a PKCS#12 file by its beginning, a certificate, a CMS or an XML document with a
/// signature in it. Only what is none of these is taken for what its name promises, so that it is told why it
/// is none.
OpenedFile judgeOpenedFile(FileStore& files, const std::filesystem::path& path);

} // namespace tanba::gui
