#include "core/sign/xml_limits.h"

#include <algorithm>
#include <array>

namespace tanba::sign::xml {

namespace {

/// Markup that is skipped as a whole.
struct Section {
    std::string_view open;
    std::string_view close;
};
constexpr std::array<Section, 3> kSections = {{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}}};
constexpr std::string_view kDeclaration = "xmlns";

/// Of the document's memory, or of the time that its name spaces would take.
Failure tooManyParts(std::string_view limit) {
    return fail(FailureCode::XmlTooManyParts, {}, std::string(limit));
}

} // namespace

Outcome LimitCheck::feed(std::string_view piece) {
    while (!piece.empty()) {
        switch (state_) {
        case State::Text:
            TANBA_CHECK(text(piece));
            break;
        case State::Opening:
            TANBA_CHECK(opening(piece));
            break;
        case State::Section:
            TANBA_CHECK(section(piece));
            break;
        case State::EndTag:
            TANBA_CHECK(endTag(piece));
            break;
        case State::StartTag:
            TANBA_CHECK(startTag(piece));
            break;
        case State::Value:
            TANBA_CHECK(value(piece));
            break;
        case State::Stopped:
            return Done{};
        }
    }
    return Done{};
}

Outcome LimitCheck::finish() {
    const bool countsAsText = (state_ == State::Text && length_ > 0) || state_ == State::Section;
    state_ = State::Stopped;
    return countsAsText ? node(1) : Outcome(Done{});
}

Outcome LimitCheck::countText(std::size_t length) {
    length_ += length;
    return length_ > kMaxTextLength ? Outcome(fail(FailureCode::XmlTextTooLong)) : Outcome(Done{});
}

Outcome LimitCheck::countToken(std::size_t length) {
    tokenLength_ += length;
    return reading_ == XmlReading::Events && tokenLength_ > kMaxHeldToken
               ? Outcome(fail(FailureCode::XmlTooLarge, {}, "token"))
               : Outcome(Done{});
}

Outcome LimitCheck::node(std::size_t count) {
    nodes_ += count;
    return nodes_ > kMaxNodes ? Outcome(tooManyParts("nodes")) : Outcome(Done{});
}

Outcome LimitCheck::text(std::string_view& piece) {
    const std::size_t markup = std::min(piece.find('<'), piece.size());
    TANBA_CHECK(countText(markup));
    if (namespaces_.empty()) { // white space outside the root
        TANBA_CHECK(countToken(markup));
    }
    piece.remove_prefix(markup);
    if (piece.empty())
        return Done{};
    TANBA_CHECK(node(length_ > 0 ? 1 : 0));
    length_ = 0;
    tokenLength_ = 0;
    pending_.clear();
    state_ = State::Opening;
    return Done{};
}

/// As far as it takes to know what stands here.
Outcome LimitCheck::opening(std::string_view& piece) {
    pending_.push_back(piece.front());
    for (const Section& section : kSections) {
        if (section.open == pending_) {
            close_ = section.close;
            tail_.clear();
            state_ = State::Section;
            piece.remove_prefix(1);
            TANBA_CHECK(countToken(pending_.size()));
            return countText(pending_.size());
        }
    }
    const auto mayBecome = [this](const Section& section) { return section.open.starts_with(pending_); };
    if (pending_ == "<" || std::ranges::any_of(kSections, mayBecome)) {
        piece.remove_prefix(1);
    } else if (pending_ == "</") {
        state_ = namespaces_.empty() ? State::Stopped : State::EndTag;
        piece.remove_prefix(1);
    } else if (pending_.starts_with("<!")) { // a DOCTYPE: the parser refuses the document there
        state_ = State::Stopped;
    } else {
        state_ = State::StartTag;
        previous_ = '<';
        attributes_ = 0;
        declarations_ = 0;
        nameHead_.clear();
        return countToken(1);
    }
    return Done{};
}

