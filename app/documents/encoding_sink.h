#pragma once

#include "app/documents/signing_format.h"
#include "core/base/stream.h"

#include <string>
#include <string_view>

namespace tanba::documents {

/// The label of a PEM block around a CMS (RFC 7468 9), as the authority's library writes it too.
inline constexpr std::string_view kCmsPemLabel = "CMS";

/// Writes what it is given in an encoding, in constant memory: DER as it is, base64 on one line, PEM in lines
/// of 64.
class EncodingSink : public ByteSink {
  public:
    EncodingSink(ByteSink& out, Encoding encoding) : out_(out), encoding_(encoding) {}

    Outcome write(ByteView bytes) override;
    /// Writes what is left and the end of the encoding. Nothing may be written afterwards.
    Outcome finish();

  private:
    Outcome writeText(std::string_view text) { return out_.write(viewOf(text)); }
    Outcome writeWhole(std::size_t size);

    ByteSink& out_;
    Encoding encoding_;
    bool begun_ = false;
    Bytes waiting_;
};

} // namespace tanba::documents
