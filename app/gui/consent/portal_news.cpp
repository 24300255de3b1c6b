#include "app/gui/consent/portal_news.h"

#include "app/gui/consent/consent_words.h"
#include "app/gui/pages/demonstration_mark.h"
#include "app/gui/pages/key_words.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <utility>

namespace tanba::gui {

namespace {

using EventKind = ConsentEvent::Kind;

bool wantsAttention(const ConsentEvent& event) {
    return event.kind == EventKind::Failed || event.kind == EventKind::Refused ||
           event.kind == EventKind::MissingModule;
}

bool sameNews(const ConsentEvent& one, const ConsentEvent& other) {
    return one.kind == other.kind && siteOf(one.caller) == siteOf(other.caller) && one.module == other.module;
}

} // namespace

PortalNews::PortalNews(const Words& words, GuiConsentDesk& consent, PortalSwitch& portals)
    : words_(words), consent_(consent), portals_(portals) {
    connect(&consent, &GuiConsentDesk::happened, this, &PortalNews::take);
    connect(&consent, &GuiConsentDesk::knownSecretUsed, this, &PortalNews::takeKnownSecret);
    connect(&consent, &GuiConsentDesk::changed, this, [this, before = false]() mutable {
        if (std::exchange(before, consent_.quiet().has_value()) != consent_.quiet().has_value())
            emit changed();
    });
    connect(&portals, &PortalSwitch::changed, this, &PortalNews::changed);
}

void PortalNews::take(const ConsentEvent& event) {
    recent_.push_front(event);
    if (recent_.size() > kMostRecent)
        recent_.pop_back();
    if (wantsAttention(event)) {
        // A site that does it again and again is one line.
        std::erase_if(told_, [&event](const ConsentEvent& each) { return sameNews(each, event); });
        told_.push_front(event);
        if (told_.size() > kMostTold)
            told_.pop_back();
    }
    emit changed();
}

AttentionItem PortalNews::itemOf(const ConsentEvent& event) {
    const std::string site = toUtf8(callerWords(event.caller, words_));
    AttentionItem item;
    item.urgency = Urgency::Hint;
    if (event.kind == EventKind::MissingModule) {
        item.title = words_.say(Phrase::PortalAttMissing, {{"site", site}});
        item.text = words_.say(Phrase::PortalAttMissingText, {{"module", event.module}});
    } else {
        item.title =
            words_.say(event.kind == EventKind::Failed ? Phrase::PortalAttFailed : Phrase::PortalAttRefused,
                       {{"site", site}});
        const text::Sentence why = words_.sentence(*event.failure);
        item.text = fromUtf8(why.what + " " + why.next);
    }
    item.actions = {{words_.say(Phrase::PortalUnderstood), [this, event] {
                         std::erase_if(told_,
                                       [&event](const ConsentEvent& each) { return sameNews(each, event); });
                         emit changed();
                     }}};
    return item;
}

void PortalNews::takeKnownSecret(const SigningKeyOption& key) {
    forgetKnownSecret(key);
    knownSecrets_.push_back(key);
    emit changed();
}

void PortalNews::forgetKnownSecret(const SigningKeyOption& key) {
    std::erase_if(knownSecrets_, [&key](const SigningKeyOption& each) { return each.sameKey(key); });
}

AttentionItem PortalNews::itemOf(const SigningKeyOption& key) {
    const bool card = key.onCard();
    const QString called = card ? fromUtf8(key.holder) : fileNameOf(key.file);
    const std::string name = toUtf8(markedName(called, realityOf(key), words_));
    AttentionItem item;
    item.title = words_.say(card ? Phrase::PortalAttPin : Phrase::PortalAttPassword, {{"name", name}});
    item.text = words_.say(card ? Phrase::PinDefaultText : Phrase::DefaultText);
    const auto seen = [this, key] {
        forgetKnownSecret(key);
        emit changed();
    };
    const auto change = [this, key, seen] {
        seen();
        if (key.onCard())
            emit cardWanted(key.cardId);
        else
            emit passwordChangeWanted(key.file);
    };
    item.actions = {{words_.say(card ? Phrase::PinChange : Phrase::KeyChange), change},
                    {words_.say(Phrase::PortalUnderstood), seen}};
    return item;
}

void PortalNews::addService(std::vector<AttentionItem>& items) {
    if (portals_.wish() == PortalSwitch::Wish::Undecided) {
        AttentionItem offer;
        offer.urgency = Urgency::Hint;
        offer.title = words_.say(Phrase::PortalAttOffer);
        offer.text = words_.say(Phrase::PortalAttOfferText);
        offer.actions = {{words_.say(Phrase::PortalAttOn),
                          [this] {
                              portals_.setOn(true);
                              emit settingsWanted();
                          }},
                         {words_.say(Phrase::PortalAttNo), [this] { portals_.setOn(false); }}};
        items.push_back(std::move(offer));
    }
    if (portals_.failure()) {
        AttentionItem broken;
        broken.title = words_.say(Phrase::PortalAttOff);
        const text::Sentence why = words_.sentence(*portals_.failure());
        broken.text = fromUtf8(why.what + " " + why.next);
        broken.actions = {{words_.say(Phrase::PortalRetry), [this] { portals_.tryAgain(); }}};
        items.push_back(std::move(broken));
    }
    if (portals_.renewalIsDue()) {
        AttentionItem soon;
        soon.urgency = Urgency::Hint;
        soon.title = words_.say(Phrase::PortalTrustSoon);
        soon.text = words_.say(Phrase::PortalTrustSoonText);
        soon.open = [this] { emit settingsWanted(); };
        items.push_back(std::move(soon));
    }
    const std::vector<std::string> browsers = portals_.distrusting();
    if (portals_.state() == PortalSwitch::State::On && !browsers.empty()) {
        std::string names;
        for (const std::string& browser : browsers)
            names += (names.empty() ? "" : ", ") + displayText(browser);
        AttentionItem trust;
        trust.title = words_.say(Phrase::PortalAttTrust);
        trust.text = words_.say(Phrase::PortalAttTrustText, {{"browsers", names}});
        trust.open = [this] { emit settingsWanted(); };
        items.push_back(std::move(trust));
    }
}

std::vector<AttentionItem> PortalNews::items() {
    std::vector<AttentionItem> items;
    if (const auto quiet = consent_.quiet()) {
        AttentionItem item;
        item.title = words_.say(Phrase::PortalAttQuiet, {{"site", toUtf8(callerWords(*quiet, words_))}});
        item.text = words_.say(Phrase::PortalAttQuietText);
        item.actions = {{words_.say(Phrase::PortalAttShow), [this] { consent_.showQuiet(); }}};
        items.push_back(std::move(item));
    }
    addService(items);
    for (const SigningKeyOption& key : knownSecrets_)
        items.push_back(itemOf(key));
    for (const ConsentEvent& event : told_)
        items.push_back(itemOf(event));
    return items;
}

} // namespace tanba::gui
