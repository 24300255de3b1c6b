#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::documents {

enum class SignFormat {
    Cms,         ///< one file with the document inside
    CmsDetached, ///< the signature beside the document
    Xml,
    Raw,
};
enum class Encoding { Der, Pem, Base64 };

/// The words that the command line, the record and the journal use: "cms", "cms-detached", "xml", "raw".
std::string_view formatName(SignFormat format);
std::optional<SignFormat> formatByName(std::string_view name);
/// "der", "pem", "base64".
std::string_view encodingName(Encoding encoding);
std::optional<Encoding> encodingByName(std::string_view name);

/// NAME.cms, NAME.p7s, NAME.signed.xml (for NAME.xml), NAME.sig. A file name without its folder.
std::string signedName(const std::string& document, SignFormat format);
/// NAME-cosigned.EXT for a file that gets one more signer.
std::string cosignedName(const std::string& signedFile);
/// How the same result is called where names are taken: "a.pdf (2).p7s", "a (2).signed.xml".
/// @param number from 2 on.
std::string numberedName(const std::string& result, unsigned number);

/// What a file that is called so may be the signature of: "a.pdf (2).p7s" and "a.pdf-cosigned.p7s" of
/// "a.pdf", "a.signed.xml" of "a.xml" or "a". The name as it stands first; empty for any other name.
std::vector<std::string> possibleDocuments(const std::string& result);

} // namespace tanba::documents
