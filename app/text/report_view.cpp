#include "app/text/report_view.h"

#include "app/text/safe_text.h"
#include "core/base/encoding.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <array>

namespace tanba::text {

namespace {

using sign::ReasonCode;
using trust::SignatureReport;
using trust::Verdict;

struct HeadlineRow {
    ReasonCode reason;
    Ui headline;
};

// The first row whose reason is among those of the signature gives its headline: the plainest cause first.
constexpr std::array<HeadlineRow, 5> kInvalidHeadlines = {{
    {ReasonCode::ContentChanged, Ui::VerdictInvalidChanged},
    {ReasonCode::Revoked, Ui::VerdictInvalidRevoked},
    {ReasonCode::AuthorityRevoked, Ui::VerdictInvalidRevoked},
    {ReasonCode::LoginKeyOnDocument, Ui::VerdictInvalidUsage},
    {ReasonCode::WrongUsage, Ui::VerdictInvalidUsage},
}};
constexpr std::array<HeadlineRow, 8> kIndeterminateHeadlines = {{
    {ReasonCode::TestKey, Ui::VerdictTestKey},
    {ReasonCode::ContentMissing, Ui::VerdictContentMissing},
    {ReasonCode::NoAnchor, Ui::VerdictNoAnchor},
    {ReasonCode::ExpiredNow, Ui::VerdictExpired},
    {ReasonCode::RevocationUnknown, Ui::VerdictRevocationUnknown},
    {ReasonCode::RevocationStale, Ui::VerdictRevocationUnknown},
    {ReasonCode::RevocationNotKnownToAuthority, Ui::VerdictRevocationUnknown},
    {ReasonCode::NotYetValidNow, Ui::VerdictNotYetValid},
}};

/// Their advice is to ask or to fetch what would settle the certificate's status.
constexpr std::array<ReasonCode, 2> kStatusToBeAsked = {ReasonCode::RevocationUnknown,
                                                        ReasonCode::RevocationStale};

bool has(const SignatureReport& signature, ReasonCode code) {
    return std::ranges::find(signature.reasons, code, &sign::Reason::code) != signature.reasons.end();
}

template <typename Rows>
Ui headlineOf(const SignatureReport& signature, const Rows& rows, Ui otherwise) {
    for (const HeadlineRow& row : rows)
        if (has(signature, row.reason))
            return row.headline;
    return otherwise;
}

struct AgeRow {
    std::chrono::seconds from;
    std::chrono::seconds unit;
    Ui text;
};
constexpr std::array<AgeRow, 3> kAges = {{
    {std::chrono::hours(48), std::chrono::hours(24), Ui::AgeDays},
    {std::chrono::hours(2), std::chrono::hours(1), Ui::AgeHours},
    {std::chrono::seconds(0), std::chrono::minutes(1), Ui::AgeMinutes},
}};

class ViewMaker {
  public:
    ViewMaker(const trust::Report& report, const TextTable& table, Language language)
        : report_(report), table_(table), language_(language), words_(table, language) {}

    ReportView view() const;

  private:
    std::string word(Ui text, const TextValues& values = {}) const {
        return table_.ui(text, language_, values);
    }
    std::string inWords(Time time) const { return timeInWords(time, localOffset(time), language_); }
    std::string age(Time producedAt) const;

    std::string headline() const;
    std::string headline(const SignatureReport& signature) const;
    std::string signedSentence(const SignatureReport& signature) const;
    std::vector<Fact> facts(const SignatureReport& signature) const;
    std::vector<ReasonView> reasons(const SignatureReport& signature) const;
    std::vector<Fact> details(const SignatureReport& signature) const;
    std::vector<Fact> details() const;

