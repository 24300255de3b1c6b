#pragma once

#include "app/preview/preview.h"
#include "app/preview/qr_codes.h"
#include "core/base/bytes.h"
#include "core/base/result.h"

#include <array>
#include <cstdint>

/// What the program and tanba-worker say to each other: one request with the document behind it, one answer
/// with the pixels behind it (core/base/message.h). Both come from one build.
namespace tanba::preview::wire {

/// "TW" and the version of the format.
inline constexpr std::uint64_t kMagic = 0x545702;

enum class Job : std::uint64_t {
    Show,    ///< answered with a preview
    ReadQrs, ///< of a picture; answered with the texts of the QR codes in it
};

struct Order {
    std::uint32_t page = 1;
    std::uint32_t dpi = 96;
    std::uint32_t maxWidth = 0;
    std::uint32_t maxHeight = 0;
    std::uint64_t size = 0;        ///< of the document that follows
    Extent extent = Extent::Whole; ///< CutOff: only its beginning follows
    Job job = Job::Show;
};
inline constexpr std::size_t kOrderSize = 64;

/// Of what a page may ask; internal for an order that no caller may give.
Result<Order> orderOf(const Request& request, std::uint64_t documentSize);
/// preview.too_costly for a picture that is too large.
Result<Order> orderForQrs(std::uint64_t pictureSize);
Bytes encode(const Order& order);
/// worker.crashed for what encode() did not write.
Result<Order> decodeOrder(ByteView bytes);

enum class State : std::uint64_t { Shown = 0, Unsupported = 1, Damaged = 2, Protected = 3, TooCostly = 4 };

struct AnswerHeader {
    State state = State::Damaged;
    std::uint64_t bodySize = 0; ///< 0 unless Shown
};
inline constexpr std::size_t kAnswerHeaderSize = 24;
/// Five thousand lines of the greatest length, and what stands around them.
inline constexpr std::size_t kMaxAnswerBody = kMaxLines * (kMaxLineBytes + 8) + 1024;
Bytes encode(const AnswerHeader& header);
/// worker.crashed for an unknown state or a length beyond the limit.
Result<AnswerHeader> decodeAnswerHeader(ByteView bytes);

/// Everything but the pixels.
Bytes encodeBody(const Preview& preview);
/// The preview, with room for its pixels, which follow. Everything is checked against the order and the
/// limits before memory is taken; worker.crashed.
Result<Preview> decodeBody(ByteView body, const Order& order);

Bytes encodeTexts(const QrTexts& texts);
/// What readQrCodes() promises of texts, or worker.crashed.
Result<QrTexts> decodeTexts(ByteView body);

} // namespace tanba::preview::wire
