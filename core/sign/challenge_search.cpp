#include "core/sign/challenge_search.h"

#include "core/sign/cms_reader.h"
#include "core/sign/hidden_login.h"
#include "core/sign/shape_match.h"
#include "core/sign/text_layers.h"
#include "core/sign/xml_document.h"
#include "core/sign/xml_text.h"

#include <algorithm>
#include <optional>

namespace tanba::sign {

namespace {

/// XML within text within XML, base64 within base64, CMS within CMS: so many levels are opened.
constexpr int kMaxLevel = 3;
/// Parsing costs more than looking at the text; beyond this many embedded documents only the latter is done.
constexpr int kMaxEmbedded = 20'000;
/// In front of base64 under any label; its own characters could be base64.
constexpr std::string_view kArmour = "-----";
/// base64 of "<root/>", the shortest challenge that is XML.
constexpr std::size_t kShortestText = 12;

enum class Foreign { Refused, Skipped };

/// Base64 as people write it: with either alphabet, with or without padding, and, where that is asked for,
/// with other characters in between, which lenient decoders pass over. Nothing when it is something else.
std::optional<Bytes> fromAnyBase64(std::string_view text, Foreign foreign) {
    Bytes decoded;
    decoded.reserve(text.size() / 4 * 3 + 3);
    Base64Bits bits;
    std::size_t values = 0;
    for (const char character : text) {
        const std::uint8_t value = base64Value(character);
        const bool isOther = value == kBase64End || static_cast<unsigned char>(character) >= 0x80;
        if (isOther && foreign == Foreign::Refused)
            return std::nullopt;
        if (value >= kBase64Skipped)
            continue;
        ++values;
        if (const auto byte = bits.add(value))
            decoded.push_back(*byte);
    }
    return values >= kShortestText - 2 ? std::optional(std::move(decoded)) : std::nullopt;
}

ByteView withoutSpaceInFront(ByteView content) {
    while (!content.empty() && isTakenOffInFront(content.front()))
        content = content.subspan(1);
    return content;
}

class Search {
  public:
    explicit Search(const WorkControl& control) : control_(control) {}

    /// The element and everything in it, from the inside to the outside.
    /// @param wholes the things to be signed (level 0), or a document within one.
    void everything(xmlNode* apex, const std::vector<const xmlNode*>& wholes, int level) {
        std::vector<Open> open;
        const auto close = [&] {
            const Open done = std::move(open.back());
            open.pop_back();
            look(done, level, Place::Within);
            if (std::ranges::find(wholes, done.element) != wholes.end())
                look(done, level, Place::Whole);
            if (!open.empty())
                open.back().inside.add(done.element, done.inside);
        };
        for (xmlNode* node = apex; node != nullptr && !cancelled(); node = xml::following(node, apex)) {
            while (!open.empty() && open.back().element != node->parent)
                close();
            if (xml::isElement(node)) {
                open.push_back({node, {}});
                for (const xmlAttr* attribute = node->properties; attribute != nullptr;
                     attribute = attribute->next)
                    text(xml::attributeText(attribute), level);
                texts(node, level);
            } else if (isText(node)) {
                open.back().inside.addText(xml::textView(node->content));
            }
        }
        while (!open.empty())
            close();
    }

    /// Whether the bytes are all of what is signed, in whatever wrapping, or a text in it, which may be
    /// base64 only by chance.
    enum class Role { Whole, Text };

    void bytes(ByteView content, int level, Role role) {
        const ByteView trimmed = withoutSpaceInFront(content);
        if (level > kMaxLevel)
            return role == Role::Whole ? shownBy(content, role) : void();
        if (xml::startsLikeXml(content))
            document(content, level, role);
        else if (looksLikeCms(content))
            cms(content, level, role);
        else if (xml::startsLikeXml(trimmed))
            document(trimmed, level, role);
        else
            base64(asText(content), level, role);
    }

    Classification finish() {
        if (!result_.shapes.empty() || control_.cancelled())
            result_.contentClass = ContentClass::Login;
        return std::move(result_);
    }

