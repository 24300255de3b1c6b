#include "core/sign/challenge_search.h"

#include "core/sign/base64_source.h"
#include "core/sign/cms_reader.h"
#include "core/sign/content_beginning.h"
#include "core/sign/hidden_login.h"
#include "core/sign/shape_match.h"
#include "core/sign/xml_ids.h"
#include "core/sign/xml_text.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace tanba::sign {

namespace {

/// XML within text within XML, base64 within base64, CMS within CMS: so many levels are opened.
constexpr int kMaxLevel = 3;
/// Parsing costs more than looking at the text; beyond this many embedded documents only the latter is done.
constexpr int kMaxEmbedded = 20'000;
/// What must be held to be read, a text or attribute within XML or a CMS, is so up to this size; beyond it
/// the names decide.
constexpr std::size_t kMaxHeld = std::size_t{4} * 1024 * 1024;
/// In front of base64 under any label; its own characters could be base64.
constexpr std::string_view kArmour = "-----";

/// Whether bytes are all of what is signed, in whatever wrapping, or a text in it, which may be base64 only
/// by chance.
enum class Role { Whole, Text };

bool beginsWithArmour(InputFile& content) {
    std::array<std::uint8_t, kArmour.size()> first{};
    std::size_t size = 0;
    bool more = content.rewind().ok();
    while (more && size < first.size()) {
        const auto count = content.read(std::span(first).subspan(size));
        more = count.ok() && count.value() > 0;
        size += more ? count.value() : 0;
    }
    return asText(first) == kArmour;
}

class Search {
  public:
    explicit Search(const WorkControl& control) : control_(control) {}

    void elements(const std::vector<xmlNode*>& wholes);
    void bytes(InputFile& content, int level, Role role);
    /// Of an attribute or an element, held whole.
    void text(std::string_view value, int level);
    /// An element at its end.
    void judge(const ElementSummary& element, xml::XmlExtent extent, bool isEverything);
    /// What a search without parsing has found.
    void shown(HiddenLoginSearch& hidden, Role role);

    bool cancelled() const { return control_.cancelled(); }

    Classification finish() {
        if (!result_.shapes.empty() || control_.cancelled())
            result_.contentClass = ContentClass::Login;
        return std::move(result_);
    }

  private:
    void add(const LoginShape* shape);
    void add(Classification found);
    void base64(InputFile& content, int level, Role role);
    void document(InputFile& content, int level, Role role);
    void cms(InputFile& content, int level, Role role);
    void shownBy(InputFile& content, Role role);

    const WorkControl& control_;
    Classification result_;
    int documents_ = 0;
};

/// The text of one element up to the next element, or of one attribute; in pieces.
class TextRun {
  public:
    TextRun(Search& search, int level) : search_(search), level_(level) {}

    void add(std::string_view piece) {
        if (level_ >= kMaxLevel) // it would not be opened
            return;
        if (!beyond_ && held_.size() + piece.size() > kMaxHeld)
            giveUpHolding();
        if (beyond_)
            static_cast<void>(beyond_->write(viewOf(piece))); // in memory: it cannot fail
        else
            held_ += piece;
    }

    /// One that comes whole.
    void only(std::string_view text) {
        if (text.size() <= kMaxHeld)
            return search_.text(text, level_);
        add(text);
        cut();
    }

    /// It is at its end, and another one begins.
    void cut() {
        if (beyond_)
            search_.shown(*beyond_, role_);
        else if (!held_.empty())
            search_.text(held_, level_);
        beyond_.reset();
        held_.clear();
    }

  private:
    void giveUpHolding() {
        beyond_.emplace();
        role_ = xml::startsLikeXml(viewOf(xml::trimmed(held_))) ? Role::Whole : Role::Text;
        static_cast<void>(beyond_->write(viewOf(held_)));
        held_ = std::string(); // with its memory
    }

    Search& search_;
    int level_;
    std::string held_;
    std::optional<HiddenLoginSearch> beyond_;
    Role role_ = Role::Text;
};

/// A document that passes by, from the inside to the outside.
class DocumentSearch : public xml::XmlEvents {
  public:
    DocumentSearch(Search& search, int level) : search_(search), level_(level), run_(search, level) {}

