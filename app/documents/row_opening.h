#pragma once

#include "app/documents/document_list.h"
#include "app/documents/run_places.h"
#include "app/documents/signing_content.h"

namespace tanba::documents {

/// Opens what a row signs and passes it through the gate. The document of a detached signed file that gets
/// one more signer is looked for beside it when it was not named.
/// @returns as openForSigning(); file.changed_meanwhile when it is not what was listed.
Result<std::unique_ptr<SigningContent>> openRow(const RunPlaces& places, const SigningOrder& order,
                                                const Document& document, const WorkControl& control);

} // namespace tanba::documents
