#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/base/stream.h"

#include <string>
#include <string_view>

namespace tanba::sign::xml {

/// How the first bytes of a document are to be read.
enum class XmlShape { Utf8, Utf16BigEndian, Utf16LittleEndian };

/// The characters of an XML document in UTF-8 without a byte order mark, as they stream by.
/// UTF-8, UTF-16 and the single-byte encodings of the table in xml_text.cpp, as the XML declaration names
/// them; every reader here starts from this one decoding, so that no two parts of the program can see
/// different characters.
class XmlTextReader : public ByteSource {
  public:
    /// @param document from its start.
    explicit XmlTextReader(ByteSource& document) : document_(document) {}

    /// Reads the beginning; before everything else. xml.malformed for an encoding that is unknown or
    /// contradicts the bytes, and for XML 1.1 (canonicalisation is defined for 1.0 only).
    Outcome begin();
    /// xml.malformed for what cannot be decoded.
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override;

    /// Whether the bytes behind the mark are what read() gives.
    bool isPlain() const { return shape_ == XmlShape::Utf8 && encoding_.empty(); }
    std::size_t markSize() const { return markSize_; }

  private:
    Outcome fillStart();
    Outcome chooseEncoding(std::string_view start);
    Outcome decode(ByteView piece);
    Outcome decodeMore();

    ByteSource& document_;
    Bytes raw_;
    XmlShape shape_ = XmlShape::Utf8;
    std::size_t markSize_ = 0;
    std::string encoding_; ///< single-byte ones; else empty
    Bytes carry_;          ///< of a character in UTF-16
    std::string decoded_;
    std::size_t taken_ = 0; ///< of decoded_
    bool ended_ = false;
};

/// The same of a document in memory.
class XmlText {
  public:
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

/// startsLikeXml() of a stream, in constant memory: white space may stand in front.
class XmlStart {
  public:
    /// False once nothing more can change the answer.
    bool feed(ByteView piece);
    /// Of all that was fed.
    bool isXml() const;

  private:
    Bytes start_; ///< with less of the white space
    bool decided_ = false;
    bool isXml_ = false;
};

} // namespace tanba::sign::xml
