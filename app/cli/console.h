#pragma once

#include "app/text/certificate_view.h"
#include "app/text/text_table.h"
#include "core/base/failure.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace tanba::cli {

using Json = nlohmann::ordered_json;

enum class OutputForm { ForPeople, ForPrograms };

/// Where the program's words go: results to standard output, problems and remarks to standard error, or, for
/// scripts, one JSON object to standard output and nothing else there.
class Console {
  public:
    Console(const text::TextTable& table, text::Language language, OutputForm form);

    text::Language language() const { return language_; }
    OutputForm form() const { return form_; }
    bool json() const { return form_ == OutputForm::ForPrograms; }
    const text::TextTable& table() const { return table_; }
    std::string word(text::Ui text, const text::TextValues& values = {}) const {
        return table_.ui(text, language_, values);
    }

    /// From now on results are remarks: standard output carries the signature itself.
    void keepStandardOutputForData() { resultsToError_ = true; }

    /// A line of the result. Nothing in JSON form. The text is already safe.
    void result(const std::string& line);
    void results(const std::vector<text::Fact>& facts, std::string_view indent = "");
    /// What happened, what to do, and the code for support, on standard error. Nothing in JSON form.
    /// @param about the file it concerns, named first when the failure's subject is something inside it.
    void problem(const Failure& failure, const std::string& about = {});
    /// Something the person should know while it happens; on standard error in both forms.
    void remark(const std::string& line);
    /// The same in red where the terminal has colours.
    void warning(const std::string& line);

    Json errorJson(const Failure& failure) const;

    /// Writes the object in JSON form. False when standard output did not take everything that was written to
    /// it.
    bool finish(const Json& object);

  private:
    const text::TextTable& table_;
    text::Language language_;
    OutputForm form_;
    bool resultsToError_ = false;
};

} // namespace tanba::cli
