#pragma once

#include "app/gui/documents/signing_desk.h"
#include "app/gui/widgets/card.h"
#include "app/gui/words/words.h"

namespace tanba::gui {

/// How a run ended, as its page says it.
struct RunEnd {
    CardKind kind = CardKind::Good;
    QString title;
    QString text;
};
/// For a run that has ended.
RunEnd endOf(const SigningDesk& signing, const Words& words);

/// Where the results lie, in the order of the documents.
std::vector<std::filesystem::path> resultsOf(const SigningDesk& signing);

} // namespace tanba::gui
