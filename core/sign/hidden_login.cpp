#include "core/sign/hidden_login.h"

#include "core/sign/shown_names.h"
#include "core/sign/text_layers.h"

#include <array>

namespace tanba::sign {

namespace {

/// Content, and so many levels of writing within it.
constexpr int kMaxLevel = 4;
/// "<root/>", the shortest challenge that is XML: what is no longer is not opened.
constexpr std::size_t kShortest = 7;

/// So many bytes go through all readers at once: they stay in the cache.
constexpr std::size_t kSlice = std::size_t{16} * 1024;

/// Owned, and copied with its owner.
template <typename Value>
class Copied {
  public:
    Copied() = default;
    Copied(const Copied& other) : value_(other ? std::make_unique<Value>(*other) : nullptr) {}
    Copied(Copied&&) noexcept = default;
    Copied& operator=(const Copied&) = delete;
    Copied& operator=(std::unique_ptr<Value> value) {
        value_ = std::move(value);
        return *this;
    }
    ~Copied() = default;

    explicit operator bool() const { return value_ != nullptr; }
    Value& operator*() const { return *value_; }
    Value* operator->() const { return value_.get(); }

  private:
    std::unique_ptr<Value> value_;
};

/// What all layers together may still read. Layers within layers multiply, hence one budget for all.
class Budget {
  public:
    void grow(std::uint64_t contentSize) { left_ += kReadings * contentSize; }
    /// False when it is spent: the rest cannot be searched.
    bool take(std::uint64_t bytes) {
        spent_ = spent_ || bytes > left_;
        left_ -= spent_ ? 0 : bytes;
        return !spent_;
    }
    bool spent() const { return spent_; }

  private:
    static constexpr std::uint64_t kReadings = 16;
    std::uint64_t left_ = std::uint64_t{64} * 1024 * 1024;
    bool spent_ = false;
};

/// What is common to all layers.
struct Finds {
    ShownNames shown;
    Budget budget;
};

class Layer;

/// Base64 in a text: every run of its characters is a layer of its own.
class Base64Runs {
  public:
    Base64Runs(Finds& finds, int level);
    Base64Runs(const Base64Runs& other);
    ~Base64Runs();
    void feed(std::string_view text);
    void finish();
    /// True when nothing that follows in this run can be a login.
    bool isDead() const { return state_ == State::Dead; }

  private:
    enum class State { Between, Running, Dead };
    std::size_t skipDead(std::string_view text);
    std::size_t decode(std::string_view text);
    void flush();

    Finds& finds_;
    int level_;
    State state_ = State::Between;
    Base64Bits bits_;
    Bytes decoded_;
    Copied<Layer> layer_;
    bool handedOn_ = false; ///< something of this run
};

/// Whether a text holds references, or marks of what a CommentStripper takes out; at its end the beginning of
/// a mark is enough.
bool isWrittenAgain(std::string_view text) {
    constexpr std::array<std::string_view, 3> kMarks = {"<!-", "<![", "<?"};
    if (text.find('&') != std::string_view::npos)
        return true;
    for (std::size_t open = text.find('<'); open < text.size(); open = text.find('<', open + 1))
        for (const std::string_view mark : kMarks)
            if (mark.starts_with(text.substr(open, mark.size())))
                return true;
    return false;
}

enum class Comments { Stripped, Kept };

/// Markup without what parts its texts, then with its references replaced, and so on for text that is markup
/// again.
class TextStage {
  public:
    TextStage(Finds& finds, int level, Comments handling)
        : finds_(finds), level_(level), handling_(handling), names_(finds.shown, asciiSpelling()),
          runs_(finds, level) {}
    TextStage(const TextStage&) = default;

    void feed(std::string_view text) {
        if (!finds_.budget.take(text.size()))
            return;
        joined_.clear();
        if (handling_ == Comments::Stripped)
            comments_.feed(text, joined_);
        else
            joined_ += text;
        plain_.clear();
        references_.feed(joined_, plain_);
        const bool mayDiffer = references_.replaced() || comments_.unwrapped();
        if (!inner_ && level_ < kMaxLevel && mayDiffer && isWrittenAgain(plain_))
            inner_ = behind();
        names_.feed(plain_);
        runs_.feed(plain_);
        if (inner_)
            inner_->feed(plain_);
    }

