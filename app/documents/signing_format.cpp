#include "app/documents/signing_format.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace tanba::documents {

namespace {

struct FormatRow {
    SignFormat format;
    std::string_view name;
    std::string_view suffix;
    /// Taken off the document's name first: letter.xml becomes letter.signed.xml.
    std::string_view replaces;
};
constexpr std::array<FormatRow, 4> kFormats = {{
    {SignFormat::Cms, "cms", ".cms", ""},
    {SignFormat::CmsDetached, "cms-detached", ".p7s", ""},
    {SignFormat::Xml, "xml", ".signed.xml", ".xml"},
    {SignFormat::Raw, "raw", ".sig", ""},
}};

struct EncodingRow {
    Encoding encoding;
    std::string_view name;
};
constexpr std::array<EncodingRow, 3> kEncodings = {{
    {Encoding::Der, "der"},
    {Encoding::Pem, "pem"},
    {Encoding::Base64, "base64"},
}};

constexpr std::string_view kCosigned = "-cosigned";

bool isLongerAndEndsWith(std::string_view text, std::string_view ending) {
    return text.size() > ending.size() && text.ends_with(ending);
}

const FormatRow* rowOfResult(std::string_view result) {
    const auto row = std::ranges::find_if(
        kFormats, [&](const FormatRow& candidate) { return isLongerAndEndsWith(result, candidate.suffix); });
    return row == kFormats.end() ? nullptr : &*row;
}

/// "a.pdf" of "a.pdf (2)", as numberedName() makes it; empty for other names.
std::string withoutNumber(std::string_view name) {
    if (!name.ends_with(')'))
        return {};
    const std::size_t open = name.find_last_not_of("0123456789", name.size() - 2);
    const bool numbered = open != std::string_view::npos && open >= 2 && open + 2 < name.size() &&
                          name[open] == '(' && name[open - 1] == ' ';
    return numbered ? std::string(name.substr(0, open - 1)) : std::string();
}

} // namespace

std::string_view formatName(SignFormat format) {
    return std::ranges::find(kFormats, format, &FormatRow::format)->name;
}

std::optional<SignFormat> formatByName(std::string_view name) {
    const auto row = std::ranges::find(kFormats, name, &FormatRow::name);
    return row == kFormats.end() ? std::nullopt : std::optional(row->format);
}

std::string_view encodingName(Encoding encoding) {
    return std::ranges::find(kEncodings, encoding, &EncodingRow::encoding)->name;
}

std::optional<Encoding> encodingByName(std::string_view name) {
    const auto row = std::ranges::find(kEncodings, name, &EncodingRow::name);
    return row == kEncodings.end() ? std::nullopt : std::optional(row->encoding);
}

std::string signedName(const std::string& document, SignFormat format) {
    const FormatRow& row = *std::ranges::find(kFormats, format, &FormatRow::format);
    std::string name = document;
    if (!row.replaces.empty() && isLongerAndEndsWith(name, row.replaces))
        name.resize(name.size() - row.replaces.size());
    return name.append(row.suffix);
}

std::string cosignedName(const std::string& signedFile) {
    const std::filesystem::path path(signedFile);
    return path.stem().string().append(kCosigned) + path.extension().string();
}

std::string numberedName(const std::string& result, unsigned number) {
    const FormatRow* row = rowOfResult(result);
    const std::string suffix =
        row != nullptr ? std::string(row->suffix) : std::filesystem::path(result).extension().string();
    const std::string stem = result.substr(0, result.size() - suffix.size());
    return stem + " (" + std::to_string(number) + ")" + suffix;
}

std::vector<std::string> possibleDocuments(const std::string& result) {
    const FormatRow* row = rowOfResult(result);
    if (row == nullptr)
        return {};
    std::vector<std::string> stems{result.substr(0, result.size() - row->suffix.size())};
    if (std::string plain = withoutNumber(stems.back()); !plain.empty())
        stems.push_back(std::move(plain));
    if (isLongerAndEndsWith(stems.back(), kCosigned))
        stems.push_back(stems.back().substr(0, stems.back().size() - kCosigned.size()));
    std::vector<std::string> names;
    for (const std::string& stem : stems) {
        if (!row->replaces.empty())
            names.push_back(stem + std::string(row->replaces));
        names.push_back(stem);
    }
    return names;
}

} // namespace tanba::documents
