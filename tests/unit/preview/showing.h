#pragma once

#include "app/preview/preview.h"
#include "tests/support/outcome.h"

#include <string>

namespace tanba::test {

inline preview::Request requestFor(std::string name) {
    preview::Request request;
    request.name = std::move(name);
    return request;
}

/// What the real worker makes of it.
inline Result<preview::Preview> show(ByteView document, const preview::Request& request = requestFor("d")) {
    MemoryInput input(document);
    return preview::makePreview(input, request, {preview::workerBesideThisProgram().value()});
}

/// A program of the tests in place of the worker.
inline Result<preview::Preview> showWith(const std::filesystem::path& program, std::string_view document,
                                         std::chrono::milliseconds time = std::chrono::seconds(60),
                                         const CancelToken* cancel = nullptr) {
    MemoryInput input(viewOf(document));
    return preview::makePreview(input, requestFor("d"), {program, time}, cancel);
}

/// Blue, green and red of one pixel.
inline std::uint32_t pixelAt(const preview::Bitmap& bitmap, std::uint32_t x, std::uint32_t y) {
    const std::size_t at = (std::size_t{y} * bitmap.width + x) * 4;
    const auto part = [&](std::size_t i) { return std::uint32_t{bitmap.pixels.at(at + i)}; };
    return part(0) | (part(1) << 8U) | (part(2) << 16U);
}
inline constexpr std::uint32_t kWhite = 0xFFFFFF;

} // namespace tanba::test
