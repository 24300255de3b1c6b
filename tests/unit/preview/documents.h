#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::test {

/// A PDF with a cross-reference table; the objects are numbered from 1, and the first is the catalogue.
Bytes pdfOf(const std::vector<std::string>& objects, std::string_view trailer = {});
/// A stream object; `dictionary` without its Length.
std::string pdfStream(std::string_view dictionary, std::string_view content);
/// Pages of 200 by 100 points; page N has a square of N * 10 points in its lower left corner.
Bytes simplePdf(int pages, std::string_view catalogue = {});

std::string deflated(std::string_view content);
/// RGB, eight bits; only `content` is packed, whatever the size says.
Bytes pngOf(std::uint32_t width, std::uint32_t height, std::string_view content);
/// One colour.
Bytes pngOf(std::uint32_t width, std::uint32_t height);
/// Two frames of one pixel.
Bytes movingGif();

/// Names without content.
Bytes zipOf(std::initializer_list<std::string_view> names);

} // namespace tanba::test
