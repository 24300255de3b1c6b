#include "tests/portal/signature_judge.h"

#include "core/base/encoding.h"
#include "core/sign/cms_verifier.h"
#include "core/sign/xml_document.h"
#include "core/sign/xml_verifier.h"
#include "core/trust/signature_judge.h"

#include <algorithm>
#include <array>

namespace tanba::reference_portal {

namespace {

namespace xml = sign::xml;
using sign::ReasonCode;
using sign::SignedFile;
using trust::SignatureReport;

constexpr std::string_view kProfileSpace = "urn:eds-portal:1";
constexpr std::size_t kMaxSigned = std::size_t{128} * 1024;

bool isBlankText(const xmlNode* node) {
    return node->type == XML_TEXT_NODE && xml::isBlank(xml::textView(node->content));
}

bool holds(const xmlNode* element, std::string_view name, const std::string& value) {
    return xml::isNamed(element, kProfileSpace, name) && element->properties == nullptr &&
           xml::plainText(element) == value;
}

bool isSignature(const xmlNode* element) {
    return xml::isNamed(element, xml::name_space::kSignature, "Signature");
}

/// Three elements in their order, one signature behind them, nothing else.
bool childrenAreExact(const xmlNode* root, const Challenge& challenge) {
    std::vector<const xmlNode*> elements;
    for (const xmlNode* child = root->children; child != nullptr; child = child->next) {
        if (xml::isElement(child))
            elements.push_back(child);
        else if (!isBlankText(child))
            return false;
    }
    return elements.size() == 4 && holds(elements[0], "nonce", challenge.nonce) &&
           holds(elements[1], "clientNonce", challenge.clientNonce) &&
           holds(elements[2], "expires", formatRfc3339(challenge.expires)) && isSignature(elements[3]);
}

/// The signed document is the challenge with a signature in it. Compared as a tree: programs write the same
/// document with its attributes in another order.
bool isChallenge(std::string_view signedText, const Challenge& challenge) {
    const auto document = xml::XmlDocument::parse(viewOf(signedText));
    if (!document.ok())
        return false;
    const xmlNode* const root = document.value().root();
    if (document.value().get()->children != root || root->next != nullptr)
        return false;
    const bool rootIsExact = xml::isNamed(root, {}, "portalLogin") && root->properties != nullptr &&
                             root->properties->next == nullptr &&
                             xml::attributeValue(root, "origin", kProfileSpace) == challenge.origin;
    return rootIsExact && childrenAreExact(root, challenge);
}

Result<SignedFile> readSigned(SignatureFormat format, std::string_view signedText,
                              const Challenge& challenge) {
    if (signedText.size() > kMaxSigned)
        return fail(FailureCode::XmlTooLarge);
    if (format == SignatureFormat::XmlDsig)
        return sign::verifyXml(viewOf(signedText));
    TANBA_TRY(const Bytes der, fromBase64(signedText, kMaxSigned));
    const std::string text = challenge.text();
    MemoryInput input(der);
    MemoryInput content(viewOf(text));
    return sign::verifyCms(input, &content, {});
}

bool has(const SignatureReport& report, ReasonCode code) {
    return std::ranges::find(report.reasons, code, &sign::Reason::code) != report.reasons.end();
}

/// What a portal does not hold against a signature: its operator chose the anchors, a demonstration's among
/// them, and revocation has a row of its own.
bool isTolerated(ReasonCode code) {
    constexpr auto kTolerated =
        std::to_array({ReasonCode::TestKey, ReasonCode::RevocationUnknown, ReasonCode::RevocationStale,
                       ReasonCode::RevocationNotKnownToAuthority});
    return std::ranges::find(kTolerated, code) != kTolerated.end();
}

bool somethingElseIsWrong(const SignatureReport& report) {
    return std::ranges::any_of(report.reasons, [](const sign::Reason& reason) {
        return sign::reasonRow(reason.code).weight != sign::Weight::Notice && !isTolerated(reason.code);
    });
}

enum class Revocation { LookedAt, NotLookedAt };

/// The gravest first: who looks for a key that works is told what to change.
std::optional<Problem> problemIn(const SignatureReport& report, Revocation revocation) {
    using trust::ChainStatus;
    if (report.integrity != sign::Integrity::Ok || has(report, ReasonCode::OnlyPartSigned))
        return problem(ProblemKind::SignatureInvalid);
    if (report.chain == ChainStatus::NoAnchor || report.chain == ChainStatus::Broken)
        return problem(ProblemKind::CertificateUntrusted);
    if (report.revocation == trust::RevocationStatus::Revoked)
        return problem(ProblemKind::CertificateRevoked);
    if (report.chain == ChainStatus::Expired)
        return problem(ProblemKind::CertificateExpired);
    if (report.chain == ChainStatus::NotYetValid)
        return problem(ProblemKind::CertificateUntrusted, "not yet valid");
    if (report.chain == ChainStatus::WrongUsage || !keys::permitsLogin(report.signer.purpose))
        return problem(ProblemKind::WrongKeyUsage);
    if (revocation == Revocation::LookedAt && report.revocation != trust::RevocationStatus::Good)
        return problem(ProblemKind::CertificateUntrusted, "revocation status could not be established");
    if (somethingElseIsWrong(report))
        return problem(ProblemKind::SignatureInvalid);
    return std::nullopt;
}

} // namespace

Result<trust::TrustStore> SignatureJudge::anchors() const {
    TANBA_TRY(trust::TrustStore store, trust::builtInTrust());
    // Everybody has the authority's public test keys: nobody logs in with them.
    store.test.clear();
    if (places_.trust.empty())
        return store;
    TANBA_CHECK(trust::addTrustFolder(store, files_, places_.trust));
    return store;
}

Result<std::vector<trust::Crl>> SignatureJudge::lists() const {
    if (places_.crl.empty())
        return std::vector<trust::Crl>{};
    return trust::readCrlFolder(files_, places_.crl, {});
}

Outcome SignatureJudge::prepare() const {
    TANBA_CHECK(anchors());
    TANBA_CHECK(lists());
    return Done{};
}

Judged SignatureJudge::judge(SignatureFormat format, std::string_view signedText, const Challenge& challenge,
                             Time now) const {
    auto file = readSigned(format, signedText, challenge);
    if (!file.ok())
        return {ChallengeUse::Kept, problem(ProblemKind::SignatureInvalid, "it cannot be read")};
    SignedFile& content = file.value();
    const bool isXml = format == SignatureFormat::XmlDsig;
    if (content.signatures.size() != 1 ||
        content.format != (isXml ? sign::Format::Xml : sign::Format::CmsDetached) ||
        (isXml && !isChallenge(signedText, challenge)))
        return {ChallengeUse::UsedUp,
                problem(ProblemKind::SignatureInvalid, "not this challenge, signed once")};
    const auto store = anchors();
    auto known = lists();
    if (!store.ok() || !known.ok())
        return {ChallengeUse::UsedUp, problem(ProblemKind::Internal)};
    // A login is judged now and by what the portal knows: no time stamp takes it back, no list or answer that
    // the signer brought along speaks for them.
    sign::SignatureEvidence& evidence = content.signatures.front();
    evidence.timestampToken.clear();
    content.contentClass = sign::ContentClass::Login;
    const trust::ChainJudge chains(store.value(), std::move(known).value(), now);
    const auto carried = trust::FileEvidence::from(content.certificates, {}, {});
    const SignatureReport report = trust::judgeSignature(evidence, content, carried, chains, {now, {}});
    const Revocation revocation = places_.crl.empty() ? Revocation::NotLookedAt : Revocation::LookedAt;
    if (const auto wrong = problemIn(report, revocation))
        return {ChallengeUse::UsedUp, *wrong};
    return {ChallengeUse::UsedUp, Signer{report.signer}};
}

} // namespace tanba::reference_portal
