#include "app/gui/consent/consent_words.h"

#include "app/gui/documents/document_type.h"
#include "app/gui/pages/sign/sign_words.h"
#include "app/gui/widgets/breakable.h"
#include "core/base/http_address.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <array>
#include <set>

namespace tanba::gui {

namespace {

using service::ConsentFormat;
using service::ConsentItem;
using service::Misfit;
using service::SeriesEnd;
using sign::ContentClass;

template <typename Value>
struct WordsRow {
    Value value;
    Phrase words;
};

constexpr std::array<WordsRow<Misfit>, 10> kMisfits = {{
    {Misfit::Storage, Phrase::PortalMisfitStorage},
    {Misfit::NotForSigning, Phrase::PortalMisfitSigning},
    {Misfit::NotForLogin, Phrase::PortalMisfitLogin},
    {Misfit::ExtendedKeyUsage, Phrase::PortalMisfitRole},
    {Misfit::OtherPerson, Phrase::PortalMisfitPerson},
    {Misfit::OtherOrganisation, Phrase::PortalMisfitOrganisation},
    {Misfit::OtherCertificate, Phrase::PortalMisfitCertificate},
    {Misfit::NotYetValid, Phrase::UnfitNotYet},
    {Misfit::Expired, Phrase::UnfitExpired},
    {Misfit::OtherAuthority, Phrase::PortalMisfitAuthority},
}};

constexpr std::array<WordsRow<SeriesEnd>, 9> kEnds = {{
    {SeriesEnd::CountReached, Phrase::PortalSeriesEndCount},
    {SeriesEnd::TimeOver, Phrase::PortalSeriesEndTime},
    {SeriesEnd::Stopped, Phrase::PortalSeriesEndStopped},
    {SeriesEnd::Locked, Phrase::PortalSeriesEndLocked},
    {SeriesEnd::Suspended, Phrase::PortalSeriesEndSleep},
    {SeriesEnd::TokenGone, Phrase::PortalSeriesEndToken},
    {SeriesEnd::ConnectionClosed, Phrase::PortalSeriesEndClosed},
    {SeriesEnd::Failed, Phrase::PortalSeriesEndFailed},
    {SeriesEnd::OtherRequest, Phrase::PortalSeriesEndOther},
}};

using EventKind = ConsentEvent::Kind;
constexpr std::array<WordsRow<EventKind>, 9> kEvents = {{
    {EventKind::Signed, Phrase::PortalDidSigned},
    {EventKind::SignedLogin, Phrase::PortalDidLogin},
    {EventKind::Identity, Phrase::PortalDidIdentity},
    {EventKind::File, Phrase::PortalDidFile},
    {EventKind::Cancelled, Phrase::PortalDidCancelled},
    {EventKind::Withdrawn, Phrase::PortalDidWithdrawn},
    {EventKind::Failed, Phrase::PortalDidFailed},
    {EventKind::Refused, Phrase::PortalDidRefused},
    {EventKind::MissingModule, Phrase::PortalDidMissing},
}};

constexpr std::array<WordsRow<ContentClass>, 3> kClasses = {{
    {ContentClass::Login, Phrase::PortalItemLogin},
    {ContentClass::HashOnly, Phrase::PortalItemHash},
    {ContentClass::Raw, Phrase::PortalItemRaw},
}};

constexpr std::array<WordsRow<ConsentFormat>, 4> kSignatureForms = {{
    {ConsentFormat::CmsAttached, Phrase::PortalFormatAttached},
    {ConsentFormat::CmsDetached, Phrase::PortalFormatDetached},
    {ConsentFormat::Xml, Phrase::PortalFormatXml},
    {ConsentFormat::Raw, Phrase::PortalFormatRaw},
}};

/// The tables have a row for every value.
template <typename Table, typename Value>
QString wordsIn(const Table& table, Value value, const Words& words) {
    return words.say(std::ranges::find(table, value, [](const auto& row) { return row.value; })->words);
}

/// Enough to tell what a document is.
constexpr std::size_t kBeginning = 4096;

} // namespace

QString callerWords(const service::Caller& caller, const Words& words) {
    if (caller.kind == service::Caller::Kind::Program)
        return caller.program.empty() ? words.say(Phrase::PortalProgramUnnamed)
                                      : words.say(Phrase::PortalProgram, {{"name", caller.program}});
    if (!caller.origin)
        return words.say(Phrase::PortalUnknown);
    const service::OriginDisplay shown = service::displayOrigin(*caller.origin);
    return fromUtf8(displayText(shown.before + shown.domain + shown.after));
}

QString siteHtml(const service::OriginDisplay& shown) {
    const auto part = [](const std::string& text) {
        return breakable(fromUtf8(displayText(text)), kRunInName).toHtmlEscaped();
    };
    const QString html = QStringLiteral("<span style=\"font-weight:400\">%1</span><b>%2</b>"
                                        "<span style=\"font-weight:400\">%3</span>");
    return html.arg(part(shown.before), part(shown.domain), part(shown.after));
}

QString unfitWords(const ConsentKey& key, const Words& words) {
    if (!key.option.usable())
        return unfitWords(key.option.fitness, words);
    if (key.misfits.empty())
        return {};
    return wordsIn(kMisfits, key.misfits.front(), words);
}

QString roleWords(const keys::Certificate& certificate, const Words& words) {
    const text::CertificateWords table(text::TextTable::builtIn(), words.language());
    QStringList roles;
    for (const std::string& role : table.roles(keys::kzProfile(certificate)))
        roles << fromUtf8(role);
    return roles.join(QStringLiteral(", "));
}

QString endWords(SeriesEnd end, const Words& words) {
    return wordsIn(kEnds, end, words);
}

QString eventWords(ConsentEvent::Kind kind, const Words& words) {
    return wordsIn(kEvents, kind, words);
}

std::string portalsOfTheLook(const service::ConsentQuestion& question) {
    std::set<std::string> hosts;
    for (const ConsentItem& item : question.items)
        for (const sign::LoginShape* shape : item.classification.shapes)
            for (const std::string& origin : shape->origins)
                if (const auto address = parseHttpAddress(origin); address.ok())
                    hosts.insert(address.value().host);
    std::string listed;
    for (const std::string& host : hosts)
        listed += (listed.empty() ? "" : ", ") + host;
    return listed;
}

QString itemName(const service::ConsentQuestion& question, std::size_t index, const Words& words) {
    const ConsentItem& item = question.items[index];
    if (!item.name.empty())
        return fromUtf8(displayText(item.name));
    if (question.items.size() == 1)
        return words.say(Phrase::PortalUnnamed);
    return words.say(Phrase::PortalUnnamedNumber, {{"number", std::to_string(index + 1)}});
}

QString itemType(const ConsentItem& item, const Words& words) {
    const auto special = std::ranges::find_if(
        kClasses, [&item](const auto& row) { return row.value == item.classification.contentClass; });
    if (special != kClasses.end())
        return words.say(special->words);
    if (!item.content)
        return {};
    const ByteView start = ByteView(*item.content).first(std::min(kBeginning, item.content->size()));
    return typeWords(typeOfContent(start, item.name), words);
}

std::vector<text::Fact> itemFacts(const service::ConsentQuestion& question, std::size_t index,
                                  const Words& words) {
    const ConsentItem& item = question.items[index];
    std::vector<text::Fact> facts;
    const auto add = [&facts, &words](Phrase label, const QString& value) {
        if (!value.isEmpty())
            facts.push_back({toUtf8(words.say(label)), toUtf8(value)});
    };
    add(Phrase::SignFactsType, itemType(item, words));
    if (item.content)
        add(Phrase::SignFactsSize, sizeWords(item.size, words));
    add(Phrase::PortalFormat, wordsIn(kSignatureForms, question.format, words));
    if (question.withTimestamp)
        add(Phrase::PortalStamp, words.say(Phrase::PortalStampYes));
    facts.push_back({item.digest.size() == 32 ? "SHA-256" : toUtf8(words.say(Phrase::PortalItemHash)),
                     text::groupedHex(item.digest)});
    return facts;
}

} // namespace tanba::gui
