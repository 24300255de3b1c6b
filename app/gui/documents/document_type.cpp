#include "app/gui/documents/document_type.h"

#include "core/sign/cms_reader.h"
#include "core/sign/xml_verifier.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace tanba::gui {

namespace {

using namespace std::string_view_literals;

struct MarkRow {
    std::string_view mark;
    DocumentType type;
};
/// How files of a kind begin.
constexpr std::array<MarkRow, 12> kMarks = {{
    {"%PDF-"sv, DocumentType::Pdf},
    {"\x89PNG"sv, DocumentType::Picture},
    {"\xFF\xD8\xFF"sv, DocumentType::Picture},
    {"GIF8"sv, DocumentType::Picture},
    {"BM"sv, DocumentType::Picture},
    {"\xD0\xCF\x11\xE0"sv, DocumentType::Office},
    {"PK\x03\x04"sv, DocumentType::Archive},
    {"Rar!"sv, DocumentType::Archive},
    {"7z\xBC\xAF"sv, DocumentType::Archive},
    {"\x1F\x8B"sv, DocumentType::Archive},
    {"\x7F"
     "ELF"sv,
     DocumentType::Program},
    {"MZ"sv, DocumentType::Program},
}};
/// Packed like archives, but documents.
constexpr std::array kOfficeEndings = {".docx"sv, ".xlsx"sv, ".pptx"sv, ".docm"sv, ".xlsm"sv,
                                       ".pptm"sv, ".odt"sv,  ".ods"sv,  ".odp"sv};

std::string endingOf(const std::filesystem::path& path) {
    std::string ending = path.extension().string();
    std::ranges::transform(ending, ending.begin(),
                           [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return ending;
}

bool readsAsText(std::string_view start) {
    return std::ranges::none_of(start, [](char letter) {
        const auto code = static_cast<unsigned char>(letter);
        return code < 0x20 && letter != '\t' && letter != '\n' && letter != '\r' && letter != '\f';
    });
}

} // namespace

DocumentType typeOfContent(ByteView start, const std::filesystem::path& path) {
    if (sign::looksLikeCms(start))
        return DocumentType::Signed;
    const std::string_view text = asText(start);
    // A letter may begin with "BM" or "MZ"; the formats themselves soon hold what no text does.
    const bool readable = readsAsText(text);
    const auto row = std::ranges::find_if(kMarks, [&](const MarkRow& mark) {
        return text.starts_with(mark.mark) && (!readable || mark.type == DocumentType::Pdf);
    });
    if (row != kMarks.end()) {
        const bool office = row->type == DocumentType::Archive &&
                            std::ranges::find(kOfficeEndings, endingOf(path)) != kOfficeEndings.end();
        return office ? DocumentType::Office : row->type;
    }
    if (sign::looksLikeXml(start))
        return DocumentType::Xml;
    return readable ? DocumentType::Text : DocumentType::Other;
}

} // namespace tanba::gui
