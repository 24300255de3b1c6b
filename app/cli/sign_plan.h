#pragma once

#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "app/documents/document_list.h"
#include "app/documents/signing_order.h"
#include "app/documents/signing_record.h"

namespace tanba::cli {

/// What the arguments ask for. signing.origin_malformed.
Result<documents::SigningOrder> orderOf(const SignArguments& arguments);

/// The documents that the arguments name: what was named itself is signed also when it has a signature, what
/// lies in named folders is not. A signed file that gets one more signer is one document.
/// @returns fails with cancelled; usage.one_output_for_several.
Result<documents::DocumentList> documentsOf(const SignArguments& arguments, const Services& services);

/// Whether the only result goes to standard output.
bool goesToStandardOutput(const SignArguments& arguments);

/// usage.output_is_input when -o names a document or the key.
Outcome checkOutputFile(const SignArguments& arguments);

/// Whether arguments that name documents name those of a record, to be signed in the same way.
/// usage.record_of_other_work.
Outcome checkSameWork(const SignArguments& arguments, const documents::SigningRecord& record);

} // namespace tanba::cli
