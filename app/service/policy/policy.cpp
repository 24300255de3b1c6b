#include "app/service/policy/policy.h"

#include "core/keys/demo_certificate.h"
#include "core/keys/kz_profile.h"

#include <algorithm>
#include <array>

namespace tanba::service {

namespace {

constexpr std::string_view kInformationSystem = "1.2.398.3.3.4.1.2.6";

struct FormatRow {
    ConsentFormat format;
    std::string_view name;
};
constexpr auto kPolicyFormats = std::to_array<FormatRow>({
    {ConsentFormat::CmsAttached, "cms"},
    {ConsentFormat::CmsDetached, "cms-detached"},
    {ConsentFormat::Xml, "xml"},
    {ConsentFormat::Raw, "raw"},
});

Failure refused(const ConsentQuestion& question, std::string why) {
    return fail(FailureCode::PolicyRefused, question.caller.origin.value_or(question.caller.program),
                std::move(why));
}

const PolicyRule* ruleFor(const ConsentPolicy& policy, const Caller& caller) {
    if (caller.kind != Caller::Kind::Browser || !caller.origin)
        return nullptr;
    const auto rule = std::ranges::find(policy.rules, *caller.origin, &PolicyRule::origin);
    return rule == policy.rules.end() ? nullptr : &*rule;
}

/// A raw value is a class of its own; it goes by the format. The key to an account and what cannot be shown
/// to anybody never go.
bool mayGoUnseen(const ConsentItem& item) {
    return item.content && (item.classification.contentClass == sign::ContentClass::Document ||
                            item.classification.contentClass == sign::ContentClass::Raw);
}

bool isInformationSystem(const keys::Certificate& certificate) {
    return std::ranges::any_of(certificate.extendedKeyUsage(),
                               [](const Oid& usage) { return usage.dotted() == kInformationSystem; });
}

bool issuedBy(const trust::Authority& authority, const keys::Certificate& certificate) {
    if (!sameBytes(authority.subjectDer, certificate.issuer().der()))
        return false;
    const auto key = crypto::PublicKey::fromSubjectPublicKeyInfo(authority.publicKeyDer);
    return key.ok() && certificate.verifySignedBy(key.value()).ok();
}

} // namespace

std::string_view policyFormatName(ConsentFormat format) {
    const auto row = std::ranges::find(kPolicyFormats, format, &FormatRow::format);
    return row == kPolicyFormats.end() ? std::string_view() : row->name;
}

Outcome permits(const ConsentPolicy& policy, const ConsentQuestion& question) {
    const PolicyRule* const rule = ruleFor(policy, question.caller);
    if (rule == nullptr)
        return refused(question, "no rule for this origin");
    const bool identityAsked =
        question.kind == ConsentQuestion::Kind::ShowIdentity || question.withCertificate;
    if (identityAsked && rule->identity != PolicyRule::Identity::Show)
        return refused(question, "identity");
    if (question.kind == ConsentQuestion::Kind::ShowIdentity)
        return Done{};
    if (question.kind != ConsentQuestion::Kind::Sign)
        return refused(question, "no files");
    if (std::ranges::find(rule->formats, question.format) == rule->formats.end())
        return refused(question, "format " + std::string(policyFormatName(question.format)));
    if (!std::ranges::all_of(question.items, mayGoUnseen))
        return refused(question, "a login, or a bare hash");
    return Done{};
}

bool isTestKey(const keys::Certificate& certificate, const trust::TrustStore& trust) {
    return keys::isDemonstration(certificate) ||
           std::ranges::any_of(trust.test, [&](const trust::Authority& authority) {
               return issuedBy(authority, certificate);
           });
}

Outcome permitsKey(const keys::Certificate& certificate, const trust::TrustStore& trust) {
    return isInformationSystem(certificate) || isTestKey(certificate, trust)
               ? Outcome(Done{})
               : fail(FailureCode::PolicyKeyRefused, keys::kzProfile(certificate).owner.displayName());
}

} // namespace tanba::service
