#include "core/sign/shown_names.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace tanba::sign {

namespace {

/// Longer than every name of the table.
constexpr std::size_t kLongestName = 32;
constexpr std::string_view kSignature = "signature";
constexpr std::string_view kDoctype = "!doctype";

char lowerLetter(char character) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(character)));
}

std::string lowerCase(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), lowerLetter);
    return result;
}

bool isForeign(char character) {
    return static_cast<unsigned char>(character) >= 0x80;
}

/// '!' and '?' stand in front of what is no element.
constexpr std::array<bool, 256> kInName = [] {
    std::array<bool, 256> inName{};
    constexpr std::string_view kOthers = "_.-:!?";
    for (std::size_t byte = 0; byte < inName.size(); ++byte) {
        const char character = static_cast<char>(byte);
        inName[byte] = byte >= 0x80 || (character >= '0' && character <= '9') ||
                       (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z') ||
                       kOthers.find(character) != std::string_view::npos;
    }
    return inName;
}();

/// The document types of pages, whose definitions are known and hide nothing: without a definition of its
/// own, or with one of these in the last place.
bool isKnownDocumentType(std::string_view type) {
    constexpr std::array<std::string_view, 3> kKnown = {"http://www.w3.org/tr/", "-//w3c//dtd html ",
                                                        "-//ietf//dtd html"};
    const std::size_t close = type.find_last_of("\"'");
    if (close == std::string_view::npos)
        return type.find("system") == std::string_view::npos && type.find("public") == std::string_view::npos;
    const std::size_t open = close == 0 ? std::string_view::npos : type.find_last_of(type[close], close - 1);
    if (open == std::string_view::npos)
        return false;
    const std::string_view last = type.substr(open + 1, close - open - 1);
    return std::ranges::any_of(kKnown, [last](std::string_view known) { return last.starts_with(known); });
}

bool isSearched(const ShapePattern& pattern) {
    // A strict shape is a row that stands before a wider one, whose names are searched for.
    return pattern.match != ShapeMatch::Bytes && pattern.match != ShapeMatch::Strict;
}

/// Of elements and their children, in lower case.
const std::vector<std::string>& searchedNames() {
    static const std::vector<std::string> kNames = [] {
        std::vector<std::string> names;
        const auto add = [&names](const std::string& name) {
            if (std::ranges::find(names, lowerCase(name)) == names.end())
                names.push_back(lowerCase(name));
        };
        for (const ShapePattern& pattern : shapePatterns()) {
            if (!isSearched(pattern))
                continue;
            add(pattern.element);
            for (const ChildRule& rule : pattern.children)
                add(rule.name);
        }
        return names;
    }();
    return kNames;
}

/// False for nearly every name that is not searched for.
bool mayBeSearched(char first, std::size_t length) {
    /// A bit for the length of each name with this letter in front.
    static const std::array<std::uint64_t, 256> kLengths = [] {
        std::array<std::uint64_t, 256> lengths{};
        for (const std::string& name : searchedNames())
            lengths[static_cast<unsigned char>(name.front())] |= std::uint64_t{1} << name.size();
        return lengths;
    }();
    return ((kLengths[static_cast<unsigned char>(first)] >> length) & 1U) != 0;
}

/// Their number for a name that is not searched for.
std::size_t indexOf(std::string_view name) {
    return static_cast<std::size_t>(std::ranges::find(searchedNames(), name) - searchedNames().begin());
}

} // namespace

void ShownNames::mark(std::bitset<kMaxNames>& names, std::string_view name) {
    if (const std::size_t index = indexOf(name); index < searchedNames().size())
        names.set(index); // throws beyond kMaxNames: the table is part of the program
}

bool ShownNames::has(std::string_view name) const {
    return opened_.test(indexOf(lowerCase(name)));
}

void ShownNames::opened(std::string_view name) {
    mark(opened_, name);
}

void ShownNames::first(std::string_view name) {
    mark(first_, name);
}

void ShownNames::alone(std::string_view name) {
    mark(alone_, name);
}

