#pragma once

#include <string>
#include <string_view>

namespace tanba::sign {

/// A text of any length that comes in pieces, as far as it matters for whether it is a date: every answer is
/// that for the whole text, in constant memory.
class DateText {
  public:
    void add(std::string_view piece);
    void add(const DateText& more);

    /// isDateText() of the text without white space around it.
    bool isDate() const;
    /// The same in words that are looked up, which isDateText() leaves open; and no year alone.
    bool isPlainDate() const;

  private:
    void put(char character);
    std::string condensed() const;

    std::string start_; ///< with one blank for several
    std::string end_;   ///< the last characters behind that
    bool ascii_ = true;
};

} // namespace tanba::sign