    const trust::Report& report_;
    const TextTable& table_;
    Language language_;
    CertificateWords words_;
};

std::string ViewMaker::age(Time producedAt) const {
    // What was asked while the check ran is a little younger than it.
    const std::chrono::seconds age = std::max(report_.verifiedAt - producedAt, std::chrono::seconds(0));
    const auto row = std::ranges::find_if(kAges, [age](const AgeRow& each) { return age >= each.from; });
    return word(row->text, {{"count", std::to_string(age / row->unit)}});
}

std::string ViewMaker::signedSentence(const SignatureReport& signature) const {
    const std::string name = signature.signer.owner.displayName();
    const bool proved = signature.timestamp && signature.timestamp->valid;
    std::string when;
    if (proved)
        when = whenInWords(signature.timestamp->time, localOffset(signature.timestamp->time), language_);
    else if (signature.claimedTime)
        when = whenInWords(*signature.claimedTime, localOffset(*signature.claimedTime), language_);
    const Ui sentence = proved ? Ui::SignedProved : when.empty() ? Ui::SignedUndated : Ui::SignedClaimed;
    return word(sentence, {{"name", name}, {"when", when}});
}

std::string ViewMaker::headline(const SignatureReport& signature) const {
    switch (signature.verdict) {
    case Verdict::Valid: {
        const bool yours = signature.anchor == trust::AnchorOrigin::Yours;
        return word(yours ? Ui::VerdictValidYours : Ui::VerdictValid) + " " + signedSentence(signature);
    }
    case Verdict::Indeterminate:
        return word(headlineOf(signature, kIndeterminateHeadlines, Ui::VerdictIndeterminate));
    case Verdict::Invalid:
        break;
    }
    return word(headlineOf(signature, kInvalidHeadlines, Ui::VerdictInvalid));
}

std::string ViewMaker::headline() const {
    if (report_.signatures.size() == 1)
        return headline(report_.signatures.front());
    const auto count = [this](Verdict verdict) {
        return std::to_string(std::ranges::count(report_.signatures, verdict, &SignatureReport::verdict));
    };
    const TextValues values = {{"count", count(report_.verdict)},
                               {"total", std::to_string(report_.signatures.size())}};
    switch (report_.verdict) {
    case Verdict::Valid:
        return word(Ui::VerdictManyValid, values);
    case Verdict::Indeterminate:
        return word(Ui::VerdictManyIndeterminate, values);
    case Verdict::Invalid:
        break;
    }
    return word(Ui::VerdictManyInvalid, values);
}

std::vector<Fact> ViewMaker::facts(const SignatureReport& signature) const {
    std::vector<Fact> facts = words_.owner(signature.signer, Ui::SignedBy);
    if (signature.timestamp && signature.timestamp->valid)
        facts.push_back(
            {word(Ui::SignedAt), word(Ui::TimeProved, {{"time", inWords(signature.timestamp->time)}})});
    else if (signature.claimedTime)
        facts.push_back(
            {word(Ui::SignedAt), word(Ui::TimeClaimed, {{"time", inWords(*signature.claimedTime)}})});
    return facts;
}

std::vector<ReasonView> ViewMaker::reasons(const SignatureReport& signature) const {
    std::vector<ReasonView> views;
    for (const sign::Reason& reason : signature.reasons) {
        const sign::ReasonRow& row = sign::reasonRow(reason.code);
        Sentence sentence = table_.reason(reason, language_);
        const bool ask = std::ranges::find(kStatusToBeAsked, reason.code) != kStatusToBeAsked.end();
        if (ask && isByTestKey(signature))
            sentence = {std::move(sentence.what), {}};
        views.push_back({row.weight, std::string(row.text), std::move(sentence)});
    }
    std::ranges::stable_sort(views, std::ranges::greater(), &ReasonView::weight);
    return views;
}

std::vector<Fact> ViewMaker::details(const SignatureReport& signature) const {
    std::vector<Fact> details;
    const auto add = [this, &details](Ui label, const std::string& value) {
        if (!value.empty())
            details.push_back({word(label), displayText(value)});
    };
    constexpr std::array<Ui, 3> kFormats = {Ui::FormatCmsAttached, Ui::FormatCmsDetached, Ui::FormatXml};
    add(Ui::Format, word(kFormats.at(static_cast<std::size_t>(signature.format))));
    if (signature.scheme)
        add(Ui::Algorithm, words_.scheme(*signature.scheme));
    if (signature.certificate) {
        const keys::Certificate& certificate = *signature.certificate;
        add(Ui::CertificateSerial, certificate.serialHex());
        add(Ui::Issuer, certificate.issuer().display());
        add(Ui::Validity, words_.validity(certificate.notBefore(), certificate.notAfter()));
        add(Ui::Purpose, words_.purpose(signature.signer.purpose));
        add(Ui::CertificateFingerprint, groupedHex(certificate.fingerprint()));
    }
    for (const std::string& name : signature.chainNames)
        add(Ui::Chain, name);
    if (signature.timestamp)
        add(Ui::TimestampAuthority, signature.timestamp->authority);
    std::string codes;
    for (const sign::Reason& reason : signature.reasons)
        codes += (codes.empty() ? "" : ", ") + std::string(sign::reasonRow(reason.code).text);
    add(Ui::ReasonCodes, codes);
    add(Ui::JudgedAt, inWords(signature.judgedAt));
    for (const trust::RevocationEvidence& evidence : signature.evidence) {
        const std::string next = evidence.nextUpdate ? inWords(*evidence.nextUpdate) : std::string();
        const TextValues values = {{"issuer", evidence.issuer},
                                   {"time", inWords(evidence.producedAt)},
                                   {"age", age(evidence.producedAt)},
                                   {"next", next},
                                   {"host", evidence.host}};
        add(evidence.kind == "ocsp" ? Ui::EvidenceOcsp : Ui::EvidenceCrl, word(Ui::EvidenceLine, values));
    }
    return details;
}

std::vector<Fact> ViewMaker::details() const {
    return {
        {word(Ui::InputSize), word(Ui::Bytes, {{"count", std::to_string(report_.inputSize)}})},
        {word(Ui::InputFingerprint), displayText(report_.inputSha256)},
        {word(Ui::VerifiedAt), inWords(report_.verifiedAt)},
        {word(Ui::Policy), displayText(report_.policy)},
        {word(Ui::AnchorSet), displayText(report_.anchorSet)},
        {word(Ui::Program), "Tanba " + displayText(report_.programVersion)},
    };
}

ReportView ViewMaker::view() const {
    ReportView view{report_.verdict, headline(), {}, details()};
    for (const SignatureReport& signature : report_.signatures)
        view.signatures.push_back({signature.verdict, headline(signature), facts(signature),
                                   reasons(signature), details(signature)});
    return view;
}

} // namespace

bool isByTestKey(const SignatureReport& signature) {
    return has(signature, ReasonCode::TestKey);
}

ReportView reportView(const trust::Report& report, const TextTable& table, Language language) {
    return ViewMaker(report, table, language).view();
}

} // namespace tanba::text
