#include "core/sign/cms_encoding.h"

#include <algorithm>
#include <cstring>

namespace tanba::sign {
namespace {

constexpr std::string_view kPemBegin = "-----BEGIN ";
constexpr std::string_view kPemDashes = "-----";
constexpr std::array<std::string_view, 3> kPemLabels = {"CMS", "PKCS7", "PKCS #7 SIGNED DATA"};
constexpr std::size_t kLongestPemLine = 64;
constexpr std::size_t kSmallestCmsBuffer = 512;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
/// Every ContentInfo begins with the octet of a SEQUENCE, and its base64 therefore with this letter.
constexpr char kFirstOfBase64 = 'M';
constexpr char kFirstOfDer = '\x30';

constexpr std::uint8_t kNotBase64 = 0xFF;

constexpr std::array<std::uint8_t, 256> makeAlphabet() {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::array<std::uint8_t, 256> table{};
    table.fill(kNotBase64);
    for (std::size_t i = 0; i < letters.size(); ++i)
        table[static_cast<std::uint8_t>(letters[i])] = static_cast<std::uint8_t>(i);
    return table;
}
constexpr std::array<std::uint8_t, 256> kAlphabet = makeAlphabet();

bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

std::string_view withoutLeadingSpace(std::string_view text) {
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    return text;
}

Failure malformed(std::string detail) {
    return fail(FailureCode::CmsMalformed, {}, std::move(detail));
}

} // namespace

bool Base64Stream::feed(std::string_view text, Bytes& out) {
    for (const char c : text) {
        if (isSpace(c))
            continue;
        if (padded_)
            return false;
        if (c == '=') {
            ++padding_;
            group_[count_++] = 0;
        } else {
            const std::uint8_t value = kAlphabet[static_cast<std::uint8_t>(c)];
            if (value == kNotBase64 || padding_ != 0)
                return false;
            group_[count_++] = value;
        }
        if (count_ == group_.size() && !addGroup(out))
            return false;
    }
    return true;
}

bool Base64Stream::addGroup(Bytes& out) {
    if (padding_ > 2)
        return false;
    const std::array<std::uint8_t, 3> decoded = {
        static_cast<std::uint8_t>((group_[0] << 2) | (group_[1] >> 4)),
        static_cast<std::uint8_t>((group_[1] << 4) | (group_[2] >> 2)),
        static_cast<std::uint8_t>((group_[2] << 6) | group_[3]),
    };
    const std::size_t used = decoded.size() - padding_;
    // Bits that belong to no octet are zero: one content has one encoding.
    if (std::any_of(decoded.begin() + static_cast<std::ptrdiff_t>(used), decoded.end(),
                    [](std::uint8_t octet) { return octet != 0; }))
        return false;
    out.insert(out.end(), decoded.begin(), decoded.begin() + static_cast<std::ptrdiff_t>(used));
    padded_ = padding_ != 0;
    count_ = 0;
    return true;
}

CmsDecoder::CmsDecoder(ByteSource& source, std::size_t bufferSize)
    : source_(source), input_(std::max(bufferSize, kSmallestCmsBuffer)) {}

Result<std::size_t> CmsDecoder::read(std::span<std::uint8_t> buffer) {
    if (state_ == State::Unknown)
        TANBA_CHECK(start());
    if (state_ == State::Binary && outputTaken_ == output_.size())
        return source_.read(buffer);
    while (outputTaken_ == output_.size()) {
        if (failure_)
            return *failure_;
        TANBA_CHECK(decodeMore());
        if (output_.empty() && !failure_)
            return std::size_t{0};
    }
    const std::size_t count = std::min(buffer.size(), output_.size() - outputTaken_);
    std::memcpy(buffer.data(), output_.data() + outputTaken_, count);
    outputTaken_ += count;
    return count;
}

Result<bool> CmsDecoder::fill() {
    TANBA_TRY(const std::size_t count, source_.read(std::span<std::uint8_t>(input_).subspan(inputSize_)));
    inputSize_ += count;
    return count != 0;
}

/// Finds out the encoding from the first characters.
Outcome CmsDecoder::start() {
    std::string_view text;
    bool more = true;
    // A source may give its bytes one at a time; a byte order mark can be told from three.
    while (text.empty() || inputSize_ < kByteOrderMark.size()) {
        if (!more || inputSize_ == input_.size())
            break;
        TANBA_TRY(more, fill());
        text = readText();
        if (text.starts_with(kFirstOfDer)) {
            state_ = State::Binary;
            output_.assign(text.begin(), text.end());
            return Done{};
        }
        if (text.starts_with(kByteOrderMark))
            text.remove_prefix(kByteOrderMark.size());
        text = withoutLeadingSpace(text);
    }
    if (text.starts_with(kPemDashes.front())) {
        std::memmove(input_.data(), text.data(), text.size());
        inputSize_ = text.size();
        return startPem();
    }
    if (!text.starts_with(kFirstOfBase64))
        return malformed("neither DER nor base64");
    state_ = State::Base64;
    decode(text);
    return Done{};
}

Outcome CmsDecoder::startPem() {
    std::size_t lineEnd = readText().find_first_of("\r\n");
    for (bool more = true; more && lineEnd == std::string_view::npos && inputSize_ <= kLongestPemLine;) {
        TANBA_TRY(more, fill());
        lineEnd = readText().find_first_of("\r\n");
    }
    std::string_view line = readText().substr(0, std::min(lineEnd, kLongestPemLine));
    while (!line.empty() && isSpace(line.back()))
        line.remove_suffix(1);
    if (!line.starts_with(kPemBegin) || !line.ends_with(kPemDashes) ||
        line.size() < kPemBegin.size() + kPemDashes.size())
        return malformed("PEM header");
    const std::string label(
        line.substr(kPemBegin.size(), line.size() - kPemBegin.size() - kPemDashes.size()));
    if (std::ranges::find(kPemLabels, label) == kPemLabels.end())
        return malformed("PEM label");
    endLine_ = "-----END " + label + "-----";
    state_ = State::PemBody;
    decode(readText().substr(std::min(lineEnd, inputSize_)));
    return Done{};
}

void CmsDecoder::decode(std::string_view text) {
    if (const Outcome decoded = decodeText(text); !decoded.ok())
        failure_ = decoded.failure();
}

/// Decodes the next buffers of text; output_ stays empty only at the end of the source.
Outcome CmsDecoder::decodeMore() {
    output_.clear();
    outputTaken_ = 0;
    while (output_.empty() && !failure_) {
        inputSize_ = 0;
        TANBA_TRY(const bool more, fill());
        if (!more)
            return checkTextEnd();
        decode(readText());
    }
    return Done{};
}

Outcome CmsDecoder::decodeText(std::string_view text) {
    if (state_ == State::PemBody) {
        const std::string_view body = text.substr(0, text.find('-'));
        if (!base64_.feed(body, output_))
            return malformed("base64");
        text.remove_prefix(body.size());
        if (text.empty())
            return Done{};
        if (!base64_.complete())
            return malformed("base64 ends early");
        state_ = State::PemEndLine;
    }
    if (state_ == State::Base64)
        return base64_.feed(text, output_) ? Outcome(Done{}) : malformed("base64");
    while (state_ == State::PemEndLine && !text.empty()) {
        if (text.front() != endLine_[endMatched_])
            return malformed("PEM footer");
        text.remove_prefix(1);
        if (++endMatched_ == endLine_.size())
            state_ = State::AfterPem;
    }
    if (!withoutLeadingSpace(text).empty())
        return malformed("something follows the PEM block");
    return Done{};
}

Outcome CmsDecoder::checkTextEnd() const {
    if (state_ == State::Base64 && !base64_.complete())
        return malformed("base64 ends early");
    if (state_ == State::PemBody || state_ == State::PemEndLine)
        return malformed("PEM block without an end");
    return Done{};
}

} // namespace tanba::sign
