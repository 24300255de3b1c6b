#pragma once

#include "app/documents/document_list.h"

#include <QLocale>

namespace tanba::gui {

/// Names as people read them in this language: numbers by their value ("act-2" before "act-10"), capital
/// letters like small ones. May be used on any thread.
documents::FolderOrder naturalOrder(const QLocale& language);

} // namespace tanba::gui
