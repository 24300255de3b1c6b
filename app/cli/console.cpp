#include "app/cli/console.h"

#include "app/text/safe_text.h"
#include "core/base/utf8.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace tanba::cli {

namespace {

bool errorHasColours() {
    return ::isatty(STDERR_FILENO) != 0 && text::processEnvironment("NO_COLOR").empty() &&
           text::processEnvironment("TERM") != "dumb";
}

} // namespace

Console::Console(const text::TextTable& table, text::Language language, OutputForm form)
    : table_(table), language_(language), form_(form) {}

void Console::result(const std::string& line) {
    if (json())
        return;
    std::ostream& out = resultsToError_ ? std::cerr : std::cout;
    // One write a line, so that lines of several programs on one terminal do not mix.
    out << line + "\n";
}

void Console::results(const std::vector<text::Fact>& facts, std::string_view indent) {
    std::size_t widest = 0;
    for (const text::Fact& fact : facts)
        widest = std::max(widest, text::displayWidth(fact.label));
    for (const text::Fact& fact : facts) {
        const std::string gap(widest - text::displayWidth(fact.label), ' ');
        result(std::string(indent) + fact.label + ":  " + gap + fact.value);
    }
}

void Console::problem(const Failure& failure, const std::string& about) {
    if (json())
        return;
    const text::Sentence sentence = table_.sentence(failure, language_);
    std::string lines;
    if (!about.empty() && about != failure.subject)
        lines += displayText(about) + ":\n";
    lines += sentence.what + "\n";
    if (const std::string next = sentence.nextOnCommandLine(); !next.empty())
        lines += next + "\n";
    const std::string code(codeText(failure.code));
    lines += word(text::Ui::ProblemCode, {{"code", code}, {"detail", failure.detail}});
    remark(lines);
}

void Console::remark(const std::string& line) {
    std::cout.flush();
    std::cerr << line + "\n";
}

void Console::warning(const std::string& line) {
    constexpr std::string_view kRed = "\x1b[1;31m";
    constexpr std::string_view kPlain = "\x1b[0m";
    remark(errorHasColours() ? std::string(kRed) + line + std::string(kPlain) : line);
}

Json Console::errorJson(const Failure& failure) const {
    const text::Sentence sentence = table_.sentence(failure, language_);
    const std::string next = sentence.nextOnCommandLine();
    return {{"code", codeText(failure.code)},
            {"subject", failure.subject},
            {"detail", failure.detail},
            {"message", next.empty() ? sentence.what : sentence.what + " " + next}};
}

bool Console::finish(const Json& object) {
    // File names are bytes; what is no UTF-8 in them is replaced, so that the object stays JSON.
    if (json())
        std::cout << object.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
    std::cout.flush();
    return std::cout.good();
}

} // namespace tanba::cli