    void finish() {
        names_.finish();
        runs_.finish();
        if (inner_)
            inner_->finish();
    }

  private:
    /// A stage for what this one gives, as if it had been there from the start: up to here it would have
    /// changed nothing, and seen the same.
    std::unique_ptr<TextStage> behind() const {
        auto stage = std::make_unique<TextStage>(*this);
        ++stage->level_;
        stage->handling_ = Comments::Stripped;
        stage->comments_ = CommentStripper();
        stage->references_ = Unescaper();
        return stage;
    }

    Finds& finds_;
    int level_;
    Comments handling_;
    CommentStripper comments_;
    Unescaper references_;
    NameFinder names_;
    Base64Runs runs_;
    Copied<TextStage> inner_;
    std::string joined_;
    std::string plain_;
};

const Spelling& ebcdicSpelling() {
    static const Spelling kEbcdic(ebcdicAlphabet());
    return kEbcdic;
}

/// A document that begins like XML, in all readings at once.
class Markup {
  public:
    Markup(Finds& finds, int level, TextWidth width)
        : finds_(finds), level_(level), wide_(width), isWide_(width != TextWidth::Bytes),
          plainNames_(finds.shown, asciiSpelling()), ebcdicNames_(finds.shown, ebcdicSpelling()),
          stage_(finds, level, Comments::Stripped) {}

    void feed(ByteView bytes) {
        const std::string_view text = asText(bytes);
        plain_.clear();
        narrow_.feed(text, plain_);
        names(plain_);
        ebcdicNames_.feed(text);
        if (isWide_) {
            plain_.clear();
            wide_.feed(text, plain_);
        }
        stage_.feed(plain_);
        if (!unstripped_ && plainNames_.sawDoctype())
            unstripped_.emplace(finds_, level_, Comments::Kept);
        if (unstripped_)
            unstripped_->feed(plain_);
    }

    void finish() {
        if (unstripped_)
            unstripped_->finish();
        plainNames_.finish();
        ebcdicNames_.finish();
        if (utf7Names_)
            utf7Names_->finish();
        stage_.finish();
    }

  private:
    /// Read as ASCII and as UTF-7, which are the same up to the first '+'.
    void names(std::string_view text) {
        if (!utf7Names_) {
            const std::size_t plus = std::min(text.find('+'), text.size());
            plainNames_.feed(text.substr(0, plus));
            text.remove_prefix(plus);
            if (text.empty())
                return;
            utf7Names_.emplace(plainNames_);
        }
        plainNames_.feed(text);
        shifted_.clear();
        utf7_.feed(text, shifted_);
        utf7Names_->feed(shifted_);
    }

    Finds& finds_;
    int level_;
    WidthReader narrow_{TextWidth::Bytes};
    WidthReader wide_;
    bool isWide_;
    Utf7Reader utf7_;
    NameFinder plainNames_;
    NameFinder ebcdicNames_;
    std::optional<NameFinder> utf7Names_;
    TextStage stage_;
    std::optional<TextStage>
        unstripped_; ///< with a DOCTYPE: an entity's value may open a comment that is none
    std::string plain_;
    std::string shifted_;
};

/// Something that is signed, or decoded from what is: its first bytes tell how it is looked at.
class Layer {
  public:
    Layer(Finds& finds, int level) : finds_(finds), level_(level) { restart(); }

    /// Ready for other content.
    void restart() {
        kind_ = level_ > kMaxLevel ? Kind::Nothing : Kind::Unknown;
        start_.clear();
        leading_ = 0;
        markup_ = nullptr;
        base64_ = nullptr;
        inner_ = nullptr;
        strings_ = OctetStringReader();
    }

    /// True when nothing that follows can be a login any more.
    bool isNothing() const { return kind_ == Kind::Nothing || (kind_ == Kind::Base64 && base64_->isDead()); }

    void feed(ByteView bytes) {
        if (!finds_.budget.take(bytes.size()))
            return;
        if (kind_ == Kind::Unknown)
            bytes = begin(bytes);
        if (!bytes.empty())
            hand(bytes);
    }

    void finish() {
        if (markup_)
            markup_->finish();
        if (base64_)
            base64_->finish();
        if (inner_)
            inner_->finish();
    }

  private:
    enum class Kind { Unknown, Nothing, Markup, Base64, PemLine, Pem, Ber };

