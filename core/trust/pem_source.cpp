#include "core/trust/pem_source.h"

#include "core/base/encoding.h"

#include <algorithm>

namespace tanba::trust {

namespace {

constexpr std::string_view kDashes = "-----BEGIN ";
constexpr std::size_t kTextPiece = 64 * 1024;
constexpr std::string_view kWhiteSpace = " \t\r\n\v\f";

bool isWhite(char character) {
    return kWhiteSpace.find(character) != std::string_view::npos;
}

} // namespace

bool looksLikePem(ByteView start) {
    const std::string_view text = asText(start);
    const std::size_t first = text.find_first_not_of(kWhiteSpace);
    return first != std::string_view::npos && text.substr(first).starts_with(kDashes);
}

PemSource::PemSource(ByteSource& text, std::string_view label)
    : source_(text), beginLine_(std::string(kDashes) + std::string(label) + "-----") {}

Outcome PemSource::readText() {
    Bytes piece(kTextPiece);
    TANBA_TRY(const std::size_t count, source_.read(piece));
    sourceAtEnd_ = count == 0;
    const std::string_view text = asText(ByteView(piece).first(count));
    // White space may stand anywhere in base64; without it groups of four are easy to cut.
    if (state_ == State::InBlock)
        std::ranges::copy_if(text, std::back_inserter(text_),
                             [](char character) { return !isWhite(character); });
    else
        text_ += text;
    return Done{};
}

Outcome PemSource::skipBeginLine() {
    while (text_.find(beginLine_) == std::string::npos) {
        if (sourceAtEnd_ || text_.size() > kTextPiece)
            return fail(FailureCode::PemMalformed);
        TANBA_CHECK(readText());
    }
    std::string rest = text_.substr(text_.find(beginLine_) + beginLine_.size());
    std::erase_if(rest, isWhite);
    text_ = std::move(rest);
    state_ = State::InBlock;
    return Done{};
}

Outcome PemSource::decodeMore() {
    if (text_.size() < 4 && !sourceAtEnd_) {
        TANBA_CHECK(readText());
    }
    const std::size_t dash = text_.find('-');
    const std::size_t available = std::min(dash, text_.size());
    const bool last = dash != std::string::npos;
    if (!last && sourceAtEnd_)
        return fail(FailureCode::PemMalformed, {}, "no end line");
    const std::size_t groups = last ? available : available / 4 * 4;
    if (groups != 0) {
        if (padded_)
            return fail(FailureCode::Base64Malformed, {}, "more behind the padding");
        const std::string_view piece = std::string_view(text_).substr(0, groups);
        TANBA_TRY(decoded_, fromBase64(piece));
        handedOut_ = 0;
        padded_ = piece.back() == '=';
        text_.erase(0, groups);
    }
    if (last)
        state_ = State::AfterBlock;
    return Done{};
}

Outcome PemSource::refuseSecondBlock() {
    constexpr std::string_view kBegin = "-----BEGIN";
    while (true) {
        if (text_.find(kBegin) != std::string::npos)
            return fail(FailureCode::PemMalformed, {}, "more than one block");
        if (sourceAtEnd_)
            break;
        text_.erase(0, text_.size() - std::min(text_.size(), kBegin.size() - 1));
        TANBA_CHECK(readText());
    }
    state_ = State::AtEnd;
    return Done{};
}

Result<std::size_t> PemSource::read(std::span<std::uint8_t> buffer) {
    if (state_ == State::BeforeBlock) {
        TANBA_CHECK(skipBeginLine());
    }
    while (handedOut_ == decoded_.size() && state_ == State::InBlock) {
        TANBA_CHECK(decodeMore());
    }
    if (handedOut_ == decoded_.size() && state_ == State::AfterBlock) {
        TANBA_CHECK(refuseSecondBlock());
    }
    const std::size_t count = std::min(buffer.size(), decoded_.size() - handedOut_);
    std::copy_n(decoded_.begin() + static_cast<std::ptrdiff_t>(handedOut_), count, buffer.begin());
    handedOut_ += count;
    return count;
}

} // namespace tanba::trust
