#pragma once

#include "app/text/language.h"
#include "app/text/own_system.h"
#include "app/text/ui_texts.h"
#include "core/base/failure.h"
#include "core/base/result.h"
#include "core/sign/reason.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::text {

/// What a person is told: what it means, and what to do about it (may be empty).
struct Sentence {
    std::string what;
    std::string next;
    std::string cli = {}; ///< how the command line does it; the window has buttons instead

    /// What to do, as the command line says it.
    std::string nextOnCommandLine() const;
};

/// A value for a placeholder {name} of a text. Values are foreign: they pass through displayText.
struct TextValue {
    std::string_view name;
    std::string value;
};
using TextValues = std::vector<TextValue>;

/// Puts values into a text. "[: {subject}]" is an optional part: it disappears when a value inside is empty.
std::string fillText(std::string_view text, const TextValues& values);

/// Every sentence of the program, by stable code, in the three languages.
class TextTable {
  public:
    /// From JSON: {"code": {"kk": {"what": "...", "next": "...", "cli": "..."}, "ru": ..., "en": ...}, ...},
    /// which must outlive the table: it keeps no text, only where each stands. What a sentence has for
    /// `system` ("linux", "windows") follows its next step; what it has for another is left out.
    static Result<TextTable> load(std::string_view json, System system = ownSystem());
    /// The table that is built into the program (translations/messages.json).
    static const TextTable& builtIn();
    /// The same as it is on `system`.
    static TextTable builtInOf(System system);

    /// The sentence for a failure; a moment in its detail is put into words. A usage failure whose detail
    /// names a row "usage.<detail>" gets that row's; so does an empty input ("input.empty.folder").
    Sentence sentence(const Failure& failure, Language language) const;
    Sentence reason(const sign::Reason& reason, Language language) const;
    std::string ui(Ui text, Language language, const TextValues& values = {}) const;
    /// A text of the program with its next step, such as the state of a reader.
    Sentence sentence(Ui text, Language language, const TextValues& values = {}) const;

    bool has(std::string_view code) const { return find(code) != nullptr; }
    std::vector<std::string> codes() const;
    /// As it stands in the table, placeholders and all; empty texts for an unknown code.
    Sentence stored(std::string_view code, Language language) const;

  private:
    /// A detail for people: its moment (RFC 3339) and its word ("fact.<word>") in the language; codes say
    /// nothing to people and are left out.
    std::string factInWords(std::string_view fact, Language language) const;

    /// As they are written in the JSON.
    struct Written {
        std::string_view what;
        std::string_view next;
        std::string_view cli;
        std::string_view here; ///< what to do on this system
    };
    struct Row {
        std::string_view code;
        std::array<Written, kLanguages.size()> sentences;
    };
    /// Null for an unknown code.
    const Row* find(std::string_view code) const;

    std::vector<Row> rows_; ///< in the order of their codes
};

} // namespace tanba::text
