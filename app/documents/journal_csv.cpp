#include "app/documents/journal.h"
#include "core/base/utf8.h"

#include <string_view>

namespace tanba::documents {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
/// With these a spreadsheet would take a cell for a formula (OWASP, "CSV Injection").
constexpr std::string_view kFormulaStarts = "=+-@\t\r";

/// A field (RFC 4180 2.5 to 2.7), always in quotation marks.
std::string field(std::string_view text) {
    std::string quoted = "\"";
    if (!text.empty() && kFormulaStarts.find(text.front()) != std::string_view::npos)
        quoted += '\'';
    for (const char character : repairedUtf8(text)) {
        if (character == '"')
            quoted += '"';
        quoted += character;
    }
    return quoted + '"';
}

std::string line(const std::vector<std::string>& fields) {
    std::string text;
    for (const std::string& each : fields)
        text += (text.empty() ? "" : ",") + field(each);
    return text + "\r\n";
}

} // namespace

std::string toCsv(const std::vector<JournalEntry>& entries, const std::vector<std::string>& headings) {
    std::string text(kByteOrderMark);
    text += line(headings);
    for (const JournalEntry& entry : entries)
        text += line({formatRfc3339(entry.when), entry.document, entry.output, entry.format, entry.purpose,
                      entry.key.owner, entry.key.organisation, entry.key.serial, entry.key.issuer,
                      entry.documentSha256, entry.key.demonstration ? "true" : ""});
    return text;
}

} // namespace tanba::documents
