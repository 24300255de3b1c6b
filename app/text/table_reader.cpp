#include "app/text/table_reader.h"

#include <algorithm>
#include <array>

namespace tanba::text {

namespace {

struct EscapeRow {
    char written;
    char meant;
};
constexpr std::array<EscapeRow, 4> kEscapes = {{{'"', '"'}, {'\\', '\\'}, {'n', '\n'}, {'t', '\t'}}};

const EscapeRow* escapeOf(char written) {
    const auto row = std::ranges::find(kEscapes, written, &EscapeRow::written);
    return row == kEscapes.end() ? nullptr : row;
}

class Cursor {
  public:
    explicit Cursor(std::string_view rest) : rest_(rest) {}

    /// Takes `wanted` off the front, with the white space before it.
    bool take(char wanted) {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size()));
        if (!rest_.starts_with(wanted))
            return false;
        rest_.remove_prefix(1);
        return true;
    }

    bool takeString(std::string_view& written) {
        if (!take('"'))
            return false;
        std::size_t end = rest_.find('"');
        // Texts with an escape are few: these two searches are all that most of them cost.
        for (std::size_t at = rest_.substr(0, end).find('\\'); at != std::string_view::npos;
             at = rest_.substr(0, end).find('\\', at + 2)) {
            if (at + 1 >= rest_.size() || escapeOf(rest_[at + 1]) == nullptr)
                return false;
            if (at + 1 == end)
                end = rest_.find('"', end + 1);
        }
        if (end == std::string_view::npos)
            return false;
        written = rest_.substr(0, end);
        rest_.remove_prefix(end + 1);
        return true;
    }

    /// { "name": value, ... }; `value` takes what stands after the colon.
    template <typename Value>
    bool takeObject(Value value) {
        if (!take('{'))
            return false;
        if (take('}'))
            return true;
        std::string_view name;
        do {
            if (!takeString(name) || !take(':') || !value(name))
                return false;
        } while (take(','));
        return take('}');
    }

    bool atEnd() const { return rest_.find_first_not_of(" \t\r\n") == std::string_view::npos; }

  private:
    std::string_view rest_;
};

} // namespace

bool readTable(std::string_view json, const std::function<void(const TableText&)>& each) {
    Cursor cursor(json);
    std::string_view text;
    const bool read = cursor.takeObject([&](std::string_view code) {
        return cursor.takeObject([&](std::string_view language) {
            return cursor.takeObject([&](std::string_view member) {
                if (!cursor.takeString(text))
                    return false;
                each({code, language, member, text});
                return true;
            });
        });
    });
    return read && cursor.atEnd();
}

std::string unescaped(std::string_view written) {
    std::string text;
    while (true) {
        const std::size_t backslash = written.find('\\');
        text.append(written.substr(0, backslash));
        if (backslash == std::string_view::npos || backslash + 1 == written.size())
            return text;
        const EscapeRow* escape = escapeOf(written[backslash + 1]);
        text.push_back(escape == nullptr ? written[backslash + 1] : escape->meant);
        written.remove_prefix(backslash + 2);
    }
}

std::string escaped(std::string_view meant) {
    std::string written;
    for (const char character : meant) {
        const auto escape = std::ranges::find(kEscapes, character, &EscapeRow::meant);
        if (escape != kEscapes.end())
            written += {'\\', escape->written};
        else
            written += character;
    }
    return written;
}

} // namespace tanba::text