std::vector<const ShapePattern*> ShownNames::shapes() const {
    std::vector<const ShapePattern*> shown;
    for (const ShapePattern& pattern : shapePatterns()) {
        if (!isSearched(pattern))
            continue;
        const std::size_t element = indexOf(lowerCase(pattern.element));
        const bool inPlace = pattern.anyDepth ? opened_.test(element) : first_.test(element);
        const bool children = std::ranges::all_of(
            pattern.children, [this](const ChildRule& rule) { return !rule.required || has(rule.name); });
        const bool whole = pattern.match == ShapeMatch::Empty ? alone_.test(element) : inPlace && children;
        // The root need not be the first name: an entity's value may show others.
        if (whole || (entities_ && opened_.test(element)))
            shown.push_back(&pattern);
    }
    return shown;
}

void NameFinder::feed(std::string_view text) {
    while (!text.empty()) {
        if (inDocumentType_) {
            text.remove_prefix(documentType(text));
            continue;
        }
        if (!inName_) {
            const std::size_t open = text.find('<');
            if (open == std::string_view::npos)
                return;
            text.remove_prefix(open + 1);
            inName_ = true;
            continue;
        }
        std::size_t length = 0;
        while (length < text.size() && kInName[static_cast<unsigned char>(text[length])])
            ++length;
        extend(text.substr(0, length));
        text.remove_prefix(length);
        if (!text.empty())
            endOfName();
    }
}

void NameFinder::extend(std::string_view part) {
    while (!part.empty()) {
        const auto isMark = [this](char character) {
            return character == ':' || (!cut_ && isForeign(character));
        };
        const auto length = static_cast<std::size_t>(std::ranges::find_if(part, isMark) - part.begin());
        if (!cut_)
            name_ += part.substr(0, std::min(length, kLongestName - name_.size()));
        part.remove_prefix(length);
        if (part.empty())
            return;
        if (part.front() != ':') {
            cut();
        } else if (!prefixSeen_) {
            prefixSeen_ = true;
            cut_ = false;
            name_.clear();
        }
        part.remove_prefix(1);
    }
}

/// What stands in front of a foreign character may be the whole name.
void NameFinder::cut() {
    cut_ = true;
    if (name_.empty())
        return;
    name_ = lowerCase(name_);
    if (name_ == kDoctype)
        inDocumentType_ = true;
    else if (name_.front() != '!' && name_.front() != '?')
        element();
}

void NameFinder::endOfName() {
    const bool counted = cut_;
    inName_ = false;
    prefixSeen_ = false;
    cut_ = false;
    if (name_.empty() && !counted) // that of an end tag
        return;
    const char first = name_.empty() ? ' ' : lowerLetter(name_.front());
    const bool isElement = first != '!' && first != '?';
    // The first two count whatever they are called; of the others few are worth a closer look.
    if (!counted && (!isElement || count_ < 2 || mayBeSearched(first, name_.size()))) {
        name_ = lowerCase(name_);
        if (isElement)
            element();
        else if (name_ == kDoctype)
            inDocumentType_ = true;
    }
    count_ += isElement ? 1 : 0;
    name_.clear();
}

/// name_ is in lower case.
void NameFinder::element() {
    shown_.opened(name_);
    if (count_ == 0) {
        first_.push_back(name_);
        shown_.first(name_);
    } else if (count_ == 1) {
        onlySignature_ = name_ == kSignature;
    }
}

/// How much of the text belongs to the document type, as far as it stands in front of definitions.
std::size_t NameFinder::documentType(std::string_view text) {
    constexpr std::size_t kLongest = 300;
    const std::size_t length = std::min(text.find_first_of("[>"), text.size());
    documentType_ += lowerCase(text.substr(0, length));
    if (length < text.size() || documentType_.size() > kLongest) {
        endOfDocumentType(documentType_.size() > kLongest || text[length] == '[');
        documentType_.clear();
    }
    return length;
}

void NameFinder::endOfDocumentType(bool definesHere) {
    inDocumentType_ = false;
    if (!definesHere && isKnownDocumentType(documentType_))
        return;
    entities_ = true;
    shown_.entities();
}

void NameFinder::finish() {
    if (inName_)
        endOfName();
    if (inDocumentType_)
        endOfDocumentType(true);
    for (const std::string& name : first_)
        if (onlySignature_)
            shown_.alone(name);
}

} // namespace tanba::sign
