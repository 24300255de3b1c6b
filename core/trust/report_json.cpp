#include "core/trust/report_json.h"

#include "core/base/encoding.h"
#include "core/trust/algorithm_policy.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace tanba::trust {

namespace {

using Json = nlohmann::ordered_json;

struct ContentClassRow {
    sign::ContentClass contentClass;
    std::string_view name;
};
constexpr std::array<ContentClassRow, 4> kContentClasses{{
    {sign::ContentClass::Document, "document"},
    {sign::ContentClass::Login, "login"},
    {sign::ContentClass::HashOnly, "hash-only"},
    {sign::ContentClass::Raw, "raw"},
}};

std::string_view contentClassName(sign::ContentClass contentClass) {
    return std::ranges::find(kContentClasses, contentClass, &ContentClassRow::contentClass)->name;
}

Json timeOrNull(const std::optional<Time>& time) {
    return time ? Json(formatRfc3339(*time)) : Json(nullptr);
}

Json signerJson(const keys::KzProfile& signer) {
    Json roles = Json::array();
    Json roleNames = Json::array();
    for (const keys::Role& role : signer.roles) {
        roles.push_back(role.oid.dotted());
        roleNames.push_back(role.en);
    }
    return {{"name", signer.owner.displayName()},
            {"iin", signer.owner.iin},
            {"bin", signer.owner.bin},
            {"organisation", signer.owner.organisation},
            {"roles", std::move(roles)},
            {"roleNames", std::move(roleNames)},
            {"informationSystem", signer.owner.informationSystem},
            {"purpose", keys::purposeName(signer.purpose)}};
}

Json certificateJson(const std::optional<keys::Certificate>& certificate) {
    if (!certificate)
        return nullptr;
    const auto& key = certificate->publicKey();
    return {{"serial", certificate->serialHex()},
            {"issuer", certificate->issuer().display()},
            {"notBefore", formatRfc3339(certificate->notBefore())},
            {"notAfter", formatRfc3339(certificate->notAfter())},
            {"algorithm", key.ok() ? keyText(key.value()) : std::string("unknown")},
            {"sha256", toHex(certificate->fingerprint())}};
}

Json timestampJson(const std::optional<TimestampReport>& timestamp) {
    if (!timestamp)
        return nullptr;
    return {{"time", formatRfc3339(timestamp->time)},
            {"valid", timestamp->valid},
            {"authority", timestamp->authority}};
}

Json reasonsJson(const std::vector<sign::Reason>& reasons) {
    Json list = Json::array();
    for (const sign::Reason& reason : reasons) {
        const sign::ReasonRow& row = sign::reasonRow(reason.code);
        Json entry{{"code", row.text}, {"detail", reason.detail}};
        if (!row.indication.empty()) {
            entry["indication"] = row.indication;
            entry["subIndication"] = row.subindication;
        }
        list.push_back(std::move(entry));
    }
    return list;
}

Json evidenceJson(const std::vector<RevocationEvidence>& evidence) {
    Json list = Json::array();
    for (const RevocationEvidence& one : evidence)
        list.push_back({{"kind", one.kind},
                        {"issuer", one.issuer},
                        {"producedAt", formatRfc3339(one.producedAt)},
                        {"nextUpdate", timeOrNull(one.nextUpdate)},
                        {"source", evidenceSourceName(one.source)},
                        {"host", one.host.empty() ? Json(nullptr) : Json(one.host)}});
    return list;
}

Json signatureJson(const SignatureReport& signature) {
    return {{"format", sign::formatName(signature.format)},
            {"verdict", verdictName(signature.verdict)},
            {"signer", signerJson(signature.signer)},
            {"certificate", certificateJson(signature.certificate)},
            {"algorithm", signature.scheme ? Json(schemeText(*signature.scheme)) : Json(nullptr)},
            {"signingTime", timeOrNull(signature.claimedTime)},
            {"timestamp", timestampJson(signature.timestamp)},
            {"judgedAt", formatRfc3339(signature.judgedAt)},
            {"judgedAtProved", signature.judgedAtProved},
            {"integrity", sign::integrityName(signature.integrity)},
            {"chain", chainName(signature.chain)},
            {"anchor", signature.anchor ? Json(anchorOriginName(*signature.anchor)) : Json(nullptr)},
            {"chainNames", signature.chainNames},
            {"revocation", revocationName(signature.revocation)},
            {"evidence", evidenceJson(signature.evidence)},
            {"reasons", reasonsJson(signature.reasons)}};
}

} // namespace

std::string reportJson(const Report& report) {
    Json signatures = Json::array();
    for (const SignatureReport& signature : report.signatures)
        signatures.push_back(signatureJson(signature));
    const Json json{
        {"verdict", verdictName(report.verdict)},
        {"signatures", std::move(signatures)},
        {"input", {{"name", report.inputName}, {"size", report.inputSize}, {"sha256", report.inputSha256}}},
        {"contentClass", contentClassName(report.contentClass)},
        {"policy", report.policy},
        {"anchors", {{"set", report.anchorSet}}},
        {"verifiedAt", formatRfc3339(report.verifiedAt)},
        {"program", {{"name", "tanba"}, {"version", report.programVersion}}},
    };
    // Names come out of hostile files: what is not UTF-8 is replaced, never an error.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace tanba::trust