    void open(const xml::XmlElement& element, xml::XmlExtent extent) override {
        run_.cut();
        for (const xml::XmlAttribute& attribute : element.attributes)
            run_.only(attribute.value);
        open_.push_back({{element, open_.empty() ? nullptr : &open_.back().summary}, extent});
    }

    void close() override {
        run_.cut();
        const Open done = std::move(open_.back());
        open_.pop_back();
        search_.judge(done.summary, done.extent, level_ == 0 && open_.empty());
        if (!open_.empty())
            open_.back().summary.addChild(done.summary);
    }

    void text(std::string_view piece) override {
        open_.back().summary.addText(piece);
        run_.add(piece);
    }

    void section(std::string_view text) override {
        open_.back().summary.addSection(text);
        run_.add(text);
    }

    void aside() override { open_.back().summary.addAside(); }

    bool enough() const override { return search_.cancelled(); }

  private:
    struct Open {
        ElementSummary summary;
        xml::XmlExtent extent;
    };

    Search& search_;
    int level_;
    TextRun run_;
    std::vector<Open> open_;
};

void Search::elements(const std::vector<xmlNode*>& wholes) {
    DocumentSearch whole(*this, 0);
    xml::tellXmlEvents(wholes, whole);
}

void Search::bytes(InputFile& content, int level, Role role) {
    if (level > kMaxLevel)
        return role == Role::Whole ? shownBy(content, role) : void();
    switch (beginningOf(content)) {
    case Beginning::Xml:
        return document(content, level, role);
    case Beginning::Cms:
        return cms(content, level, role);
    case Beginning::PaddedXml: {
        TrimmedSource trimmed(content);
        return document(trimmed, level, role);
    }
    case Beginning::Other:
        return base64(content, level, role);
    }
}

void Search::text(std::string_view value, int level) {
    value = xml::trimmed(value);
    if (value.size() < kShortestText || level >= kMaxLevel)
        return;
    MemoryInput content(viewOf(value));
    if (xml::startsLikeXml(viewOf(value)))
        document(content, level + 1, Role::Whole);
    else
        base64(content, level, Role::Text);
}

void Search::base64(InputFile& content, int level, Role role) {
    if (role == Role::Whole && beginsWithArmour(content))
        return shownBy(content, role);
    if (isAnyBase64(content, role == Role::Whole ? Foreign::Refused : Foreign::Skipped)) {
        Base64Source decoded(content);
        bytes(decoded, level + 1, role);
    } else if (role == Role::Whole) {
        shownBy(content, role);
    }
}

/// What it shows counts once it is known to be a document; another program may be able to read what this one
/// refuses.
void Search::document(InputFile& content, int level, Role role) {
    if (++documents_ > kMaxEmbedded)
        return shownBy(content, role);
    Classification before = std::exchange(result_, {});
    DocumentSearch inside(*this, level);
    const bool parsed = content.rewind().ok() && xml::readXmlEvents(content, inside).ok();
    Classification found = std::exchange(result_, std::move(before));
    if (parsed)
        add(std::move(found));
    else
        shownBy(content, role);
}

/// All of the content, and not only its start: a challenge may stand behind any padding.
void Search::cms(InputFile& content, int level, Role role) {
    const auto held = content.rewind().ok() ? readAll(content, kMaxHeld) : Result<Bytes>(Bytes());
    if (!held.ok())
        return shownBy(content, role);
    MemoryInput input(held.value());
    MemorySink inside;
    const auto signedData = readCms(input, &inside, control_);
    if (!signedData.ok())
        return shownBy(content, role);
    MemoryInput signedContent(inside.content);
    if (signedData.value().hasContent)
        bytes(signedContent, level + 1, role);
}

void Search::shownBy(InputFile& content, Role role) {
    HiddenLoginSearch hidden;
    Bytes piece(4096);
    bool more = content.rewind().ok();
    while (more && !cancelled()) {
        const auto count = content.read(piece);
        more = count.ok() && count.value() > 0;
        if (more)
            static_cast<void>(hidden.write(ByteView(piece).first(count.value())));
    }
    shown(hidden, role);
}

void Search::shown(HiddenLoginSearch& hidden, Role role) {
    if (role == Role::Whole)
        result_.everythingParsed = false;
    for (const LoginShape* shape : hidden.shapes())
        add(shape);
}

void Search::add(const LoginShape* shape) {
    if (std::ranges::find(result_.shapes, shape) == result_.shapes.end())
        result_.shapes.push_back(shape);
}

void Search::add(Classification found) {
    for (const LoginShape* shape : found.shapes)
        add(shape);
    std::ranges::move(found.statedOrigins, std::back_inserter(result_.statedOrigins));
    result_.everythingParsed = result_.everythingParsed && found.everythingParsed;
}

/// Of the rows of the table the exact ones decide. A row's wider form counts only for an element that no row
/// describes exactly: what eGov asks for holds everything that others ask for, and more.
/// @param isEverything it is all of what is signed: only then a challenge that names its own origin counts as
/// such.
void Search::judge(const ElementSummary& element, xml::XmlExtent extent, bool isEverything) {
    const bool whole = extent == xml::XmlExtent::Whole;
    const auto matches = [&](const ShapePattern* pattern) {
        return (pattern->match != ShapeMatch::Strict || isEverything) && element.matches(*pattern);
    };
    /// Whether a more exact shape speaks for this element.
    const auto isReplaced = [&](const ShapePattern* pattern) {
        return std::ranges::any_of(element.patterns(), [&](const ShapePattern* other) {
            return other->insteadOf == pattern->shape->id && matches(other);
        });
    };
    bool exact = false;
    for (const ShapePattern* pattern : element.patterns()) {
        if (!matches(pattern))
            continue;
        exact = true;
        if ((!pattern->anyDepth && !whole) || isReplaced(pattern))
            continue;
        add(pattern->shape);
        if (pattern->shape->statesOrigin)
            result_.statedOrigins.push_back(element.statedOrigin(*pattern).value_or(""));
    }
    if (exact)
        return;
    for (const ShapePattern* pattern : element.patterns())
        if ((pattern->widened == Widened::AnyDepth || (pattern->widened == Widened::Whole && whole)) &&
            element.matchesWidened(*pattern))
            add(pattern->shape);
}

/// Remembers what reading a file failed with.
class NotedFile : public InputFile {
  public:
    explicit NotedFile(InputFile& file) : file_(file) {}

    Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
        auto count = file_.read(buffer);
        if (!count.ok() && !failure_)
            failure_ = count.failure();
        return count;
    }
    std::uint64_t size() const override { return file_.size(); }
    Outcome rewind() override {
        Outcome done = file_.rewind();
        if (!done.ok() && !failure_)
            failure_ = done.failure();
        return done;
    }
    const std::optional<Failure>& failure() const { return failure_; }

