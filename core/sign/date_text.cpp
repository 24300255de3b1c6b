#include "core/sign/date_text.h"

#include "core/sign/login_shapes.h"
#include "core/sign/xml_tree.h"

#include <algorithm>

namespace tanba::sign {

namespace {

/// So many characters with single blanks hold more than any date, so that only what is cut off behind them
/// (the name of a time zone, in brackets) can make a date of them.
constexpr std::size_t kEnough = 512;
/// Quotation mark and bracket at the end, and a blank behind them.
constexpr std::size_t kLast = 3;

bool isBlankCharacter(char character) {
    return xml::isBlank({&character, 1});
}

} // namespace

void DateText::put(char character) {
    const std::string& last = end_.empty() ? start_ : end_;
    if (isBlankCharacter(character)) {
        character = ' ';
        if (!last.empty() && last.back() == ' ')
            return;
    }
    if (start_.size() < kEnough) {
        start_.push_back(character);
        return;
    }
    if (end_.size() == kLast)
        end_.erase(0, 1);
    end_.push_back(character);
}

void DateText::add(std::string_view piece) {
    ascii_ = ascii_ && std::ranges::all_of(piece, [](unsigned char character) { return character < 0x80; });
    for (const char character : piece)
        put(character);
}

void DateText::add(const DateText& more) {
    ascii_ = ascii_ && more.ascii_;
    for (const char character : more.condensed())
        put(character);
}

std::string DateText::condensed() const {
    return start_ + end_;
}

bool DateText::isDate() const {
    return isDateText(xml::trimmed(condensed()));
}

bool DateText::isPlainDate() const {
    constexpr std::size_t kShortestDate = 6; // a year alone is none
    const std::string text = condensed();
    return ascii_ && xml::trimmed(text).size() >= kShortestDate && isDateText(xml::trimmed(text));
}

} // namespace tanba::sign
