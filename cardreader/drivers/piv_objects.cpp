#include "cardreader/drivers/piv_objects.h"

#include "cardreader/apdu/ber_tlv.h"
#include "core/base/encoding.h"

#include <zlib.h>

#include <algorithm>

namespace tanba::card::piv {

namespace {

constexpr std::uint32_t kContainer = 0x53;
constexpr std::uint32_t kCertificate = 0x70;
constexpr std::uint32_t kInformation = 0x71;
constexpr std::uint32_t kGuid = 0x34;
constexpr std::uint8_t kPacked = 0x01;
constexpr std::size_t kMaxCertificate = 64 * 1024;
/// zlib: the largest window, and a gzip header instead of its own.
constexpr int kGzipWindow = 15 + 16;

} // namespace

Result<Bytes> gunzip(ByteView packed, std::size_t limit) {
    z_stream stream{};
    if (inflateInit2(&stream, kGzipWindow) != Z_OK)
        return fail(FailureCode::OutOfMemory);
    Bytes content(limit);
    Bytes source(packed.begin(), packed.end());
    stream.next_in = source.data();
    stream.avail_in = static_cast<uInt>(source.size());
    stream.next_out = content.data();
    stream.avail_out = static_cast<uInt>(content.size());
    const int state = inflate(&stream, Z_FINISH);
    content.resize(limit - stream.avail_out);
    inflateEnd(&stream);
    if (state != Z_STREAM_END)
        return fail(FailureCode::CardAnswerMalformed, {}, "packed certificate");
    return content;
}

Result<std::optional<keys::Certificate>> certificateIn(ByteView object) {
    TANBA_TRY(const auto container, findTlv(object, {kContainer}));
    if (!container)
        return fail(FailureCode::CardAnswerMalformed, {}, "certificate object");
    TANBA_TRY(const auto content, findTlv(object, {kContainer, kCertificate}));
    if (!content || content->content.empty())
        return std::optional<keys::Certificate>();
    TANBA_TRY(const auto information, findTlv(object, {kContainer, kInformation}));
    const bool packed =
        information && !information->content.empty() && (information->content.front() & kPacked) != 0;
    Bytes certificate(content->content.begin(), content->content.end());
    if (packed) {
        TANBA_TRY(certificate, gunzip(content->content, kMaxCertificate));
    }
    TANBA_TRY(keys::Certificate read, keys::Certificate::fromDer(certificate));
    return std::optional<keys::Certificate>(std::move(read));
}

std::string guidIn(ByteView object) {
    const auto guid = findTlv(object, {kContainer, kGuid});
    if (!guid.ok() || !guid.value())
        return {};
    const ByteView number = guid.value()->content;
    const bool empty = std::ranges::all_of(number, [](std::uint8_t octet) { return octet == 0; });
    return empty ? std::string() : toHex(number);
}

} // namespace tanba::card::piv
