#pragma once

#include "app/gui/consent/consent_event.h"
#include "app/gui/consent/consent_key.h"
#include "app/gui/words/words.h"
#include "app/service/consent/origin_display.h"
#include "app/service/consent/series.h"
#include "app/text/certificate_view.h"

namespace tanba::gui {

// What the consent window and its neighbours say of sites, keys and requests.

/// A site in one line, for lists and messages: its origin, or the program.
QString callerWords(const service::Caller& caller, const Words& words);
/// A site's origin as rich text: its registrable domain bold, what stands around it plain.
QString siteHtml(const service::OriginDisplay& shown);
/// Why a key cannot be used for what is asked; empty for one that can.
QString unfitWords(const ConsentKey& key, const Words& words);
/// What the certificate says that its holder may do; empty when it says nothing.
QString roleWords(const keys::Certificate& certificate, const Words& words);
QString endWords(service::SeriesEnd end, const Words& words);
QString eventWords(ConsentEvent::Kind kind, const Words& words);

/// The portals whose keys to an account look like what is wanted: "sigex.kz".
std::string portalsOfTheLook(const service::ConsentQuestion& question);

/// The item's place among several is its name when it has none.
QString itemName(const service::ConsentQuestion& question, std::size_t index, const Words& words);
QString itemType(const service::ConsentItem& item, const Words& words);
/// Size, type, signature, SHA-256: everything but the content.
std::vector<text::Fact> itemFacts(const service::ConsentQuestion& question, std::size_t index,
                                  const Words& words);

} // namespace tanba::gui
