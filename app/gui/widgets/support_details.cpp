#include "app/gui/widgets/support_details.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

constexpr std::size_t kIdentityDigits = 12;
constexpr std::string_view kSlashes = "/\\";
/// What ends a name in a sentence about a path.
constexpr std::string_view kEndsOfName = "/\\:\"'";
constexpr std::string_view kBlot = "*";
/// Where systems keep the home folders, each called as its person.
constexpr std::array<std::string_view, 3> kHomes = {"/home/", "/users/", "/documents and settings/"};

bool isDigit(char character) {
    return character >= '0' && character <= '9';
}

std::string withoutNumbers(std::string text) {
    for (auto start = text.begin(); start != text.end();) {
        start = std::find_if(start, text.end(), isDigit);
        const auto end = std::find_if_not(start, text.end(), isDigit);
        if (static_cast<std::size_t>(end - start) >= kIdentityDigits)
            std::fill(start, end, '*');
        start = end;
    }
    return text;
}

bool isSlash(char character) {
    return kSlashes.find(character) != std::string_view::npos;
}

/// Letters of every alphabet: what UTF-8 has beyond ASCII is one.
bool isOfWord(char character) {
    const auto byte = static_cast<unsigned char>(character);
    return byte >= 0x80 || isDigit(character) || (character >= 'a' && character <= 'z') ||
           (character >= 'A' && character <= 'Z');
}

/// Windows writes one path in many ways.
char folded(char character) {
    if (character == '\\')
        return '/';
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

bool sameFolded(char left, char right) {
    return folded(left) == folded(right);
}

std::size_t findFolded(const std::string& text, std::string_view wanted, std::size_t from) {
    const auto found = std::search(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(),
                                   wanted.begin(), wanted.end(), sameFolded);
    return found == text.end() ? std::string::npos : static_cast<std::size_t>(found - text.begin());
}

/// Wherever it stands by itself, not as a part of a longer word.
std::string withoutWord(std::string text, std::string_view word) {
    if (word.empty())
        return text;
    for (std::size_t at = findFolded(text, word, 0); at != std::string::npos;
         at = findFolded(text, word, at)) {
        const std::size_t end = at + word.size();
        const bool alone =
            (at == 0 || !isOfWord(text[at - 1])) && (end == text.size() || !isOfWord(text[end]));
        if (alone)
            text.replace(at, word.size(), kBlot);
        ++at;
    }
    return text;
}

/// Home folders of others, or of this person under another drive letter.
std::string withoutHomes(std::string text) {
    for (const std::string_view homes : kHomes)
        for (std::size_t at = findFolded(text, homes, 0); at != std::string::npos;
             at = findFolded(text, homes, at)) {
            at += homes.size();
            const std::size_t end = std::min(text.find_first_of(kEndsOfName, at), text.size());
            text.replace(at, end - at, kBlot);
        }
    return text;
}

std::string_view nameOf(std::string_view home) {
    while (!home.empty() && isSlash(home.back()))
        home.remove_suffix(1);
    const std::size_t slash = home.find_last_of(kSlashes);
    return slash == std::string_view::npos ? home : home.substr(slash + 1);
}

std::string lastPartOfPaths(std::string text) {
    const std::size_t slash = text.find_last_of(kSlashes);
    return slash == std::string::npos ? text : "…" + text.substr(slash);
}

} // namespace

std::string supportDetails(const Failure& failure, std::string_view system, std::string_view home) {
    std::string details = "Tanba " TANBA_VERSION "\n" + std::string(system) + "\n";
    details += std::string(codeText(failure.code));
    for (const std::string& part : {failure.subject, failure.detail})
        if (!part.empty())
            details +=
                "\n" +
                displayText(withoutNumbers(lastPartOfPaths(withoutHomes(withoutWord(part, nameOf(home))))));
    return details;
}

} // namespace tanba::gui
