#include "core/sign/xml_outline.h"

#include "core/sign/xml_document.h"

#include <algorithm>

namespace tanba::sign {

namespace {

using namespace xml;

/// Deeper elements are no longer moved to the right.
constexpr std::size_t kMaxIndent = 32;

class Outline {
  public:
    explicit Outline(std::size_t maxBytes) : maxBytes_(maxBytes) {}

    XmlOutline make(const XmlDocument& document) {
        for (const xmlNode* node = document.get()->children; node != nullptr; node = node->next)
            add(node, 0);
        return {std::move(text_), cutOff_};
    }

  private:
    bool full() {
        cutOff_ = cutOff_ || text_.size() > maxBytes_;
        return cutOff_;
    }

    void begin(std::size_t depth) { text_.append(2 * std::min(depth, kMaxIndent), ' '); }

    void escaped(std::string_view content) {
        for (const char character : content) {
            if (character == '<')
                text_ += "&lt;";
            else if (character == '&')
                text_ += "&amp;";
            else
                text_ += character;
        }
    }

    void name(const xmlNs* nameSpace, const xmlChar* local) {
        if (nameSpace != nullptr && nameSpace->prefix != nullptr)
            text_.append(textView(nameSpace->prefix)).append(":");
        text_.append(textView(local));
    }

    void quoted(std::string_view value) {
        text_ += "=\"";
        escaped(value);
        text_ += '"';
    }

    void openingTag(const xmlNode* element) {
        text_ += '<';
        name(element->ns, element->name);
        for (const xmlNs* own = element->nsDef; own != nullptr && !full(); own = own->next) {
            text_ += own->prefix == nullptr ? " xmlns" : " xmlns:";
            text_.append(textView(own->prefix));
            quoted(textView(own->href));
        }
        for (const xmlAttr* own = element->properties; own != nullptr && !full(); own = own->next) {
            text_ += ' ';
            name(own->ns, own->name);
            quoted(attributeText(own));
        }
    }

    static bool isText(const xmlNode* node) {
        return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
    }

    /// Text alone, which then stands on the line of its element.
    static bool holdsOnlyText(const xmlNode* element) {
        for (const xmlNode* node = element->children; node != nullptr; node = node->next)
            if (!isText(node))
                return false;
        return true;
    }

    void closingTag(const xmlNode* element) {
        text_ += "</";
        name(element->ns, element->name);
        text_ += ">\n";
    }

    void addElement(const xmlNode* element, std::size_t depth) {
        begin(depth);
        openingTag(element);
        if (element->children == nullptr) {
            text_ += "/>\n";
            return;
        }
        text_ += '>';
        const bool oneLine = holdsOnlyText(element);
        if (!oneLine)
            text_ += '\n';
        for (const xmlNode* node = element->children; node != nullptr && !full(); node = node->next) {
            if (oneLine)
                escaped(textView(node->content));
            else
                add(node, depth + 1);
        }
        if (!oneLine)
            begin(depth);
        closingTag(element);
    }

    void add(const xmlNode* node, std::size_t depth) {
        if (full())
            return;
        if (node->type == XML_ELEMENT_NODE) {
            addElement(node, depth);
        } else if (isText(node)) {
            const std::string_view content = trimmed(textView(node->content));
            if (content.empty())
                return;
            begin(depth);
            escaped(content);
            text_ += '\n';
        } else if (node->type == XML_COMMENT_NODE) {
            begin(depth);
            text_.append("<!--").append(textView(node->content)).append("-->\n");
        } else if (node->type == XML_PI_NODE) {
            begin(depth);
            text_.append("<?").append(textView(node->name)).append(" ");
            text_.append(textView(node->content)).append("?>\n");
        }
    }

    std::size_t maxBytes_;
    std::string text_;
    bool cutOff_ = false;
};

} // namespace

Result<XmlOutline> outlineXml(ByteView document, std::size_t maxBytes) {
    TANBA_TRY(const XmlDocument parsed, XmlDocument::parse(document));
    return Outline(maxBytes).make(parsed);
}

} // namespace tanba::sign
