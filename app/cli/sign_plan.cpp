#include "app/cli/sign_plan.h"

#include "app/cli/input.h"

#include <array>

namespace tanba::cli {

namespace {

namespace fs = std::filesystem;

struct FormatRow {
    SignFormat format;
    std::string_view suffix;
    /// Taken off the document's name first: letter.xml becomes letter.signed.xml.
    std::string_view replaces;
};
constexpr std::array<FormatRow, 4> kFormatRows = {{
    {SignFormat::Cms, ".cms", ""},
    {SignFormat::CmsDetached, ".p7s", ""},
    {SignFormat::Xml, ".signed.xml", ".xml"},
    {SignFormat::Raw, ".sig", ""},
}};
constexpr std::string_view kCosigned = "-cosigned";

fs::path signedName(const fs::path& document, SignFormat format) {
    std::string name = document.filename().string();
    for (const FormatRow& row : kFormatRows) {
        if (row.format != format)
            continue;
        if (!row.replaces.empty() && name.size() > row.replaces.size() && name.ends_with(row.replaces))
            name.resize(name.size() - row.replaces.size());
        name += row.suffix;
    }
    return name;
}

std::optional<fs::path> outputOf(const SignArguments& arguments, const std::string& source) {
    if (!arguments.output.empty())
        return arguments.output == kStandardInput ? std::nullopt : std::optional<fs::path>(arguments.output);
    if (source == kStandardInput)
        return std::nullopt;
    const fs::path path(source);
    const fs::path folder =
        arguments.outputFolder.empty() ? path.parent_path() : fs::path(arguments.outputFolder);
    if (!arguments.addTo.empty())
        return folder / (path.stem().string() + std::string(kCosigned) + path.extension().string());
    return folder / signedName(path, arguments.format);
}

} // namespace

std::vector<SignJob> planSigning(const SignArguments& arguments) {
    std::vector<SignJob> jobs;
    if (!arguments.addTo.empty()) {
        SignJob job{std::nullopt, outputOf(arguments, arguments.addTo), arguments.addTo};
        if (!arguments.inputs.empty())
            job.input = arguments.inputs.front();
        jobs.push_back(std::move(job));
        return jobs;
    }
    for (const std::string& input : arguments.inputs)
        jobs.push_back({input, outputOf(arguments, input), input});
    return jobs;
}

} // namespace tanba::cli
