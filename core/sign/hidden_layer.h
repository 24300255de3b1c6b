#pragma once

#include "core/sign/base64_runs.h"
#include "core/sign/hidden_markup.h"

namespace tanba::sign {

/// Something that is signed, or decoded from what is: its first bytes tell how it is looked at.
class HiddenLayer {
  public:
    HiddenLayer(HiddenFinds& finds, int level) : finds_(finds), level_(level) { restart(); }

    /// Ready for other content.
    void restart();

    /// True when nothing that follows can be a login any more.
    bool isNothing() const { return kind_ == Kind::Nothing || (kind_ == Kind::Base64 && base64_->isDead()); }

    void feed(ByteView bytes);
    void finish();

  private:
    enum class Kind { Unknown, Nothing, Markup, Base64, PemLine, Pem, Ber };

    /// Takes the beginning in and gives back what follows.
    ByteView begin(ByteView bytes);

    void open();
    /// Whether a length of BER stands behind the first tag. A short one is also a character, hence the
    /// OBJECT IDENTIFIER that must follow it.
    bool hasLength() const;

    TextWidth width() const;
    void hand(ByteView bytes);
    /// All of the content is one run: lenient decoders pass over what is not base64.
    void feedBase64(std::string_view text);
    void restartInner();

    HiddenFinds& finds_;
    int level_;
    Kind kind_ = Kind::Unknown;
    Bytes start_;
    std::uint64_t leading_ = 0;
    Copied<HiddenMarkup> markup_;
    Copied<Base64Runs> base64_;
    OctetStringReader strings_;
    Copied<HiddenLayer> inner_; ///< of the octet strings
};

} // namespace tanba::sign
