#include "core/guidance/help_text.h"

#include <algorithm>
#include <array>
#include <optional>

namespace tanba::guidance {

namespace {

constexpr std::string_view kScheme = "https://";

struct Mark {
    std::string_view text;
    HelpBlockKind kind;
};
constexpr std::array<Mark, 4> kMarks{{{"# ", HelpBlockKind::Title},
                                      {"## ", HelpBlockKind::Heading},
                                      {"- ", HelpBlockKind::Bullet},
                                      {"> ", HelpBlockKind::Quotation}}};

/// Reads the marks within a block's text.
class SpanReader {
  public:
    explicit SpanReader(std::string_view text) : rest_(text) {}

    /// Nothing when a mark is not closed or does not belong here.
    std::optional<std::vector<HelpSpan>> read() {
        while (!rest_.empty()) {
            const bool taken = rest_.starts_with("**") ? takeStrong()
                               : rest_.front() == '['  ? takeLink()
                                                       : takePlain();
            if (!taken)
                return std::nullopt;
        }
        return std::move(spans_);
    }

  private:
    static bool isPlain(std::string_view text) {
        return !text.empty() && text.find_first_of("*[]<>`") == std::string_view::npos;
    }

    /// The text up to `end`, which is taken off as well.
    std::optional<std::string_view> takeUntil(std::string_view end) {
        const std::size_t at = rest_.find(end);
        if (at == std::string_view::npos)
            return std::nullopt;
        const std::string_view taken = rest_.substr(0, at);
        rest_.remove_prefix(at + end.size());
        return taken;
    }

    bool takeStrong() {
        rest_.remove_prefix(2);
        const auto text = takeUntil("**");
        if (!text || !isPlain(*text))
            return false;
        spans_.push_back({std::string(*text), HelpSpan::Look::Strong, {}});
        return true;
    }

    bool takeLink() {
        rest_.remove_prefix(1);
        const auto text = takeUntil("](");
        const auto address = text ? takeUntil(")") : std::nullopt;
        if (!address || !isPlain(*text) || !address->starts_with(kScheme) || !isPlain(*address) ||
            address->find(' ') != std::string_view::npos)
            return false;
        spans_.push_back({std::string(*text), HelpSpan::Look::Plain, std::string(*address)});
        return true;
    }

    bool takePlain() {
        const std::size_t end = std::min(rest_.find("**"), rest_.find('['));
        const std::string_view text = rest_.substr(0, end);
        rest_.remove_prefix(text.size());
        spans_.push_back({std::string(text), HelpSpan::Look::Plain, {}});
        return isPlain(text);
    }

    std::string_view rest_;
    std::vector<HelpSpan> spans_;
};

/// Reads an article line by line.
class HelpReader {
  public:
    Result<std::vector<HelpBlock>> read(std::string_view markdown) {
        while (!markdown.empty()) {
            ++line_;
            const std::size_t end = std::min(markdown.find('\n'), markdown.size());
            TANBA_CHECK(takeLine(markdown.substr(0, end)));
            markdown.remove_prefix(std::min(end + 1, markdown.size()));
        }
        TANBA_CHECK(closeBlock());
        if (blocks_.empty() || blocks_.front().kind != HelpBlockKind::Title)
            return wrong("no title");
        return std::move(blocks_);
    }

  private:
    Failure wrong(const std::string& what) const {
        return fail(FailureCode::InputUnknownFormat, {}, "line " + std::to_string(line_) + ": " + what);
    }

    Outcome takeLine(std::string_view line) {
        if (line.empty())
            return closeBlock();
        if (line.front() == ' ' || line.back() == ' ' || line.find_first_of("\t\r") != std::string_view::npos)
            return wrong("white space");
        for (const Mark& mark : kMarks) {
            if (line.starts_with(mark.text))
                return openBlock(mark.kind, 0, line.substr(mark.text.size()));
        }
        const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
        if (digits == 1 && line.substr(digits).starts_with(". "))
            return openBlock(HelpBlockKind::Step, line.front() - '0', line.substr(digits + 2));
        if (line.front() == '#')
            return wrong("unknown heading");
        if (!open_)
            return openBlock(HelpBlockKind::Paragraph, 0, line);
        if (open_->kind == HelpBlockKind::Title || open_->kind == HelpBlockKind::Heading)
            return wrong("a heading has one line");
        text_ += ' ';
        text_ += line;
        return Done{};
    }

    Outcome openBlock(HelpBlockKind kind, int number, std::string_view text) {
        TANBA_CHECK(closeBlock());
        if ((kind == HelpBlockKind::Title) != blocks_.empty())
            return wrong("the title stands at the beginning, once");
        if (kind == HelpBlockKind::Step && number != nextStep())
            return wrong("steps are numbered from 1");
        open_ = HelpBlock{kind, number, {}};
        text_ = text;
        return Done{};
    }

    int nextStep() const {
        const bool continues = !blocks_.empty() && blocks_.back().kind == HelpBlockKind::Step;
        return continues ? blocks_.back().number + 1 : 1;
    }

    Outcome closeBlock() {
        if (!open_)
            return Done{};
        auto spans = SpanReader(text_).read();
        if (!spans || spans->empty())
            return wrong("a mark that is not closed, or a character of other Markdown");
        open_->spans = std::move(*spans);
        blocks_.push_back(std::move(*open_));
        open_.reset();
        return Done{};
    }

    std::vector<HelpBlock> blocks_;
    std::optional<HelpBlock> open_;
    std::string text_;
    int line_ = 0;
};

} // namespace

std::string HelpBlock::plainText() const {
    std::string text;
    for (const HelpSpan& span : spans)
        text += span.text;
    return text;
}

Result<std::vector<HelpBlock>> parseHelp(std::string_view markdown) {
    return HelpReader().read(markdown);
}

} // namespace tanba::guidance
