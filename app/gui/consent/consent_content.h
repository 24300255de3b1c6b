#pragma once

#include "app/preview/preview.h"

#include <memory>
#include <string>

namespace tanba::gui {

/// The bytes of a question as a file that can be read as long as somebody holds it.
std::unique_ptr<InputFile> inputOver(std::shared_ptr<const Bytes> content);

/// What can be shown of it, by the sandboxed worker; as makePreview(). On a working thread.
Result<preview::Preview> previewOfContent(const std::shared_ptr<const Bytes>& content,
                                          const std::string& name, const WorkControl& control);

} // namespace tanba::gui
