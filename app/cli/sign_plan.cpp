#include "app/cli/sign_plan.h"

#include "app/cli/argument_rules.h"
#include "app/cli/input.h"

#include <algorithm>
#include <filesystem>

namespace tanba::cli {

namespace {

namespace fs = std::filesystem;
using documents::Adding;
using documents::Chosen;
using documents::Document;
using documents::DocumentList;

/// Paths on record must mean the same from every folder; otherwise files are called what the person called
/// them.
fs::path named(const SignArguments& arguments, const std::string& name) {
    if (arguments.record.empty() || name.empty())
        return name;
    std::error_code unknown;
    const fs::path absolute = fs::absolute(name, unknown);
    return unknown ? fs::path(name) : absolute.lexically_normal();
}

bool isSameFile(const std::string& left, const std::string& right) {
    std::error_code notBoth;
    return fs::equivalent(left, right, notBoth) && !notBoth;
}

DocumentList fromStandardInput(const std::string& name) {
    Document document;
    document.path = name;
    document.chosen = Chosen::AsStream;
    return {{document}, {}};
}

Result<DocumentList> signedFileToAddTo(const SignArguments& arguments, const Services& services) {
    const std::string original = arguments.inputs.empty() ? std::string() : arguments.inputs.front();
    DocumentList list = fromStandardInput(arguments.addTo);
    if (arguments.addTo != kStandardInput) {
        TANBA_TRY(list, documents::listDocuments(services.files, {fs::path(arguments.addTo)}, {},
                                                 {&services.cancel, nullptr}));
    }
    for (Document& document : list.documents) {
        document.original = original;
        if (original == kStandardInput)
            document.chosen = Chosen::AsStream;
    }
    return list;
}

bool isWithin(const fs::path& document, const fs::path& input) {
    const fs::path inside = document.lexically_relative(input);
    return !inside.empty() && *inside.begin() != "..";
}

} // namespace

Result<documents::SigningOrder> orderOf(const SignArguments& arguments) {
    documents::SigningOrder order;
    order.format = arguments.format.value_or(documents::SignFormat::Cms);
    order.encoding = arguments.encoding;
    order.adding = arguments.addTo.empty() ? Adding::NewSignature : Adding::ToExisting;
    order.ifTaken = arguments.force ? documents::IfTaken::Replace : documents::IfTaken::Refuse;
    order.ifExpired = arguments.allowExpired ? documents::IfExpired::Allow : documents::IfExpired::Refuse;
    order.ifOriginalMissing = documents::IfOriginalMissing::Refuse;
    order.outputFolder = named(arguments, arguments.outputFolder);
    if (!goesToStandardOutput(arguments))
        order.outputFile = named(arguments, arguments.output);
    order.readyDigest = arguments.digest;
    order.timestamp = arguments.timestamp;
    if (arguments.loginOrigin) {
        TANBA_TRY(order.requester.verifiedOrigin, sign::normaliseOrigin(*arguments.loginOrigin));
    }
    return order;
}

Result<DocumentList> documentsOf(const SignArguments& arguments, const Services& services) {
    if (!arguments.addTo.empty())
        return signedFileToAddTo(arguments, services);
    if (arguments.inputs.front() == kStandardInput)
        return fromStandardInput(arguments.inputs.front());
    std::vector<fs::path> chosen;
    for (const std::string& input : arguments.inputs)
        chosen.push_back(named(arguments, input));
    TANBA_TRY(DocumentList list,
              documents::listDocuments(services.files, chosen, {}, {&services.cancel, nullptr}));
    for (Document& document : list.documents)
        if (document.chosen == Chosen::ByName)
            document.signature.clear();
    if (!arguments.output.empty() && list.documents.size() > 1)
        return usage("one_output_for_several", "-o");
    return list;
}

bool goesToStandardOutput(const SignArguments& arguments) {
    const bool fromStream = arguments.addTo.empty() ? std::ranges::find(arguments.inputs, kStandardInput) !=
                                                          arguments.inputs.end()
                                                    : arguments.addTo == kStandardInput;
    return arguments.output == kStandardInput || (fromStream && arguments.output.empty());
}

Outcome checkOutputFile(const SignArguments& arguments) {
    if (arguments.output.empty() || arguments.output == kStandardInput)
        return Done{};
    // --force allows replacing an older result, never the document or the key.
    std::vector<std::string> needed = arguments.inputs;
    needed.push_back(arguments.keyFile);
    const bool replacesNeeded = std::ranges::any_of(
        needed, [&](const std::string& file) { return isSameFile(arguments.output, file); });
    return replacesNeeded ? Outcome(usage("output_is_input", arguments.output)) : Done{};
}

Outcome checkSameWork(const SignArguments& arguments, const documents::SigningRecord& record) {
    if (arguments.timestamp && arguments.timestamp != record.plan().order.timestamp)
        return usage("record_of_other_work", arguments.record);
    if (arguments.inputs.empty())
        return Done{};
    TANBA_TRY(const documents::SigningOrder order, orderOf(arguments));
    const documents::SigningOrder& agreed = record.plan().order;
    bool same = order.format == agreed.format && order.encoding == agreed.encoding &&
                order.ifTaken == agreed.ifTaken && order.ifExpired == agreed.ifExpired &&
                order.outputFolder == agreed.outputFolder && order.outputFile == agreed.outputFile &&
                order.timestamp == agreed.timestamp;
    for (const Document& document : record.plan().documents)
        same = same && std::ranges::any_of(arguments.inputs, [&](const std::string& input) {
                   return isWithin(document.path, named(arguments, input));
               });
    return same ? Outcome(Done{}) : usage("record_of_other_work", arguments.record);
}

} // namespace tanba::cli
