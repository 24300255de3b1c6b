#pragma once

#include "app/preview/preview.h"
#include "app/service/consent/consent.h"
#include "core/guidance/signing_role.h"

#include <memory>
#include <string>

namespace tanba::gui {

/// The bytes of a question as a file that can be read as long as somebody holds it.
std::unique_ptr<InputFile> inputOver(std::shared_ptr<const Bytes> content);

/// What can be shown of it, by the sandboxed worker; as makePreview(). On a working thread.
Result<preview::Preview> previewOfContent(const std::shared_ptr<const Bytes>& content,
                                          const std::string& name, const WorkControl& control);

/// Whether an organisation is named in what is to be signed, as far as a quick look at its beginnings tells.
guidance::MentionsOrganisation mentionsOrganisation(const service::ConsentQuestion& question);

} // namespace tanba::gui
