#pragma once

#include "app/documents/document_list.h"
#include "app/text/language.h"

namespace tanba::gui {

/// Names as people read them in this language: numbers by their value ("act-2" before "act-10"), capital
/// letters like small ones. May be used on any thread.
documents::FolderOrder naturalOrder(text::Language language);

} // namespace tanba::gui
