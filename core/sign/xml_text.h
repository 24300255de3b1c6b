#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <string>
#include <string_view>

namespace tanba::sign::xml {

/// The characters of an XML document in UTF-8 without a byte order mark.
/// UTF-8, UTF-16 and the single-byte encodings of the table in xml_text.cpp, as the XML declaration names
/// them; every reader here starts from this one decoding, so that no two parts of the program can see
/// different characters.
class XmlText {
  public:
    /// xml.malformed for an encoding that is unknown, contradicts the bytes, or cannot be decoded, and for
    /// XML 1.1 (canonicalisation is defined for 1.0 only).
    static Result<XmlText> decode(ByteView input);

    std::string_view view() const { return converted_.empty() ? original_ : std::string_view(converted_); }

  private:
    std::string_view original_; ///< of the caller, when it was UTF-8 already
    std::string converted_;
};

/// Whether ASCII characters mean themselves in the encoding that the document names, however often it does
/// so. Others can write a name so that only those who know them read it (ISO-2022, UTF-7, EBCDIC).
/// @param start of the document in ASCII; an XML declaration that does not end in it names something else.
bool declaresReadableEncoding(std::string_view start);

/// True when the first bytes can be the start of an XML document in UTF-8 (or ASCII-like), UTF-16, or one of
/// the encodings that are refused here but not everywhere, UTF-32 and EBCDIC.
bool startsLikeXml(ByteView start);

} // namespace tanba::sign::xml