  private:
    InputFile& file_;
    std::optional<Failure> failure_;
};

} // namespace

Classification classifyElements(const std::vector<xmlNode*>& elements, const WorkControl& control) {
    Search search(control);
    search.elements(elements);
    return search.finish();
}

Result<Classification> classifyXmlStream(ByteSource& document, std::string_view elementId,
                                         const WorkControl& control) {
    Search search(control);
    DocumentSearch whole(search, 0);
    xml::IdWatch watch(elementId, whole);
    const bool isWatched = !elementId.empty();
    const Outcome read =
        xml::readXmlEvents(document, isWatched ? static_cast<xml::XmlEvents&>(watch) : whole);
    if (control.cancelled())
        return fail(FailureCode::Cancelled);
    TANBA_CHECK(read);
    if (isWatched) {
        TANBA_CHECK(watch.found());
    }
    return search.finish();
}

Result<Classification> classifyStream(InputFile& content, const WorkControl& control) {
    NotedFile noted(content);
    Search search(control);
    search.bytes(noted, 0, Role::Whole);
    if (noted.failure())
        return *noted.failure();
    return search.finish();
}

Classification classifyBytes(ByteView content, const WorkControl& control) {
    MemoryInput memory(content);
    Search search(control);
    search.bytes(memory, 0, Role::Whole);
    return search.finish();
}

} // namespace tanba::sign
