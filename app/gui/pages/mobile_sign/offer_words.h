#pragma once

#include "app/gui/mobile/mobile_desk.h"
#include "app/gui/pages/sign/sign_words.h"
#include "app/service/consent/consent.h"
#include "app/text/certificate_view.h"

namespace tanba::gui {

// What a site that shows a signing QR says of itself and its documents, for the screen. All of it is foreign.

/// The site, as one that asks this computer.
service::Caller callerOf(const portal::mobile::SignLink& link);
/// In the language of the interface, or whatever there is; safe to show. Empty when there is none.
QString nameIn(const portal::mobile::Names& names, const Words& words);
/// A document's name, or its number when the site gave none.
QString documentName(const portal::mobile::Offer& offer, std::size_t index, const Words& words);
DocumentView viewOf(const portal::mobile::Offer& offer, std::size_t index, const Words& words);
/// Who asks, for what, until when, and where the site would lead back.
std::vector<text::Fact> factsOf(const portal::mobile::Invitation& invitation, const Words& words);

} // namespace tanba::gui
