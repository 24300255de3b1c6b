#include "app/gui/widgets/support_details.h"

#include "core/base/utf8.h"

#include <algorithm>

namespace tanba::gui {

namespace {

constexpr std::size_t kIdentityDigits = 12;

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

std::string lastPartOfPaths(std::string text) {
    const std::size_t slash = text.rfind('/');
    return slash == std::string::npos ? text : "…" + text.substr(slash);
}

} // namespace

std::string supportDetails(const Failure& failure, std::string_view system) {
    std::string details = "Tanba " TANBA_VERSION "\n" + std::string(system) + "\n";
    details += std::string(codeText(failure.code));
    for (const std::string& part : {failure.subject, failure.detail})
        if (!part.empty())
            details += "\n" + displayText(withoutNumbers(lastPartOfPaths(part)));
    return details;
}

} // namespace tanba::gui
