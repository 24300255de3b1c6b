#include "app/worker/pdf_marks.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace tanba::worker {

namespace {

using preview::Flag;
using preview::Flags;

struct Name {
    std::string_view text;
    Flag flag;
};

// Long names only: three octets such as "/JS" come about by chance in compressed data. Each of these stands
// in every document that has the thing.
constexpr std::array<Name, 21> kPdfNames = {{
    {"JavaScript", Flag::Scripts},
    {"OCProperties", Flag::Layers},
    {"OCMD", Flag::Layers},
    {"URI", Flag::ExternalLinks},
    {"Launch", Flag::LaunchActions},
    {"GoToR", Flag::LaunchActions},
    {"GoToE", Flag::LaunchActions},
    {"SubmitForm", Flag::LaunchActions},
    {"ImportData", Flag::LaunchActions},
    {"AcroForm", Flag::Forms},
    {"NeedsRendering", Flag::Forms},
    {"EmbeddedFile", Flag::Attachments},
    {"EmbeddedFiles", Flag::Attachments},
    {"FileAttachment", Flag::Attachments},
    {"RichMedia", Flag::Animation},
    {"RichMediaContent", Flag::Animation},
    {"Movie", Flag::Animation},
    {"Sound", Flag::Animation},
    {"Screen", Flag::Animation},
    {"Rendition", Flag::Animation},
    {"3DD", Flag::Animation},
}};
constexpr std::size_t kLongestName = 40;

constexpr std::size_t kMaxUnpacked = std::size_t{64} * 1024 * 1024;
constexpr std::size_t kMaxObjectStreams = 100'000;
/// Around "/ObjStm", where the rest of its dictionary stands.
constexpr std::size_t kDictionaryReach = 2048;

bool isDelimiter(std::uint8_t octet) {
    constexpr std::string_view kDelimiters("\0\t\n\f\r ()<>[]{}/%", 16);
    return kDelimiters.find(static_cast<char>(octet)) != std::string_view::npos;
}

std::optional<std::uint8_t> hexDigit(char digit) {
    if (digit >= '0' && digit <= '9')
        return static_cast<std::uint8_t>(digit - '0');
    const char lower = static_cast<char>(digit | 0x20);
    if (lower >= 'a' && lower <= 'f')
        return static_cast<std::uint8_t>(lower - 'a' + 10);
    return std::nullopt;
}

/// "/J#61vaScript" is "/JavaScript" (ISO 32000-1, 7.3.5).
std::string plainName(std::string_view name) {
    std::string plain;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const auto high = name[i] == '#' && i + 2 < name.size() ? hexDigit(name[i + 1]) : std::nullopt;
        const auto low = high ? hexDigit(name[i + 2]) : std::nullopt;
        plain += low ? static_cast<char>(*high * 16 + *low) : name[i];
        i += low ? 2U : 0U;
    }
    return plain;
}

/// Finds names in bytes that come piece by piece.
class NameSearch {
  public:
    explicit NameSearch(Flags& flags) : flags_(flags) {}

    void feed(ByteView piece) {
        for (const std::uint8_t octet : piece) {
            if (isDelimiter(octet)) {
                finish();
                inName_ = octet == '/';
            } else if (inName_) {
                inName_ = name_.size() < kLongestName;
                name_ += static_cast<char>(octet);
            }
        }
    }
    void finish() {
        if (inName_ && !name_.empty())
            look();
        inName_ = false;
        name_.clear();
    }

  private:
    void look() {
        const std::string name = name_.find('#') == std::string::npos ? name_ : plainName(name_);
        const auto* const row = std::ranges::find(kPdfNames, name, &Name::text);
        if (row != kPdfNames.end())
            flags_.set(row->flag);
    }

    Flags& flags_;
    std::string name_;
    bool inName_ = false;
};

class Inflater {
  public:
    Inflater() { ready_ = ::inflateInit(&stream_) == Z_OK; }
    ~Inflater() {
        if (ready_)
            ::inflateEnd(&stream_);
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    /// Feeds at most `left` unpacked bytes to `search` and takes them off. False when this is no zlib stream
    /// to its end.
    bool unpack(ByteView packed, NameSearch& search, std::size_t& left) {
        if (!ready_)
            return false;
        // zlib does not write to its input; its type is older than const.
        stream_.next_in = const_cast<Bytef*>(packed.data());
        stream_.avail_in = static_cast<uInt>(packed.size());
        std::array<std::uint8_t, 16 * 1024> piece{};
        while (true) {
            stream_.next_out = piece.data();
            stream_.avail_out = static_cast<uInt>(piece.size());
            const int state = ::inflate(&stream_, Z_NO_FLUSH);
            const std::size_t made = piece.size() - stream_.avail_out;
            if (made > left)
                return false;
            left -= made;
            search.feed(ByteView(piece).first(made));
            if (state == Z_STREAM_END)
                return true;
            if (state != Z_OK)
                return false;
        }
    }

  private:
    z_stream stream_{};
    bool ready_ = false;
};

class ObjectStreams {
  public:
    ObjectStreams(std::string_view text, Flags& flags) : text_(text), flags_(flags) {}

    void search() {
        constexpr std::string_view kType = "/ObjStm";
        std::size_t count = 0;
        for (std::size_t at = text_.find(kType); at != std::string_view::npos;
             at = text_.find(kType, at + kType.size())) {
            if (++count > kMaxObjectStreams || left_ == 0)
                return notAll();
            one(at);
        }
    }

  private:
    void notAll() { flags_.set(Flag::NotAllExamined); }

    void one(std::size_t at) {
        const std::size_t reach = at - std::min(at, kDictionaryReach);
        const std::size_t object = text_.substr(reach, at - reach).rfind("obj");
        const std::size_t begin = object == std::string_view::npos ? reach : reach + object;
        const std::string_view ahead = text_.substr(at, kDictionaryReach);
        const std::size_t keyword = ahead.find("stream");
        if (keyword == std::string_view::npos)
            return notAll();
        const std::string_view dictionary = text_.substr(begin, at - begin + keyword);
        // Without a filter its bytes were searched with all the others.
        if (dictionary.find("/Filter") == std::string_view::npos &&
            dictionary.find('#') == std::string_view::npos)
            return;
        const bool plain =
            dictionary.find("/FlateDecode") != std::string_view::npos &&
            dictionary.find("/DecodeParms") == std::string_view::npos &&
            dictionary.find("Decode", dictionary.find("/FlateDecode") + 12) == std::string_view::npos;
        if (!plain)
            return notAll();
        std::size_t content = at + keyword + std::string_view("stream").size();
        content += text_.substr(content).starts_with("\r\n") ? 2U : 1U;
        NameSearch names(flags_);
        if (content >= text_.size() || !Inflater().unpack(viewOf(text_.substr(content)), names, left_))
            notAll();
        names.finish();
    }

    std::string_view text_;
    Flags& flags_;
    std::size_t left_ = kMaxUnpacked;
};

} // namespace

Flags pdfMarks(ByteView document) {
    Flags flags;
    NameSearch names(flags);
    names.feed(document);
    names.finish();
    ObjectStreams(asText(document), flags).search();
    return flags;
}

} // namespace tanba::worker
