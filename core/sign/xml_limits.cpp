#include "core/sign/xml_limits.h"

#include <array>
#include <vector>

namespace tanba::sign::xml {

namespace {

/// Markup that is skipped as a whole.
struct Section {
    std::string_view open;
    std::string_view close;
};
constexpr std::array<Section, 3> kSections = {{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}}};

Failure tooLarge(std::string_view limit) {
    return fail(FailureCode::XmlTooLarge, {}, std::string(limit));
}

class Walk {
  public:
    explicit Walk(std::string_view text) : text_(text) {}

    Outcome run() {
        while (position_ < text_.size()) {
            const std::size_t markup = text_.find('<', position_);
            const std::size_t end = markup == std::string_view::npos ? text_.size() : markup;
            TANBA_CHECK(text(end - position_));
            position_ = end;
            if (position_ < text_.size())
                TANBA_CHECK(markupHere());
        }
        return Done{};
    }

  private:
    Outcome text(std::size_t length) {
        if (length > kMaxTextLength)
            return fail(FailureCode::XmlTextTooLong);
        return length == 0 ? Outcome(Done{}) : node(1);
    }

    Outcome node(std::size_t count) {
        nodes_ += count;
        return nodes_ > kMaxNodes ? Outcome(tooLarge("nodes")) : Outcome(Done{});
    }

    void stop() { position_ = text_.size(); }

    Outcome markupHere() {
        const std::string_view rest = text_.substr(position_);
        for (const Section& section : kSections)
            if (rest.starts_with(section.open))
                return skip(section);
        if (rest.starts_with("<!")) { // a DOCTYPE: the parser refuses the document there
            stop();
            return Done{};
        }
        if (rest.starts_with("</"))
            return endTag();
        return startTag();
    }

    Outcome skip(const Section& section) {
        const std::size_t close = text_.find(section.close, position_ + section.open.size());
        const std::size_t end = close == std::string_view::npos ? text_.size() : close + section.close.size();
        TANBA_CHECK(text(end - position_));
        position_ = end;
        return Done{};
    }

    Outcome endTag() {
        const std::size_t close = text_.find('>', position_);
        if (close == std::string_view::npos || namespaces_.empty()) {
            stop();
            return Done{};
        }
        inScope_ -= namespaces_.back();
        namespaces_.pop_back();
        position_ = close + 1;
        return Done{};
    }

    /// Counts attributes by their opening quotes.
    Outcome startTag() {
        std::size_t attributes = 0;
        std::size_t declarations = 0;
        std::size_t nameStart = position_ + 1;
        std::size_t cursor = position_ + 1;
        while (true) {
            cursor = text_.find_first_of(" \t\r\n\"'>", cursor);
            if (cursor == std::string_view::npos) {
                stop();
                return Done{};
            }
            const char found = text_[cursor];
            if (found == '>')
                break;
            if (found != '"' && found != '\'') {
                nameStart = ++cursor;
                continue;
            }
            ++attributes;
            if (attributes > kMaxAttributes)
                return tooLarge("attributes");
            declarations += declaresNamespace(nameStart) ? 1U : 0U;
            const std::size_t close = text_.find(found, cursor + 1);
            if (close == std::string_view::npos) {
                stop();
                return Done{};
            }
            if (close - cursor > kMaxTextLength)
                return fail(FailureCode::XmlTextTooLong);
            cursor = nameStart = close + 1;
        }
        const bool empty = text_[cursor - 1] == '/';
        position_ = cursor + 1;
        return opened(attributes, declarations, empty);
    }

    /// White space around "=" puts the name out of sight; then the attribute is taken for a declaration.
    bool declaresNamespace(std::size_t nameStart) const {
        const std::string_view name = text_.substr(nameStart);
        return name.starts_with("xmlns") || name.starts_with("=") || name.starts_with("\"") ||
               name.starts_with("'");
    }

    Outcome opened(std::size_t attributes, std::size_t declarations, bool empty) {
        TANBA_CHECK(node(1 + 2 * attributes)); // an attribute has its text as a node of its own
        if (namespaces_.size() + 1 > kMaxDepth)
            return fail(FailureCode::XmlTooDeep);
        if (inScope_ + declarations > kMaxNamespacesInScope)
            return tooLarge("namespaces");
        lookups_ += (1 + attributes) * (1 + namespaces_.size() + inScope_ + declarations);
        if (lookups_ > kMaxLookups)
            return tooLarge("namespaces");
        if (!empty) {
            namespaces_.push_back(declarations);
            inScope_ += declarations;
        }
        return Done{};
    }

    std::string_view text_;
    std::size_t position_ = 0;
    std::size_t nodes_ = 0;
    std::size_t lookups_ = 0;
    std::size_t inScope_ = 0;
    std::vector<std::size_t> namespaces_; ///< declared by each open element
};

} // namespace

Outcome checkLimits(std::string_view text) {
    return Walk(text).run();
}

} // namespace tanba::sign::xml
