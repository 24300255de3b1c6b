#include "core/sign/hidden_layer.h"

#include <algorithm>
#include <array>

namespace tanba::sign {

namespace {

/// Padding and DEL are passed over, also in front. Other bytes that decoders pass over begin files of all
/// kinds.
bool isBase64Start(std::uint8_t byte) {
    constexpr std::uint8_t kDelete = 0x7F;
    return byte == '=' || byte == kDelete || base64Value(static_cast<char>(byte)) < kBase64Skipped;
}

} // namespace

void HiddenLayer::restart() {
    kind_ = level_ > kMaxHiddenLevel ? Kind::Nothing : Kind::Unknown;
    start_.clear();
    leading_ = 0;
    markup_ = nullptr;
    base64_ = nullptr;
    inner_ = nullptr;
    strings_ = OctetStringReader();
}

void HiddenLayer::feed(ByteView bytes) {
    if (!finds_.budget.take(bytes.size()))
        return;
    if (kind_ == Kind::Unknown)
        bytes = begin(bytes);
    if (!bytes.empty())
        hand(bytes);
}

void HiddenLayer::finish() {
    if (markup_)
        markup_->finish();
    if (base64_)
        base64_->finish();
    if (inner_)
        inner_->finish();
}

ByteView HiddenLayer::begin(ByteView bytes) {
    while (start_.empty() && !bytes.empty() && isTakenOffInFront(bytes.front())) {
        ++leading_;
        bytes = bytes.subspan(1);
    }
    const std::size_t wanted = std::min(kShortestChallenge - start_.size(), bytes.size());
    append(start_, bytes.first(wanted));
    if (start_.size() < kShortestChallenge)
        return {};
    open();
    hand(start_);
    return bytes.subspan(wanted);
}

void HiddenLayer::open() {
    constexpr std::array<std::uint8_t, 4> kZip = {'P', 'K', 3, 4}; // in base64 it would begin with '<'
    constexpr std::array<std::uint8_t, 4> kEbcdicDeclaration = {0x4C, 0x6F, 0xA7, 0x94}; // "<?xm"
    constexpr std::uint8_t kSequence = 0x30;
    const std::uint8_t first = start_.front();
    if (sameBytes(ByteView(start_).first(4), kEbcdicDeclaration)) {
        kind_ = Kind::Nothing;
        finds_.unreadable = true;
    } else if (first == '<') {
        kind_ = Kind::Markup;
        markup_ = std::make_unique<HiddenMarkup>(finds_, level_, width());
        if (leading_ % 2 == 1) // the first half of a character in UTF-16 was taken for white space
            markup_->feed(Bytes{0});
    } else if (first == kSequence && hasLength()) {
        kind_ = Kind::Ber;
        inner_ = std::make_unique<HiddenLayer>(finds_, level_ + 1);
    } else if (sameBytes(ByteView(start_).first(kZip.size()), kZip)) {
        kind_ = Kind::Nothing;
    } else if (first == '-' || isBase64Start(first)) {
        kind_ = first == '-' ? Kind::PemLine : Kind::Base64;
        base64_ = std::make_unique<Base64Runs>(finds_, level_);
    } else {
        kind_ = Kind::Nothing;
    }
}

bool HiddenLayer::hasLength() const {
    constexpr std::uint8_t kObjectIdentifier = 0x06;
    return start_[1] >= 0x80 ? start_[1] <= 0x88 : start_[2] == kObjectIdentifier;
}

TextWidth HiddenLayer::width() const {
    if (start_[1] != 0 || start_[2] == 0)
        return TextWidth::Bytes;
    return leading_ % 2 == 1 ? TextWidth::BigEndian : TextWidth::LittleEndian;
}

void HiddenLayer::hand(ByteView bytes) {
    switch (kind_) {
    case Kind::Unknown:
    case Kind::Nothing:
        return;
    case Kind::Markup:
        return markup_->feed(bytes);
    case Kind::Base64:
        return feedBase64(asText(bytes));
    case Kind::PemLine: {
        const std::size_t end = asText(bytes).find('\n');
        if (end == std::string_view::npos)
            return;
        kind_ = Kind::Pem;
        return hand(bytes.subspan(end + 1));
    }
    case Kind::Pem:
        base64_->feed(asText(bytes));
        return;
    case Kind::Ber:
        strings_.feed(
            bytes, [this] { restartInner(); }, [this](ByteView part) { inner_->feed(part); });
        return;
    }
}

void HiddenLayer::feedBase64(std::string_view text) {
    while (!text.empty()) {
        const auto* end = std::ranges::find(text, kBase64End, base64Value);
        const auto length = static_cast<std::size_t>(end - text.begin());
        base64_->feed(text.substr(0, length));
        text.remove_prefix(std::min(length + 1, text.size()));
    }
}

void HiddenLayer::restartInner() {
    inner_->finish();
    inner_->restart();
}

} // namespace tanba::sign
