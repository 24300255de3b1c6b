#include "app/gui/pages/mobile_sign/offer_words.h"

#include "app/gui/documents/document_type.h"
#include "app/text/dates.h"
#include "core/base/utf8.h"

#include <array>

namespace tanba::gui {

namespace mobile = portal::mobile;

namespace {

/// Of one foreign text.
constexpr qsizetype kMostCharacters = 300;

QString shown(const std::string& foreign) {
    const QString text = fromUtf8(displayText(foreign));
    return text.size() <= kMostCharacters ? text : text.left(kMostCharacters) + QStringLiteral("…");
}

Phrase formatOf(mobile::SignMethod method) {
    switch (method) {
    case mobile::SignMethod::Xml:
        return Phrase::PortalFormatXml;
    case mobile::SignMethod::CmsDetached:
        return Phrase::PortalFormatDetached;
    case mobile::SignMethod::CmsAttached:
        return Phrase::PortalFormatAttached;
    case mobile::SignMethod::Bytes:
        return Phrase::PortalFormatRaw;
    }
    return Phrase::PortalFormatDetached;
}

} // namespace

service::Caller callerOf(const mobile::SignLink& link) {
    service::Caller caller;
    caller.kind = service::Caller::Kind::Browser;
    caller.origin = link.origin();
    return caller;
}

QString nameIn(const mobile::Names& names, const Words& words) {
    const std::string& own = words.language() == text::Language::Kk   ? names.kk
                             : words.language() == text::Language::Ru ? names.ru
                                                                      : names.en;
    for (const std::string* name : {&own, &names.kk, &names.ru, &names.en})
        if (!name->empty())
            return shown(*name);
    return {};
}

QString documentName(const mobile::Offer& offer, std::size_t index, const Words& words) {
    const QString name = nameIn(offer.documents()[index].names, words);
    return name.isEmpty() ? words.say(Phrase::PortalUnnamedNumber, {{"number", std::to_string(index + 1)}})
                          : name;
}

DocumentView viewOf(const mobile::Offer& offer, std::size_t index, const Words& words) {
    const mobile::OfferedDocument& document = offer.documents()[index];
    const ByteView content = *document.content;
    constexpr std::size_t kStart = 4096;
    // By its content: what the site calls it proves nothing.
    const DocumentType type = typeOfContent(content.first(std::min(content.size(), kStart)), {});
    DocumentView view;
    view.icon = iconOf(type);
    view.name = documentName(offer, index, words);
    QStringList details{typeWords(type, words), sizeWords(content.size(), words)};
    details << words.say(Phrase::PortalFormat) + QStringLiteral(": ") + words.say(formatOf(document.method));
    for (const mobile::OfferedDocument::Fact& fact : document.facts)
        details << shown(fact.name) + QStringLiteral(": ") + shown(fact.value);
    view.detail = details.join(QStringLiteral(" · "));
    view.state = words.say(Phrase::SignRowReady);
    return view;
}

std::vector<text::Fact> factsOf(const mobile::Invitation& invitation, const Words& words) {
    std::vector<text::Fact> facts;
    const auto add = [&](Phrase label, const QString& value) {
        if (!value.isEmpty())
            facts.push_back({toUtf8(words.say(label)), toUtf8(value)});
    };
    add(Phrase::MobileOrganisation, nameIn(invitation.organisation, words));
    add(Phrase::MobileBin, fromUtf8(invitation.bin));
    add(Phrase::MobileAbout, shown(invitation.description));
    if (invitation.expires)
        add(Phrase::MobileUntil,
            fromUtf8(text::timeInWords(*invitation.expires, text::localOffset(*invitation.expires),
                                       words.language())));
    add(Phrase::MobileWayBack, shown(invitation.backUrl));
    return facts;
}

} // namespace tanba::gui
