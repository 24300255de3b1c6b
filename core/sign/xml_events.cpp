#include "core/sign/xml_events.h"

#include "core/sign/xml_errors.h"
#include "core/sign/xml_limits.h"
#include "core/sign/xml_parser.h"
#include "core/sign/xml_signer.h"
#include "core/sign/xml_text.h"

#include <algorithm>
#include <optional>

namespace tanba::sign::xml {

namespace {

/// Not more than an XML may have.
class CountedSource : public ByteSource {
  public:
    explicit CountedSource(ByteSource& source) : source_(source) {}
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
        TANBA_TRY(const std::size_t count, source_.read(buffer));
        size_ += count;
        if (size_ > kMaxXmlSize)
            return fail(FailureCode::XmlTooLarge, {}, "bytes");
        return count;
    }

  private:
    ByteSource& source_;
    std::size_t size_ = 0;
};

class EventParser {
  public:
    EventParser(ByteSource& document, XmlEvents& events)
        : counted_(document), text_(counted_), events_(events) {}

    Outcome run() {
        const ParserHandle parser = newParser();
        const ErrorCollector errors;
        TANBA_CHECK(text_.begin());
        if (parser == nullptr)
            return fail(FailureCode::OutOfMemory);
        parser_ = parser.get();
        parser_->_private = this;
        xmlDictSetLimit(parser_->dict, kMaxNames);
        listen(*parser_->sax);
        // Nothing can be declared without a DOCTYPE: XML_PARSE_NOENT only tells the values of attributes as
        // they are meant.
        const DocumentHandle nothing(
            xmlCtxtReadIO(parser_, read, nullptr, this, nullptr, "UTF-8", kParserOptions | XML_PARSE_NOENT));
        if (failure_)
            return *failure_;
        if (doctype_)
            return fail(FailureCode::XmlDoctype);
        if (parser_->wellFormed == 0 || parser_->nsWellFormed == 0 || !rooted_ || events_.enough())
            return fail(FailureCode::XmlMalformed, {}, errors.first());
        return readRest();
    }

  private:
    /// Bytes of all names, of which libxml2 keeps one copy each: it takes memory in pools, so that the last
    /// one, of four times the size of all others, may still begin below this.
    static constexpr std::size_t kMaxNames = std::size_t{512} * 1024;

