#pragma once

#include "app/gui/widgets/page.h"
#include "app/gui/words/words.h"

#include <functional>
#include <string>
#include <string_view>

namespace tanba::gui {

/// What the help says about a page.
struct PageHelp {
    std::string_view page; ///< the name of its class, or of one that it derives from
    /// An article of translations/help/index.json; empty: the list of all, for pages that are about
    /// everything.
    std::string_view article;
};

/// Null for the help's own pages.
const PageHelp* helpAbout(const Page& page);

/// Shows the link of a page that the help says something about.
/// @param open takes the article, or nothing for the list of all
void showHelpLink(Page& page, Words& words, std::function<void(const std::string& article)> open);

} // namespace tanba::gui
