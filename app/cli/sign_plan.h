#pragma once

#include "app/cli/arguments.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tanba::cli {

/// One signature to be made.
struct SignJob {
    /// The document; none when a signer is added to a file that has its document inside.
    std::optional<std::string> input;
    /// Where the result goes; none: standard output.
    std::optional<std::filesystem::path> output;

    /// The name under which results and problems of this job are told.
    std::string name;
};

/// What to sign and where to write it: NAME.cms, NAME.p7s, NAME.signed.xml, NAME.sig beside the document or
/// in
/// --out-dir; NAME-cosigned.EXT beside the signed file for --add-to.
std::vector<SignJob> planSigning(const SignArguments& arguments);

} // namespace tanba::cli