  private:
    enum class Place { Whole, Within };
    struct Open {
        const xmlNode* element;
        Inside inside;
    };

    bool cancelled() const { return control_.cancelled(); }

    static bool isText(const xmlNode* node) {
        return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
    }

    void add(const LoginShape* shape) {
        if (std::ranges::find(result_.shapes, shape) == result_.shapes.end())
            result_.shapes.push_back(shape);
    }

    /// Of the rows of the table the exact ones decide. A row's wider form counts only for an element that no
    /// row describes exactly: what eGov asks for holds everything that others ask for, and more.
    void look(const Open& open, int level, Place place) {
        bool exact = false;
        for (const ShapePattern& pattern : shapePatterns()) {
            if (!matches(open, pattern, level))
                continue;
            exact = true;
            if ((pattern.anyDepth || place == Place::Whole) && !isReplaced(open, pattern, level))
                found(open.element, pattern);
        }
        if (exact)
            return;
        for (const ShapePattern& pattern : shapePatterns())
            if (countsWidened(pattern, place) && matchesWidened(open.element, pattern, open.inside))
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
    static bool matches(const Open& open, const ShapePattern& pattern, int level) {
        const bool isEverything = level == 0 && !xml::isElement(open.element->parent);
        return (pattern.match != ShapeMatch::Strict || isEverything) &&
               matchesShape(open.element, pattern, open.inside);
    }

    /// Whether a more exact shape speaks for this element.
    static bool isReplaced(const Open& open, const ShapePattern& pattern, int level) {
        return std::ranges::any_of(shapePatterns(), [&](const ShapePattern& other) {
            return other.insteadOf == pattern.shape->id && matches(open, other, level);
        });
    }

    /// The texts of an element, each up to the next element within it; comments do not part them.
    void texts(const xmlNode* element, int level) {
        std::string run;
        for (const xmlNode* child = element->children; child != nullptr; child = child->next) {
            if (isText(child)) {
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
            document(viewOf(value), level + 1, Role::Whole);
        else
            base64(value, level, Role::Text);
    }

    void base64(std::string_view value, int level, Role role) {
        if (role == Role::Whole && value.starts_with(kArmour))
            return shownBy(viewOf(value), role);
        const auto decoded = fromAnyBase64(value, role == Role::Whole ? Foreign::Refused : Foreign::Skipped);
        if (decoded)
            bytes(*decoded, level + 1, role);
        else if (role == Role::Whole)
            shownBy(viewOf(value), role);
    }

    void document(ByteView content, int level, Role role) {
        if (++documents_ > kMaxEmbedded)
            return shownBy(content, role);
        const auto parsed = xml::XmlDocument::parse(content);
        if (!parsed.ok())
            return shownBy(content, role);
        everything(parsed.value().root(), {parsed.value().root()}, level);
    }

    /// Another program may be able to read what this one refuses.
    void shownBy(ByteView content, Role role) {
        if (role == Role::Whole)
            result_.everythingParsed = false;
        HiddenLoginSearch hidden;
        static_cast<void>(hidden.write(content)); // in memory: it cannot fail
        for (const LoginShape* shape : hidden.shapes())
            add(shape);
    }

    /// All of the content, and not only its start: a challenge may stand behind any padding.
    void cms(ByteView content, int level, Role role) {
        MemoryInput input(content);
        MemorySink inside;
        const auto signedData = readCms(input, &inside, control_);
        if (!signedData.ok())
            return shownBy(content, role);
        if (signedData.value().hasContent)
            bytes(inside.content, level + 1, role);
    }

    const WorkControl& control_;
    Classification result_;
    int documents_ = 0;
};

} // namespace

Classification classifyElements(const std::vector<xmlNode*>& elements, const WorkControl& control) {
    Search search(control);
    search.everything(elements.front(), {elements.begin(), elements.end()}, 0);
    return search.finish();
}

Classification classifyBytes(ByteView content, const WorkControl& control) {
    Search search(control);
    search.bytes(content, 0, Search::Role::Whole);
    return search.finish();
}

} // namespace tanba::sign