    /// What a portal may take off in front: control characters, white space, byte order marks.
    static bool isLeading(std::uint8_t byte) {
        constexpr std::array<std::uint8_t, 5> kMarks = {0xEF, 0xBB, 0xBF, 0xFE, 0xFF};
        return byte <= ' ' || std::ranges::find(kMarks, byte) != kMarks.end();
    }

    /// Takes the beginning in and gives back what follows.
    ByteView begin(ByteView bytes) {
        while (start_.empty() && !bytes.empty() && isLeading(bytes.front())) {
            ++leading_;
            bytes = bytes.subspan(1);
        }
        const std::size_t wanted = std::min(kShortest - start_.size(), bytes.size());
        append(start_, bytes.first(wanted));
        if (start_.size() < kShortest)
            return {};
        open();
        hand(start_);
        return bytes.subspan(wanted);
    }

    void open() {
        constexpr std::array<std::uint8_t, 4> kZip = {'P', 'K', 3, 4}; // in base64 it would begin with '<'
        constexpr std::array<std::uint8_t, 4> kEbcdicDeclaration = {0x4C, 0x6F, 0xA7, 0x94}; // "<?xm"
        constexpr std::uint8_t kSequence = 0x30;
        const std::uint8_t first = start_.front();
        if (first == '<' || sameBytes(ByteView(start_).first(4), kEbcdicDeclaration)) {
            kind_ = Kind::Markup;
            markup_ = std::make_unique<Markup>(finds_, level_, width());
            if (leading_ % 2 == 1) // the first half of a character in UTF-16 was taken for white space
                markup_->feed(Bytes{0});
        } else if (first == kSequence && hasLength()) {
            kind_ = Kind::Ber;
            inner_ = std::make_unique<Layer>(finds_, level_ + 1);
        } else if (sameBytes(ByteView(start_).first(kZip.size()), kZip)) {
            kind_ = Kind::Nothing;
        } else if (first == '-' || base64Value(static_cast<char>(first)) < kBase64Skipped) {
            kind_ = first == '-' ? Kind::PemLine : Kind::Base64;
            base64_ = std::make_unique<Base64Runs>(finds_, level_);
        } else {
            kind_ = Kind::Nothing;
        }
    }

    /// Whether a length of BER stands behind the first tag. A short one is also a character, hence the
    /// OBJECT IDENTIFIER that must follow it.
    bool hasLength() const {
        constexpr std::uint8_t kObjectIdentifier = 0x06;
        return start_[1] >= 0x80 ? start_[1] <= 0x88 : start_[2] == kObjectIdentifier;
    }

    TextWidth width() const {
        if (start_[1] != 0 || start_[2] == 0)
            return TextWidth::Bytes;
        return leading_ % 2 == 1 ? TextWidth::BigEndian : TextWidth::LittleEndian;
    }

    void hand(ByteView bytes) {
        switch (kind_) {
        case Kind::Unknown:
        case Kind::Nothing:
            return;
        case Kind::Markup:
            return markup_->feed(bytes);
        case Kind::Base64:
            return feedBase64(asText(bytes));
        case Kind::PemLine: {
            const std::size_t end = asText(bytes).find('\n');
            if (end == std::string_view::npos)
                return;
            kind_ = Kind::Pem;
            return hand(bytes.subspan(end + 1));
        }
        case Kind::Pem:
            base64_->feed(asText(bytes));
            return;
        case Kind::Ber:
            strings_.feed(
                bytes, [this] { restartInner(); }, [this](ByteView part) { inner_->feed(part); });
            return;
        }
    }

    /// All of the content is one run: lenient decoders pass over what is not base64.
    void feedBase64(std::string_view text) {
        while (!text.empty()) {
            const auto* end = std::ranges::find(text, kBase64End, base64Value);
            const auto length = static_cast<std::size_t>(end - text.begin());
            base64_->feed(text.substr(0, length));
            text.remove_prefix(std::min(length + 1, text.size()));
        }
    }

    void restartInner() {
        inner_->finish();
        inner_->restart();
    }

