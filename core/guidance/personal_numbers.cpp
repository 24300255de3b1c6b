#include "core/guidance/personal_numbers.h"

#include "core/keys/kz_profile.h"

#include <algorithm>

namespace tanba::guidance {

namespace {

constexpr std::size_t kMostBins = 64;

bool isDigit(char character) {
    return character >= '0' && character <= '9';
}

/// The next run of exactly twelve digits from `from` on; npos when there is none.
std::size_t nextNumber(std::string_view text, std::size_t from) {
    while (from < text.size()) {
        if (!isDigit(text[from])) {
            ++from;
            continue;
        }
        std::size_t end = from;
        while (end < text.size() && isDigit(text[end]))
            ++end;
        if (end - from == kPersonalNumberLength)
            return from;
        from = end;
    }
    return std::string_view::npos;
}

/// YYMM of the registration, then the kind: 4 resident, 5 not resident, 6 joint sole proprietorship.
bool looksLikeBin(std::string_view number) {
    const int month = (number[2] - '0') * 10 + (number[3] - '0');
    return month >= 1 && month <= 12 && number[4] >= '4' && number[4] <= '6' && keys::checkDigitRight(number);
}

} // namespace

std::string maskedNumbers(std::string_view text) {
    std::string masked(text);
    for (std::size_t at = nextNumber(text, 0); at != std::string_view::npos;
         at = nextNumber(text, at + kPersonalNumberLength))
        std::fill_n(masked.begin() + static_cast<std::ptrdiff_t>(at), kPersonalNumberLength, '*');
    return masked;
}

std::vector<std::string> mentionedBins(ByteView content) {
    const std::string_view text = asText(content);
    std::vector<std::string> bins;
    for (std::size_t at = nextNumber(text, 0); at != std::string_view::npos && bins.size() < kMostBins;
         at = nextNumber(text, at + kPersonalNumberLength)) {
        const std::string_view number = text.substr(at, kPersonalNumberLength);
        if (looksLikeBin(number) && std::ranges::find(bins, number) == bins.end())
            bins.emplace_back(number);
    }
    return bins;
}

} // namespace tanba::guidance
