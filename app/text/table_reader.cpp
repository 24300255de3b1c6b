#include "app/text/table_reader.h"

#include <algorithm>
#include <array>

namespace tanba::text {

namespace {

struct EscapeRow {
    char written;
    char meant;
};
constexpr std::array<EscapeRow, 5> kEscapes = {
    {{'"', '"'}, {'\\', '\\'}, {'/', '/'}, {'n', '\n'}, {'t', '\t'}}};

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

    bool takeString(std::string& text) {
        text.clear();
        if (!take('"'))
            return false;
        while (true) {
            const std::size_t plain = rest_.find_first_of("\"\\");
            if (plain == std::string_view::npos)
                return false;
            text.append(rest_.substr(0, plain));
            const char end = rest_[plain];
            rest_.remove_prefix(plain + 1);
            if (end == '"')
                return true;
            if (rest_.empty())
                return false;
            const auto escape = std::ranges::find(kEscapes, rest_.front(), &EscapeRow::written);
            if (escape == kEscapes.end())
                return false;
            text.push_back(escape->meant);
            rest_.remove_prefix(1);
        }
    }

    /// { "name": value, ... }; `value` takes what stands after the colon.
    template <typename Value>
    bool takeObject(Value value) {
        if (!take('{'))
            return false;
        if (take('}'))
            return true;
        std::string name;
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
    std::string text;
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

} // namespace tanba::text