    static EventParser& self(void* context) {
        return *static_cast<EventParser*>(static_cast<xmlParserCtxt*>(context)->_private);
    }
    static std::string_view view(const xmlChar* text, int length) {
        return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)};
    }

    static void listen(xmlSAXHandler& handler) {
        handler.internalSubset = [](void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
            self(context).doctype_ = true;
            xmlStopParser(self(context).parser_);
        };
        handler.startElementNs = [](void* context, const xmlChar* name, const xmlChar*, const xmlChar* space,
                                    int, const xmlChar**, int attributes, int, const xmlChar** values) {
            self(context).open(name, space, std::span(values, 5 * static_cast<std::size_t>(attributes)));
        };
        handler.endElementNs = [](void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
            self(context).close();
        };
        handler.characters = [](void* context, const xmlChar* text, int length) {
            if (self(context).isListening())
                self(context).events_.text(view(text, length));
        };
        handler.ignorableWhitespace = handler.characters;
        handler.cdataBlock = [](void* context, const xmlChar* text, int length) {
            if (self(context).isListening())
                self(context).events_.section(view(text, length));
        };
        handler.comment = [](void* context, const xmlChar*) {
            if (self(context).isListening())
                self(context).events_.aside();
        };
        handler.processingInstruction = [](void* context, const xmlChar*, const xmlChar*) {
            if (self(context).isListening())
                self(context).events_.aside();
        };
    }

    /// @param values local name, prefix, name space, begin and end of the value, of each attribute.
    void open(const xmlChar* name, const xmlChar* space, std::span<const xmlChar*> values) {
        attributes_.clear();
        for (; !values.empty(); values = values.subspan(5))
            attributes_.push_back({textView(values[0]), textView(values[2]),
                                   view(values[3], static_cast<int>(values[4] - values[3]))});
        const XmlExtent extent = rooted_ ? XmlExtent::Within : XmlExtent::Whole;
        rooted_ = true;
        ++depth_;
        events_.open({textView(name), textView(space), attributes_}, extent);
        if (events_.enough())
            xmlStopParser(parser_);
    }

    void close() {
        if (!isListening())
            return;
        --depth_;
        events_.close();
    }

    /// Within the root. libxml2 hands some text out although it was stopped, as it builds no tree from it.
    bool isListening() const { return depth_ > 0 && parser_->disableSAX == 0; }

    /// Nothing more is handed out after the first error: libxml2 would read on, without telling anything.
    static int read(void* context, char* buffer, int length) {
        auto& parser = *static_cast<EventParser*>(context);
        if (parser.parser_->wellFormed == 0 || parser.failure_ || parser.events_.enough())
            return 0;
        const std::span<char> room(buffer, static_cast<std::size_t>(length));
        const auto count = parser.readChecked({reinterpret_cast<std::uint8_t*>(room.data()), room.size()});
        if (count.ok())
            return static_cast<int>(count.value());
        parser.failure_ = count.failure();
        return 0;
    }

    Result<std::size_t> readChecked(std::span<std::uint8_t> buffer) {
        TANBA_TRY(const std::size_t count, text_.read(buffer));
        TANBA_CHECK(limits_.feed(asText(ByteView(buffer).first(count))));
        return count;
    }

    /// A zero ends the document for libxml2; the limits, and whoever watches the source, want all of it.
    Outcome readRest() {
        Bytes rest(4096);
        while (true) {
            TANBA_TRY(const std::size_t count, readChecked(rest));
            if (count == 0)
                return limits_.finish();
        }
    }

    CountedSource counted_;
    XmlTextReader text_;
    LimitCheck limits_{XmlReading::Events};
    XmlEvents& events_;
    xmlParserCtxt* parser_ = nullptr;
    std::vector<XmlAttribute> attributes_;
    std::optional<Failure> failure_;
    bool doctype_ = false;
    bool rooted_ = false;
    std::size_t depth_ = 0;
};

class Teller {
  public:
    Teller(const std::vector<xmlNode*>& wholes, XmlEvents& events) : wholes_(wholes), events_(events) {}

    void run() {
        xmlNode* const root = wholes_.front();
        for (const xmlNode* node = root; node != nullptr && !events_.enough(); node = following(node, root)) {
            while (!open_.empty() && open_.back() != node->parent)
                close();
            tell(node);
        }
        while (!open_.empty())
            close();
    }

  private:
    void close() {
        events_.close();
        open_.pop_back();
    }

    void tell(const xmlNode* node) {
        if (isElement(node))
            open(node);
        else if (node->type == XML_TEXT_NODE)
            events_.text(textView(node->content));
        else if (node->type == XML_CDATA_SECTION_NODE)
            events_.section(textView(node->content));
        else
            events_.aside();
    }

    void open(const xmlNode* node) {
        values_.clear();
        attributes_.clear();
        for (const xmlAttr* attribute = node->properties; attribute != nullptr; attribute = attribute->next) {
            values_.push_back(attributeText(attribute));
            const xmlNs* space = attribute->ns;
            attributes_.push_back(
                {textView(attribute->name), space == nullptr ? "" : textView(space->href), {}});
        }
        for (std::size_t index = 0; index < values_.size(); ++index)
            attributes_[index].value = values_[index];
        open_.push_back(node);
        const bool whole = std::ranges::find(wholes_, node) != wholes_.end();
        events_.open({localName(node), namespaceOf(node), attributes_},
                     whole ? XmlExtent::Whole : XmlExtent::Within);
    }

    const std::vector<xmlNode*>& wholes_;
    XmlEvents& events_;
    std::vector<const xmlNode*> open_;
    std::vector<std::string> values_;
    std::vector<XmlAttribute> attributes_;
};

} // namespace

Outcome readXmlEvents(ByteSource& document, XmlEvents& events) {
    return EventParser(document, events).run();
}

void tellXmlEvents(const std::vector<xmlNode*>& wholes, XmlEvents& events) {
    Teller(wholes, events).run();
}

} // namespace tanba::sign::xml
