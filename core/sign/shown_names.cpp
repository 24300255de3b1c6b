#include "core/sign/shown_names.h"

#include <algorithm>
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
bool endsName(char character) {
    return !isForeign(character) && std::isalnum(static_cast<unsigned char>(character)) == 0 &&
           std::string_view("_.-:!?").find(character) == std::string_view::npos;
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

void ShownNames::first(std::string_view name, bool hasDoctype) {
    mark(hasDoctype ? firstWithDoctype_ : first_, name);
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
        // Entities may hide everything but the name of the first element.
        if (whole || firstWithDoctype_.test(element))
            shown.push_back(&pattern);
    }
    return shown;
}

Spelling::Spelling(const std::array<char, 256>& meanings)
    : open(static_cast<char>(std::ranges::find(meanings, '<') - meanings.begin())),
      colon(static_cast<char>(std::ranges::find(meanings, ':') - meanings.begin())) {
    std::ranges::transform(meanings, lower.begin(), lowerLetter);
    std::ranges::transform(meanings, ends.begin(), endsName);
    std::ranges::transform(meanings, foreign.begin(), isForeign);
}

const Spelling& asciiSpelling() {
    static const Spelling kAscii = [] {
        std::array<char, 256> meanings{};
        for (std::size_t byte = 0; byte < meanings.size(); ++byte)
            meanings[byte] = static_cast<char>(byte);
        return Spelling(meanings);
    }();
    return kAscii;
}

void NameFinder::feed(std::string_view text) {
    while (!text.empty()) {
        if (!inName_) {
            const std::size_t open = text.find(spelling_.open);
            if (open == std::string_view::npos)
                return;
            text.remove_prefix(open + 1);
            inName_ = true;
            continue;
        }
        std::size_t length = 0;
        while (length < text.size() && !spelling_.ends[static_cast<unsigned char>(text[length])])
            ++length;
        extend(text.substr(0, length));
        text.remove_prefix(length);
        if (!text.empty())
            endOfName();
    }
}

void NameFinder::extend(std::string_view part) {
    while (!part.empty()) {
        const auto isForeign = [this](char character) {
            return spelling_.foreign[static_cast<unsigned char>(character)];
        };
        const auto isMark = [&](char character) {
            return character == spelling_.colon || (!cut_ && isForeign(character));
        };
        const auto length = static_cast<std::size_t>(std::ranges::find_if(part, isMark) - part.begin());
        if (!cut_)
            name_ += part.substr(0, std::min(length, kLongestName - name_.size()));
        part.remove_prefix(length);
        if (part.empty())
            return;
        if (part.front() != spelling_.colon) {
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
    lower();
    if (name_ == kDoctype)
        doctype_ = true;
    else if (name_.front() != '!' && name_.front() != '?')
        element();
}

void NameFinder::lower() {
    std::ranges::transform(name_, name_.begin(), [this](char character) {
        return spelling_.lower[static_cast<unsigned char>(character)];
    });
}

void NameFinder::endOfName() {
    const bool counted = cut_;
    inName_ = false;
    prefixSeen_ = false;
    cut_ = false;
    if (name_.empty() && !counted) // that of an end tag
        return;
    const char first = name_.empty() ? ' ' : spelling_.lower[static_cast<unsigned char>(name_.front())];
    const bool isElement = first != '!' && first != '?';
    // The first two count whatever they are called; of the others few are worth a closer look.
    if (!counted && (!isElement || count_ < 2 || mayBeSearched(first, name_.size()))) {
        lower();
        if (isElement)
            element();
        else if (name_ == kDoctype)
            doctype_ = true;
    }
    count_ += isElement ? 1 : 0;
    name_.clear();
}

/// name_ is in lower case.
void NameFinder::element() {
    shown_.opened(name_);
    if (count_ == 0) {
        first_.push_back(name_);
        shown_.first(name_, doctype_);
    } else if (count_ == 1) {
        onlySignature_ = name_ == kSignature;
    }
}

void NameFinder::finish() {
    if (inName_)
        endOfName();
    for (const std::string& name : first_)
        if (onlySignature_)
            shown_.alone(name);
}

} // namespace tanba::sign
