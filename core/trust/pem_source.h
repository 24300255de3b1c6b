#pragma once

#include "core/base/stream.h"

#include <string>
#include <string_view>
#include <vector>

namespace tanba::trust {

/// True when these first bytes of a file begin a PEM block (RFC 7468), white space before it allowed.
bool looksLikePem(ByteView start);

/// The decoded content of the only PEM block of a source, a buffer at a time, for lists that are too large
/// to be decoded whole. pem.malformed for another label and for a second block, which nobody would read;
/// base64.malformed for what stands inside.
class PemSource : public ByteSource {
  public:
    PemSource(ByteSource& text, std::string_view label);
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override;

  private:
    enum class State { BeforeBlock, InBlock, AfterBlock, AtEnd };

    Outcome readText();
    Outcome skipBeginLine();
    Outcome decodeMore();
    Outcome refuseSecondBlock();

    ByteSource& source_;
    std::string beginLine_;
    State state_ = State::BeforeBlock;
    bool sourceAtEnd_ = false;
    bool padded_ = false;
    std::string text_; ///< read, not yet decoded
    Bytes decoded_;    ///< decoded, not yet handed out
    std::size_t handedOut_ = 0;
};

} // namespace tanba::trust
