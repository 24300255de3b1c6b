#include "app/service/api/failure_words.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tanba::service::api {

namespace {

struct WordsRow {
    FailureCode code;
    std::string_view words;
};
constexpr std::array<WordsRow, 7> kCommonUtilsWords{{
    {FailureCode::Cancelled, "action.canceled"},
    {FailureCode::PinPadCancelled, "action.canceled"},
    {FailureCode::TokenNotFound, "storage.empty"},
    {FailureCode::FileNotFound, "file.not_found"},
    {FailureCode::FileNotReadable, "file.not_found"},
    {FailureCode::FileIsFolder, "file.not_found"},
    {FailureCode::ServiceFileUnknown, "file.not_found"},
}};

/// Failures for which the request itself is to blame.
constexpr std::array kOfParameters = {FailureCode::ServiceRequestWrong, FailureCode::ServiceTooMuch,
                                      FailureCode::RawWithDigest,       FailureCode::DigestLengthWrong,
                                      FailureCode::Base64Malformed,     FailureCode::PemMalformed,
                                      FailureCode::ServiceFileUnknown,  FailureCode::CertificateMalformed};

/// How Java's parser words it. Where it says so scripts look no further than for the name of the exception.
std::string saxWords(const Failure& failure) {
    // "line:column code" (core/sign, xml_errors.h)
    const std::string_view detail = failure.detail;
    const std::size_t colon = detail.find(':');
    const std::size_t space = detail.find(' ');
    const auto isNumber = [](std::string_view text) {
        return !text.empty() && text.size() < 10 &&
               std::ranges::all_of(text, [](char digit) { return digit >= '0' && digit <= '9'; });
    };
    std::string place = "lineNumber: 1; columnNumber: 1; ";
    if (colon != std::string_view::npos && space != std::string_view::npos && colon < space) {
        const std::string_view line = detail.substr(0, colon);
        const std::string_view column = detail.substr(colon + 1, space - colon - 1);
        if (isNumber(line) && isNumber(column))
            place = "lineNumber: " + std::string(line) + "; columnNumber: " + std::string(column) + "; ";
    }
    return "org.xml.sax.SAXParseException; " + place +
           "XML document structures must start and end within the same entity.";
}

} // namespace

std::string commonUtilsWords(const Failure& failure) {
    if (failure.code == FailureCode::XmlMalformed)
        return saxWords(failure);
    const auto* row = std::ranges::find(kCommonUtilsWords, failure.code, &WordsRow::code);
    return std::string(row != kCommonUtilsWords.end() ? row->words : codeText(failure.code));
}

BasicsError basicsWords(const Failure& failure) {
    std::string details =
        failure.code == FailureCode::XmlMalformed ? saxWords(failure) : std::string(codeText(failure.code));
    if (std::ranges::find(kOfParameters, failure.code) != kOfParameters.end())
        return basicsParameters(std::move(details));
    return {"SIGNING_FAILURE", "Signing failure.", std::move(details)};
}

} // namespace tanba::service::api
