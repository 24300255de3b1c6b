#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/base/stream.h"

#include <array>
#include <optional>
#include <string>

namespace tanba::sign {

/// Base64 (RFC 4648 4), fed in pieces. White space is skipped; after the padding nothing but white space may
/// come.
class Base64Stream {
  public:
    /// Appends what `text` decodes to; false when a character or the padding is wrong.
    [[nodiscard]] bool feed(std::string_view text, Bytes& out);
    /// True when no group is left half.
    bool complete() const { return count_ == 0; }

  private:
    [[nodiscard]] bool addGroup(Bytes& out);

    std::array<std::uint8_t, 4> group_{};
    std::size_t count_ = 0;
    std::size_t padding_ = 0;
    bool padded_ = false;
};

/// The binary form of a CMS file in any of its encodings, as a stream: DER or BER as it is, PEM ("CMS" and
/// "PKCS7", RFC 7468 9 and 8), or bare base64 with or without line breaks. Fails with cms.malformed where the
/// text is wrong, after everything before that was handed out.
class CmsDecoder : public ByteSource {
  public:
    CmsDecoder(ByteSource& source, std::size_t bufferSize);
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override;

  private:
    enum class State { Unknown, Binary, Base64, PemBody, PemEndLine, AfterPem };

    Outcome start();
    Outcome startPem();
    /// Decodes a piece of text into output_ and remembers a failure until what came before it was read.
    void decode(std::string_view text);
    Outcome decodeMore();
    Outcome decodeText(std::string_view text);
    Outcome checkTextEnd() const;
    Result<bool> fill();
    std::string_view readText() const { return asText(ByteView(input_).first(inputSize_)); }

    ByteSource& source_;
    Bytes input_;
    std::size_t inputSize_ = 0; ///< bytes of input_ that hold what was read
    Bytes output_;
    std::size_t outputTaken_ = 0;
    State state_ = State::Unknown;
    Base64Stream base64_;
    std::string endLine_; ///< how a PEM block ends
    std::size_t endMatched_ = 0;
    std::optional<Failure> failure_;
};

} // namespace tanba::sign
