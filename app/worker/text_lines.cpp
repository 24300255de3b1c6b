#include "app/worker/text_lines.h"

#include "core/base/utf8.h"

namespace tanba::worker {

namespace {

using preview::Extent;
using preview::Flag;
using preview::Preview;

constexpr char32_t kUnreadable = 0xFFFD;
constexpr std::size_t kTabWidth = 8;

/// One line's worth of `text` in UTF-8, tabs spread, at most kMaxLineBytes long once it is shown.
class LineCutter {
  public:
    explicit LineCutter(Preview& into) : into_(into) {}

    bool full() const { return into_.lines.size() >= preview::kMaxLines; }
    void put(char32_t character) {
        if (character == '\t') {
            do
                put(' ');
            while (column_ % kTabWidth != 0);
            return;
        }
        // A character takes four octets at the most, and its replacement three.
        if (line_.size() + 4 > preview::kMaxLineBytes)
            end();
        appendUtf8(line_, character);
        ++column_;
    }
    void end() {
        if (full()) {
            into_.extent = Extent::CutOff;
            line_.clear();
        } else {
            std::string shown = displayText(line_);
            if (shown != line_)
                into_.flags.set(Flag::HiddenCharacters);
            // Replacing may make a line longer; then it goes on in the next one as well.
            addPieces(std::move(shown));
            line_.clear();
        }
        column_ = 0;
    }
    bool open() const { return !line_.empty(); }

  private:
    void addPieces(std::string shown) {
        while (shown.size() > preview::kMaxLineBytes) {
            std::size_t cut = preview::kMaxLineBytes;
            while ((static_cast<unsigned char>(shown[cut]) & 0xC0U) == 0x80U)
                --cut;
            add(shown.substr(0, cut));
            shown.erase(0, cut);
        }
        add(std::move(shown));
    }
    void add(std::string line) {
        if (full())
            into_.extent = Extent::CutOff;
        else
            into_.lines.push_back(std::move(line));
    }

    Preview& into_;
    std::string line_;
    std::size_t column_ = 0;
};

} // namespace

void splitLines(std::string_view text, Preview& into) {
    LineCutter cutter(into);
    ByteView rest = viewOf(text);
    while (!rest.empty() && !cutter.full()) {
        const char32_t character = takeUtf8(rest).value_or(kUnreadable);
        if (character == '\r' && !rest.empty() && rest.front() == '\n')
            rest = rest.subspan(1);
        if (character == '\n' || character == '\r' || character == '\f')
            cutter.end();
        else
            cutter.put(character);
    }
    if (cutter.open())
        cutter.end();
    if (!rest.empty())
        into.extent = Extent::CutOff;
}

} // namespace tanba::worker
