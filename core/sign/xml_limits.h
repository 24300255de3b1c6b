#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::sign::xml {

/// libxml2's own limits, kept as ours: text, attribute value, comment, CDATA section as it stands in the
/// file, and elements within elements.
inline constexpr std::size_t kMaxTextLength = 10'000'000;
inline constexpr std::size_t kMaxDepth = 256;
/// Elements, attributes, comments and pieces of text of one document. About 200 bytes of memory each in a
/// tree.
inline constexpr std::size_t kMaxNodes = 2'000'000;
/// The parser compares every attribute of an element with every other one, and looks name spaces up one by
/// one.
inline constexpr std::size_t kMaxAttributes = 256;
inline constexpr std::size_t kMaxNamespacesInScope = 256;
/// Sum over elements and attributes of what a look-up of their name space can cost.
inline constexpr std::size_t kMaxLookups = 400'000'000;
/// A tag with all its attributes, a comment, a section, an instruction and white space outside the root are
/// each held whole by the parser, also where nothing else is (readXmlEvents).
inline constexpr std::size_t kMaxHeldToken = std::size_t{4} * 1024 * 1024;

/// What the limits are for.
enum class XmlReading {
    Tree,
    Events, ///< also kMaxHeldToken
};

/// Walks over the markup without building anything, so that a document that would cost much time or memory is
/// refused before the parser sees it: xml.text_too_long, xml.too_deep, xml.too_many_parts and
/// xml.too_large (with the limit as detail). Says nothing about well-formedness; at the first odd place it
/// leaves the rest to the parser. Fed in pieces of any size.
class LimitCheck {
  public:
    explicit LimitCheck(XmlReading reading) : reading_(reading) {}

    Outcome feed(std::string_view piece);
    /// The document is at its end.
    Outcome finish();

  private:
    enum class State { Text, Opening, Section, EndTag, StartTag, Value, Stopped };

    /// Each takes what belongs to it off the front of the piece.
    Outcome text(std::string_view& piece);
    Outcome opening(std::string_view& piece);
    Outcome section(std::string_view& piece);
    Outcome endTag(std::string_view& piece);
    Outcome startTag(std::string_view& piece);
    Outcome value(std::string_view& piece);

    Outcome countText(std::size_t length);
    Outcome countToken(std::size_t length);
    Outcome node(std::size_t count);
    bool declaresNamespace() const;
    void beginText();
    Outcome beginValue(char quote);
    Outcome opened();

    XmlReading reading_;
    State state_ = State::Text;
    std::size_t length_ = 0;      ///< of the text, section or value so far
    std::size_t tokenLength_ = 0; ///< of what kMaxHeldToken limits, so far
    std::string pending_;         ///< of an opening
    std::string_view close_;      ///< of the section
    std::string tail_;            ///< what may be the beginning of close_
    char quote_ = '"';
    char previous_ = '<';  ///< character of a start tag
    std::string nameHead_; ///< the first characters behind white space or a value
    std::size_t attributes_ = 0;
    std::size_t declarations_ = 0;

    std::size_t nodes_ = 0;
    std::size_t lookups_ = 0;
    std::size_t inScope_ = 0;
    std::vector<std::size_t> namespaces_; ///< declared by each open element
};

/// LimitCheck for a whole document.
Outcome checkLimits(std::string_view text);

} // namespace tanba::sign::xml
