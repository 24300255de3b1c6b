#include "app/text/text_table.h"

#include "app/text/dates.h"
#include "app/text/safe_text.h"
#include "app/text/table_reader.h"
#include "core/base/utf8.h"

#include "generated/messages_json.h"

#include <algorithm>

namespace tanba::text {

namespace {

/// The member of a sentence that only one system's person is told, in the order of System.
constexpr std::array<std::string_view, 2> kSystemMembers = {"linux", "windows"};

/// Failures whose detail can name a sentence of its own.
constexpr std::array kToldByDetail = {FailureCode::Usage, FailureCode::InputEmpty};

std::string joined(const std::string& first, const std::string& second) {
    return first + (first.empty() || second.empty() ? "" : " ") + second;
}

constexpr std::size_t languageIndex(Language language) {
    return static_cast<std::size_t>(language);
}

/// One stretch of text without optional parts. `complete` turns false when a value in it was empty.
std::string fillStretch(std::string_view text, const TextValues& values, bool& complete) {
    std::string filled;
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
        filled.append(text.substr(0, open));
        if (close == std::string_view::npos)
            break;
        const std::string_view name = text.substr(open + 1, close - open - 1);
        const auto found = std::ranges::find(values, name, &TextValue::name);
        if (found == values.end() || found->value.empty())
            complete = false;
        else
            filled.append(displayText(found->value));
        text.remove_prefix(close + 1);
    }
    return filled;
}

} // namespace

std::string fillText(std::string_view text, const TextValues& values) {
    std::string filled;
    while (!text.empty()) {
        bool complete = true;
        const std::size_t open = text.find('[');
        filled += fillStretch(text.substr(0, open), values, complete);
        const std::size_t close = open == std::string_view::npos ? open : text.find(']', open);
        if (close == std::string_view::npos)
            break;
        complete = true;
        const std::string part = fillStretch(text.substr(open + 1, close - open - 1), values, complete);
        if (complete)
            filled += part;
        text.remove_prefix(close + 1);
    }
    return filled;
}

std::string Sentence::nextOnCommandLine() const {
    return joined(next, cli);
}

Result<TextTable> TextTable::load(std::string_view json, System system) {
    const std::string_view here = kSystemMembers.at(static_cast<std::size_t>(system));
    TextTable table;
    const bool read = readTable(json, [&](const TableText& found) {
        const std::optional<Language> language = languageByName(found.language);
        if (!language)
            return;
        if (table.rows_.empty() || table.rows_.back().code != found.code)
            table.rows_.push_back({found.code, {}});
        Written& sentence = table.rows_.back().sentences[languageIndex(*language)];
        if (found.member == "what")
            sentence.what = found.text;
        else if (found.member == "next")
            sentence.next = found.text;
        else if (found.member == "cli")
            sentence.cli = found.text;
        else if (found.member == here)
            sentence.here = found.text;
    });
    if (!read)
        return fail(FailureCode::Internal, "messages.json", "not a table of texts");
    std::ranges::sort(table.rows_, {}, &Row::code);
    if (const auto twice = std::ranges::adjacent_find(table.rows_, {}, &Row::code);
        twice != table.rows_.end())
        return fail(FailureCode::Internal, "messages.json", std::string(twice->code));
    for (const Row& row : table.rows_)
        for (const Written& sentence : row.sentences)
            if (sentence.what.empty())
                return fail(FailureCode::Internal, "messages.json", std::string(row.code));
    return table;
}

const TextTable& TextTable::builtIn() {
    static const TextTable table = builtInOf(ownSystem());
    return table;
}

TextTable TextTable::builtInOf(System system) {
    Result<TextTable> loaded = load(resources::messages_json(), system);
    return loaded.ok() ? std::move(loaded).value() : TextTable();
}

const TextTable::Row* TextTable::find(std::string_view code) const {
    const std::string written = escaped(code);
    const auto row = std::ranges::lower_bound(rows_, std::string_view(written), {}, &Row::code);
    return row == rows_.end() || row->code != written ? nullptr : &*row;
}

Sentence TextTable::stored(std::string_view code, Language language) const {
    const Row* row = find(code);
    if (row == nullptr)
        return {};
    const Written& written = row->sentences[languageIndex(language)];
    return {unescaped(written.what), joined(unescaped(written.next), unescaped(written.here)),
            unescaped(written.cli)};
}

std::string TextTable::factInWords(std::string_view fact, Language language) const {
    const std::size_t end = std::min(fact.find(' '), fact.size());
    const Result<Time> moment = parseRfc3339(fact.substr(0, end));
    const std::string word(moment.ok() ? fact.substr(std::min(end + 1, fact.size())) : fact);
    std::string words = stored("fact." + word, language).what;
    if (words.empty() && !has(word))
        words = word;
    if (!moment.ok())
        return words;
    return timeInWords(moment.value(), localOffset(moment.value()), language) +
           (words.empty() ? "" : ", " + words);
}

Sentence TextTable::sentence(const Failure& failure, Language language) const {
    std::string code(codeText(failure.code));
    if (std::ranges::find(kToldByDetail, failure.code) != kToldByDetail.end() &&
        has(code + "." + failure.detail))
        code += "." + failure.detail;
    const Sentence texts = stored(code, language);
    const TextValues values = {{"subject", failure.subject},
                               {"detail", factInWords(failure.detail, language)}};
    return {fillText(texts.what, values), fillText(texts.next, values), fillText(texts.cli, values)};
}

Sentence TextTable::reason(const sign::Reason& reason, Language language) const {
    const Sentence texts = stored(sign::reasonRow(reason.code).text, language);
    const TextValues values = {{"detail", factInWords(reason.detail, language)}};
    return {fillText(texts.what, values), fillText(texts.next, values), fillText(texts.cli, values)};
}

std::string TextTable::ui(Ui text, Language language, const TextValues& values) const {
    return sentence(text, language, values).what;
}

Sentence TextTable::sentence(Ui text, Language language, const TextValues& values) const {
    const Sentence texts = stored(uiCode(text), language);
    return {fillText(texts.what, values), fillText(texts.next, values), fillText(texts.cli, values)};
}

std::vector<std::string> TextTable::codes() const {
    std::vector<std::string> all;
    for (const Row& row : rows_)
        all.push_back(unescaped(row.code));
    return all;
}

} // namespace tanba::text
