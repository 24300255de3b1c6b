#include "core/sign/login_shapes.h"

#include "generated/login_shapes_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>

namespace tanba::sign {

namespace {

using nlohmann::json;

template <typename T>
struct Word {
    std::string_view text;
    T meaning;
};
constexpr std::array<Word<ShapeMatch>, 5> kMatches = {{{"containing", ShapeMatch::Containing},
                                                       {"only", ShapeMatch::Only},
                                                       {"empty", ShapeMatch::Empty},
                                                       {"strict", ShapeMatch::Strict},
                                                       {"bytes", ShapeMatch::Bytes}}};
constexpr std::array<Word<ChildContent>, 3> kContents = {
    {{"text", ChildContent::Text}, {"date", ChildContent::Date}, {"any", ChildContent::Any}}};

constexpr std::array<Word<Widened>, 3> kWidenings = {
    {{"no", Widened::No}, {"whole", Widened::Whole}, {"anyDepth", Widened::AnyDepth}}};

constexpr std::array<Word<ForOthers>, 2> kForOthers = {
    {{"refused", ForOthers::Refused}, {"asked", ForOthers::Asked}}};

template <typename Words>
auto meaningOf(const Words& words, std::string_view text) {
    const auto found = std::ranges::find(words, text, [](const auto& word) { return word.text; });
    if (found == words.end())
        std::abort(); // the table is part of the program
    return found->meaning;
}

struct Table {
    std::vector<LoginShape> shapes;
    std::vector<ShapePattern> patterns;
};

ChildRule readChild(const json& row) {
    return {row.at("name").get<std::string>(), row.value("namespace", ""), row.value("required", false),
            meaningOf(kContents, row.value("content", "text")), 0};
}

ShapePattern readPattern(const json& row) {
    ShapePattern pattern;
    pattern.match = meaningOf(kMatches, row.at("match").get<std::string>());
    pattern.element = row.value("element", "");
    for (const json& child : row.value("children", json::array()))
        pattern.children.push_back(readChild(child));
    pattern.anyDepth = row.value("anyDepth", false);
    pattern.widened = meaningOf(kWidenings, row.value("widened", "no"));
    pattern.maxBytes = row.value("maxBytes", std::size_t{0});
    pattern.originAttribute = row.value("originAttribute", "");
    pattern.originChild = row.value("originChild", "");
    pattern.nameSpace = row.value("namespace", "");
    pattern.insteadOf = row.value("insteadOf", "");
    return pattern;
}

/// noexcept: a broken table must end the program, never leave it with fewer rules.
Table readTable() noexcept {
    const json document = json::parse(resources::login_shapes_json());
    Table table;
    for (const json& row : document.at("shapes")) {
        table.shapes.push_back({row.at("id").get<std::string>(),
                                row.value("origins", std::vector<std::string>{}), row.contains("originFrom"),
                                meaningOf(kForOthers, row.value("forOthers", "refused"))});
        table.patterns.push_back(readPattern(row));
    }
    return table;
}

const Table& table() {
    static const Table kTable = readTable();
    return kTable;
}

constexpr std::size_t kMaxDateLength = 64;

/// "Tue Oct 10 2023 12:00:00 GMT+0600 (East Kazakhstan Time)"
bool isDateWord(std::string_view word) {
    static constexpr std::array<std::string_view, 19> kStems = {
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct",
        "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    static constexpr std::array<std::string_view, 6> kMarks = {"t", "z", "am", "pm", "gmt", "utc"};
    const auto is = [word](std::string_view mark) { return sameName(word, mark); };
    const auto startsWith = [word](std::string_view stem) { return sameName(word.substr(0, 3), stem); };
    return std::ranges::any_of(kMarks, is) || (word.size() <= 9 && std::ranges::any_of(kStems, startsWith));
}

} // namespace

const std::vector<LoginShape>& loginShapes() {
    return table().shapes;
}

const std::vector<ShapePattern>& shapePatterns() {
    static const std::vector<ShapePattern> kPatterns = [] {
        std::vector<ShapePattern> patterns = table().patterns;
        std::size_t rules = 0;
        for (std::size_t index = 0; index < patterns.size(); ++index) {
            patterns[index].shape = &table().shapes[index];
            for (ChildRule& rule : patterns[index].children)
                rule.index = rules++;
        }
        return patterns;
    }();
    return kPatterns;
}

bool sameName(std::string_view left, std::string_view right) {
    return std::ranges::equal(
        left, right, [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

bool isDateText(std::string_view text) {
    if (text.size() > 2 && text.front() == '"' && text.back() == '"')
        text = text.substr(1, text.size() - 2);
    // The name of a time zone, which browsers and Java append, may hold anything.
    for (const std::string_view brackets : {"()", "[]"}) {
        const std::size_t zone = text.find(brackets.front());
        if (zone != std::string_view::npos && text.ends_with(brackets.back()))
            text = text.substr(0, zone);
    }
    const auto blanks = std::ranges::count_if(text, [](char character) {
        return std::string_view(" \t\r\n").find(character) != std::string_view::npos;
    });
    if (text.size() - static_cast<std::size_t>(blanks) > kMaxDateLength)
        return false;
    std::size_t digits = 0;
    std::size_t position = 0;
    while (position < text.size()) {
        const auto character = static_cast<unsigned char>(text[position]);
        digits += std::isdigit(character) != 0 ? 1U : 0U;
        // Names of months in other languages than English are not looked up.
        if (std::isdigit(character) != 0 || character >= 0x80 ||
            std::string_view(" \t\r\n.-/:,+").find(text[position]) != std::string_view::npos) {
            ++position;
            continue;
        }
        std::size_t end = position;
        while (end < text.size() && std::isalpha(static_cast<unsigned char>(text[end])) != 0)
            ++end;
        if (end == position || !isDateWord(text.substr(position, end - position)))
            return false;
        position = end;
    }
    return digits >= 4;
}

} // namespace tanba::sign
