#pragma once

#include "app/gui/presence/expiry_watch.h"
#include "app/gui/words/words.h"
#include "app/platform/qt/notifier.h"
#include "core/guidance/calendar_file.h"

namespace tanba::gui {

/// Whose key it is; without the numbers that some old certificates have in the name.
QString holderName(const keys::Certificate& certificate);
QString purposeWords(const keys::Certificate& certificate, const Words& words);
/// The last day in Kazakhstan: "27 маусым 2026".
QString lastDayWords(const ExpiringKey& key, const Words& words);
/// The last moment, with the offset: "27 маусым 2026, 17:00 (UTC+5)".
QString lastMomentWords(const ExpiringKey& key, const Words& words);

/// How much is left, as a title: "... 7 days", "today", "expired", "not yet valid". Empty while nothing is to
/// be said.
QString expiryTitle(const ExpiringKey& key, const Words& words);
/// For the desktop; one message for several keys, so that nobody is flooded.
platform::Notice expiryNotice(const std::vector<ExpiringKey>& keys, const Words& words);

/// The end of a key for a calendar, with alarms at the thresholds that are still to come. What the key is for
/// and whose organisation it speaks for tell several apart; no person's name and no number: calendars are
/// copied to the network.
Result<guidance::CalendarEvent> expiryEvent(const ExpiringKey& key, const Words& words);

} // namespace tanba::gui
