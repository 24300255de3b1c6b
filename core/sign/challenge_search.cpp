#include "core/sign/challenge_search.h"

#include "core/base/encoding.h"
#include "core/sign/cms_reader.h"
#include "core/sign/hidden_login.h"
#include "core/sign/shape_match.h"
#include "core/sign/xml_document.h"
#include "core/sign/xml_text.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace tanba::sign {

namespace {

/// XML within text within XML, base64 within base64, CMS within CMS: so many levels are opened.
constexpr int kMaxLevel = 3;
/// Parsing costs more than looking at the text; beyond this many embedded documents only the latter is done.
constexpr int kMaxEmbedded = 20'000;
/// base64 of "<root/>", the shortest challenge that is XML.
constexpr std::size_t kShortestText = 12;

/// Base64 as people write it: with either alphabet, with or without padding. Nothing when it is something
/// else.
std::optional<Bytes> fromAnyBase64(std::string_view text) {
    std::string normal;
    normal.reserve(text.size() + 3);
    for (const char character : text) {
        if (character == ' ' || character == '\t' || character == '\r' || character == '\n')
            continue;
        if (character == '-' || character == '_')
            normal.push_back(character == '-' ? '+' : '/');
        else if (character == '=' || character == '+' || character == '/' ||
                 (static_cast<unsigned char>(character) < 0x80 &&
                  std::isalnum(static_cast<unsigned char>(character)) != 0))
            normal.push_back(character);
        else
            return std::nullopt;
    }
    while (!normal.empty() && normal.back() == '=')
        normal.pop_back();
    if (normal.size() < kShortestText - 2)
        return std::nullopt;
    normal.append((4 - normal.size() % 4) % 4, '=');
    auto decoded = fromBase64(normal);
    return decoded.ok() ? std::optional(std::move(decoded).value()) : std::nullopt;
}

/// Without what a portal may take off before it parses: control characters, as Java's trim() does, and byte
/// order marks.
ByteView withoutControlsInFront(ByteView content) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    while (!content.empty()) {
        if (content.front() <= ' ')
            content = content.subspan(1);
        else if (asText(content).starts_with(kMark))
            content = content.subspan(kMark.size());
        else
            break;
    }
    return content;
}

class Search {
  public:
    /// One of the things to be signed (level 0), or a document within it, as a whole.
    void whole(const xmlNode* element, int level) { look(element, level, Place::Whole); }

    /// The element and everything in it.
    void everything(xmlNode* apex, int level) {
        for (xmlNode* node = apex; node != nullptr; node = xml::following(node, apex)) {
            if (!xml::isElement(node))
                continue;
            look(node, level, Place::Within);
            for (const xmlAttr* attribute = node->properties; attribute != nullptr;
                 attribute = attribute->next)
                text(xml::attributeText(attribute), level);
            texts(node, level);
        }
    }

    void bytes(ByteView content, int level) {
        if (level > kMaxLevel)
            return;
        const ByteView trimmed = withoutControlsInFront(content);
        if (xml::startsLikeXml(content))
            document(content, level);
        else if (looksLikeCms(content))
            cms(content, level);
        else if (xml::startsLikeXml(trimmed))
            document(trimmed, level);
        else
            base64(asText(content), level);
    }

    Classification finish() {
        if (!result_.shapes.empty())
            result_.contentClass = ContentClass::Login;
        return std::move(result_);
    }

  private:
    enum class Place { Whole, Within };

    void add(const LoginShape* shape) {
        if (std::ranges::find(result_.shapes, shape) == result_.shapes.end())
            result_.shapes.push_back(shape);
    }

    /// Of the rows of the table the exact ones decide. A row's wider form counts only for an element that no
    /// row describes exactly: what eGov asks for holds everything that others ask for, and more.
    void look(const xmlNode* element, int level, Place place) {
        bool exact = false;
        for (const ShapePattern& pattern : shapePatterns()) {
            if (!matches(element, pattern, level))
                continue;
            exact = true;
            if ((pattern.anyDepth || place == Place::Whole) && !isReplaced(element, pattern, level))
                found(element, pattern);
        }
        if (exact)
            return;
        for (const ShapePattern& pattern : shapePatterns())
            if (countsWidened(pattern, place) && matchesWidened(element, pattern))
                add(pattern.shape);
    }

    static bool countsWidened(const ShapePattern& pattern, Place place) {
        return pattern.widened == Widened::AnyDepth ||
               (pattern.widened == Widened::Whole && place == Place::Whole);
    }

    void found(const xmlNode* element, const ShapePattern& pattern) {
        add(pattern.shape);
        if (pattern.shape->statesOrigin)
            result_.statedOrigins.push_back(statedOrigin(element, pattern).value_or(""));
    }

    /// A challenge that names its own origin counts as such only when nothing else is signed with it.
    static bool matches(const xmlNode* element, const ShapePattern& pattern, int level) {
        const bool isEverything = level == 0 && !xml::isElement(element->parent);
        return (pattern.match != ShapeMatch::Strict || isEverything) && matchesShape(element, pattern);
    }

    /// Whether a more exact shape speaks for this element.
    static bool isReplaced(const xmlNode* element, const ShapePattern& pattern, int level) {
        return std::ranges::any_of(shapePatterns(), [&](const ShapePattern& other) {
            return other.insteadOf == pattern.shape->id && matches(element, other, level);
        });
    }

    /// The texts of an element, each up to the next element within it; comments do not part them.
    void texts(const xmlNode* element, int level) {
        std::string run;
        for (const xmlNode* child = element->children; child != nullptr; child = child->next) {
            if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
                run += xml::textView(child->content);
            } else if (xml::isElement(child)) {
                text(run, level);
                run.clear();
            }
        }
        text(run, level);
    }

    void text(std::string_view value, int level) {
        value = xml::trimmed(value);
        if (value.size() < kShortestText || level >= kMaxLevel)
            return;
        if (xml::startsLikeXml(viewOf(value)))
            document(viewOf(value), level + 1);
        else
            base64(value, level);
    }

    void base64(std::string_view value, int level) {
        if (const auto decoded = fromAnyBase64(value))
            bytes(*decoded, level + 1);
    }

    void document(ByteView content, int level) {
        if (++documents_ > kMaxEmbedded)
            return shownBy(content);
        const auto parsed = xml::XmlDocument::parse(content);
        if (!parsed.ok())
            return shownBy(content);
        whole(parsed.value().root(), level);
        everything(parsed.value().root(), level);
    }

    /// Another program may be able to read what this one refuses.
    void shownBy(ByteView content) {
        result_.everythingParsed = false;
        HiddenLoginSearch hidden;
        static_cast<void>(hidden.write(content)); // in memory: it cannot fail
        for (const LoginShape* shape : hidden.shapes())
            add(shape);
    }

    /// All of the content, and not only its start: a challenge may stand behind any padding.
    void cms(ByteView content, int level) {
        MemoryInput input(content);
        MemorySink inside;
        const auto signedData = readCms(input, &inside, {});
        if (signedData.ok() && signedData.value().hasContent)
            bytes(inside.content, level + 1);
    }

    Classification result_;
    int documents_ = 0;
};

} // namespace

Classification classifyElements(const std::vector<xmlNode*>& elements) {
    Search search;
    for (const xmlNode* element : elements)
        search.whole(element, 0);
    search.everything(elements.front(), 0);
    return search.finish();
}

Classification classifyBytes(ByteView content) {
    Search search;
    search.bytes(content, 0);
    return search.finish();
}

} // namespace tanba::sign