    Finds& finds_;
    int level_;
    Kind kind_ = Kind::Unknown;
    Bytes start_;
    std::uint64_t leading_ = 0;
    Copied<Markup> markup_;
    Copied<Base64Runs> base64_;
    OctetStringReader strings_;
    Copied<Layer> inner_; ///< of the octet strings
};

Base64Runs::Base64Runs(Finds& finds, int level) : finds_(finds), level_(level) {}
Base64Runs::Base64Runs(const Base64Runs& other) = default;
Base64Runs::~Base64Runs() = default;

/// Where the first run begins that is long enough for a challenge, or may become so behind the text: jumps
/// from one character that is not base64 to the next.
std::size_t nextRun(std::string_view text) {
    constexpr std::size_t kShortestRun = (kShortest * 8 + 5) / 6;
    std::size_t start = 0;
    while (true) {
        std::size_t end = std::min(start + kShortestRun, text.size());
        while (end > start && base64Value(text[end - 1]) != kBase64End)
            --end;
        if (end == start)
            return start;
        start = end;
    }
}

void Base64Runs::feed(std::string_view text) {
    while (!text.empty()) {
        if (state_ == State::Between) {
            text.remove_prefix(nextRun(text));
            if (text.empty())
                break;
            state_ = State::Running;
        }
        const std::size_t length = isDead() ? skipDead(text) : decode(text);
        text.remove_prefix(length);
        if (!text.empty() && base64Value(text.front()) == kBase64End)
            finish();
    }
}

/// How much of the text belongs to the run.
std::size_t Base64Runs::skipDead(std::string_view text) {
    const auto* end = std::ranges::find(text, kBase64End, base64Value);
    return static_cast<std::size_t>(end - text.begin());
}

/// Decodes what belongs to the run; of its beginning only so much as tells what it is. How much that was.
std::size_t Base64Runs::decode(std::string_view text) {
    constexpr std::size_t kBeginning = 32;
    if (!handedOn_)
        text = text.substr(0, kBeginning);
    std::size_t size = decoded_.size();
    decoded_.resize(size + text.size());
    std::size_t length = 0;
    for (; length < text.size(); ++length) {
        const std::uint8_t value = base64Value(text[length]);
        if (value == kBase64End)
            break;
        if (value == kBase64Skipped)
            continue;
        if (const auto byte = bits_.add(value))
            decoded_[size++] = *byte;
    }
    decoded_.resize(size);
    if (handedOn_ || decoded_.size() >= kShortest)
        flush();
    return length;
}

void Base64Runs::flush() {
    if (!layer_)
        layer_ = std::make_unique<Layer>(finds_, level_ + 1);
    layer_->feed(decoded_);
    decoded_.clear();
    handedOn_ = true;
    if (layer_->isNothing())
        state_ = State::Dead;
}

/// The run is at its end.
void Base64Runs::finish() {
    if (handedOn_) {
        if (!isDead())
            layer_->finish();
        layer_->restart();
    }
    decoded_.clear(); // of a word, as most runs are
    handedOn_ = false;
    bits_ = Base64Bits();
    state_ = State::Between;
}

} // namespace

class HiddenLoginSearch::State {
  public:
    Finds finds;
    Layer layer{finds, 0};
    bool finished = false;
};

HiddenLoginSearch::HiddenLoginSearch() : state_(std::make_unique<State>()) {}
HiddenLoginSearch::~HiddenLoginSearch() = default;

Outcome HiddenLoginSearch::write(ByteView bytes) {
    size_ += bytes.size();
    while (!bytes.empty() && !settled() && !state_->finds.budget.spent()) {
        const ByteView slice = bytes.first(std::min(bytes.size(), kSlice));
        state_->finds.budget.grow(slice.size());
        state_->layer.feed(slice);
        bytes = bytes.subspan(slice.size());
    }
    return Done{};
}

bool HiddenLoginSearch::settled() const {
    return state_->layer.isNothing();
}

bool HiddenLoginSearch::suspects() const {
    return state_->finds.budget.spent() || !state_->finds.shown.shapes().empty();
}

std::vector<const LoginShape*> HiddenLoginSearch::shapes() {
    if (!state_->finished)
        state_->layer.finish();
    state_->finished = true;
    std::vector<const LoginShape*> found;
    if (state_->finds.budget.spent()) { // it may be any
        for (const LoginShape& shape : loginShapes())
            found.push_back(&shape);
        return found;
    }
    for (const ShapePattern* pattern : state_->finds.shown.shapes())
        found.push_back(pattern->shape);
    return found;
}

} // namespace tanba::sign