Outcome LimitCheck::section(std::string_view& piece) {
    const std::size_t end = piece.find('>');
    const std::size_t length = std::min(end, piece.size());
    const std::string_view body = piece.substr(0, length);
    tail_ += body.substr(body.size() - std::min(body.size(), close_.size() - 1));
    tail_.erase(0, tail_.size() - std::min(tail_.size(), close_.size() - 1));
    const std::size_t taken = std::min(length + 1, piece.size());
    TANBA_CHECK(countToken(taken));
    TANBA_CHECK(countText(taken));
    piece.remove_prefix(taken);
    if (end == std::string_view::npos)
        return Done{};
    if (close_.starts_with(tail_) && tail_.size() + 1 == close_.size()) {
        beginText();
        return node(1);
    }
    tail_.clear(); // no close holds a '>' but at its end
    return Done{};
}

Outcome LimitCheck::endTag(std::string_view& piece) {
    const std::size_t close = std::min(piece.find('>'), piece.size());
    TANBA_CHECK(countToken(close));
    piece.remove_prefix(close);
    if (piece.empty())
        return Done{};
    piece.remove_prefix(1);
    beginText();
    inScope_ -= namespaces_.back();
    namespaces_.pop_back();
    return Done{};
}

void LimitCheck::beginText() {
    state_ = State::Text;
    length_ = 0;
    tokenLength_ = 0;
}

/// Counts attributes by their opening quotes.
Outcome LimitCheck::startTag(std::string_view& piece) {
    const std::size_t end = std::min(piece.find_first_of(" \t\r\n\"'>"), piece.size());
    TANBA_CHECK(countToken(std::min(end + 1, piece.size())));
    nameHead_ += piece.substr(0, std::min(end, kDeclaration.size() - nameHead_.size()));
    if (end > 0)
        previous_ = piece[end - 1];
    piece.remove_prefix(end);
    if (piece.empty())
        return Done{};
    const char found = piece.front();
    piece.remove_prefix(1);
    if (found == '>')
        return opened();
    previous_ = found;
    if (found == '"' || found == '\'')
        return beginValue(found);
    nameHead_.clear();
    return Done{};
}

Outcome LimitCheck::beginValue(char quote) {
    if (++attributes_ > kMaxAttributes)
        return tooManyParts("attributes");
    declarations_ += declaresNamespace() ? 1U : 0U;
    quote_ = quote;
    state_ = State::Value;
    length_ = 1; // with its quote
    return Done{};
}

Outcome LimitCheck::value(std::string_view& piece) {
    const std::size_t close = std::min(piece.find(quote_), piece.size());
    TANBA_CHECK(countToken(std::min(close + 1, piece.size())));
    TANBA_CHECK(countText(close));
    piece.remove_prefix(close);
    if (piece.empty())
        return Done{};
    piece.remove_prefix(1);
    previous_ = quote_;
    length_ = 0;
    state_ = State::StartTag;
    nameHead_.clear();
    return Done{};
}

/// White space around "=" puts the name out of sight; then the attribute is taken for a declaration.
bool LimitCheck::declaresNamespace() const {
    return nameHead_.empty() || nameHead_.starts_with("=") || nameHead_ == kDeclaration;
}

Outcome LimitCheck::opened() {
    const bool empty = previous_ == '/';
    beginText();
    TANBA_CHECK(node(1 + 2 * attributes_)); // an attribute has its text as a node of its own
    if (namespaces_.size() + 1 > kMaxDepth)
        return fail(FailureCode::XmlTooDeep);
    if (inScope_ + declarations_ > kMaxNamespacesInScope)
        return tooManyParts("namespaces");
    lookups_ += (1 + attributes_) * (1 + namespaces_.size() + inScope_ + declarations_);
    if (lookups_ > kMaxLookups)
        return tooManyParts("namespaces");
    if (!empty) {
        namespaces_.push_back(declarations_);
        inScope_ += declarations_;
    }
    return Done{};
}

Outcome checkLimits(std::string_view text) {
    LimitCheck check(XmlReading::Tree);
    TANBA_CHECK(check.feed(text));
    return check.finish();
}

} // namespace tanba::sign::xml
