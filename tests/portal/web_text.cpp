#include "tests/portal/web_text.h"

#include "core/base/encoding.h"
#include "core/base/random.h"

#include <algorithm>
#include <array>

namespace tanba::reference_portal {

namespace {

constexpr std::size_t kNameBytes = 24;

std::string twoDigits(unsigned value) {
    return {static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)};
}

std::optional<std::string> decoded(std::string_view text) {
    std::string result;
    for (std::size_t index = 0; index < text.size(); ++index) {
        if (text[index] != '%') {
            result += text[index] == '+' ? ' ' : text[index];
            continue;
        }
        const auto octet = fromHex(text.substr(std::min(index + 1, text.size()), 2));
        if (!octet.ok() || octet.value().size() != 1)
            return std::nullopt;
        result += static_cast<char>(octet.value().front());
        index += 2;
    }
    return result;
}

} // namespace

std::string toBase64Url(ByteView bytes) {
    std::string text = toBase64(bytes);
    std::ranges::replace(text, '+', '-');
    std::ranges::replace(text, '/', '_');
    text.erase(std::min(text.find('='), text.size()));
    return text;
}

bool isBase64Url(std::string_view text, std::size_t min, std::size_t max) {
    return text.size() >= min && text.size() <= max && std::ranges::all_of(text, [](unsigned char character) {
               return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
                      (character >= '0' && character <= '9') || character == '-' || character == '_';
           });
}

Result<std::string> randomName() {
    TANBA_TRY(const Bytes bytes, randomBytes(kNameBytes));
    return toBase64Url(bytes);
}

std::string httpDate(Time time) {
    constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    const auto part = [](auto value) { return twoDigits(static_cast<unsigned>(value)); };
    return std::string(kDays.at(std::chrono::weekday(day).c_encoding())) + ", " +
           part(static_cast<unsigned>(date.day())) + " " +
           std::string(kMonths.at(static_cast<unsigned>(date.month()) - 1)) + " " +
           std::to_string(static_cast<int>(date.year())) + " " + part(clock.hours().count()) + ":" +
           part(clock.minutes().count()) + ":" + part(clock.seconds().count()) + " GMT";
}

std::optional<std::map<std::string, std::string>> readForm(std::string_view text) {
    std::map<std::string, std::string> fields;
    while (!text.empty()) {
        const std::string_view pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(pair.size() + 1, text.size()));
        const std::size_t equals = std::min(pair.find('='), pair.size());
        const auto name = decoded(pair.substr(0, equals));
        const auto value = decoded(pair.substr(std::min(equals + 1, pair.size())));
        if (!name || !value || !fields.emplace(*name, *value).second)
            return std::nullopt;
    }
    return fields;
}

bool sameSecret(std::string_view left, std::string_view right) {
    if (left.size() != right.size())
        return false;
    unsigned difference = 0;
    for (std::size_t index = 0; index < left.size(); ++index)
        difference |= static_cast<unsigned>(left[index] ^ right[index]);
    return difference == 0;
}

} // namespace tanba::reference_portal
