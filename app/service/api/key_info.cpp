#include "app/service/api/key_info.h"

#include "app/service/json/json_escapes.h"
#include "core/base/encoding.h"
#include "core/base/oid.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace tanba::service::api {

namespace {

struct KeywordRow {
    std::string_view oid;
    std::string_view keyword;
};
constexpr std::array<KeywordRow, 14> kKeywords{{
    {"2.5.4.3", "CN"},
    {"2.5.4.4", "SURNAME"},
    {"2.5.4.5", "SERIALNUMBER"},
    {"2.5.4.6", "C"},
    {"2.5.4.7", "L"},
    {"2.5.4.8", "ST"},
    {"2.5.4.9", "STREET"},
    {"2.5.4.10", "O"},
    {"2.5.4.11", "OU"},
    {"2.5.4.12", "T"},
    {"2.5.4.15", "BusinessCategory"},
    {"2.5.4.42", "GIVENNAME"},
    {"1.2.840.113549.1.9.1", "E"},
    {"0.9.2342.19200300.100.1.25", "DC"},
}};
constexpr std::string_view kCommonName = "2.5.4.3";

struct AlgorithmRow {
    crypto::KeyAlgorithm algorithm;
    std::string_view name;
};
constexpr std::array<AlgorithmRow, 4> kAlgorithms{{
    {crypto::KeyAlgorithm::Rsa, "RSA"},
    {crypto::KeyAlgorithm::Ec, "EC"},
    {crypto::KeyAlgorithm::Gost2015_512, "ECGOST3410-2015-512"},
    {crypto::KeyAlgorithm::Gost34310, "ECGOST34310"},
}};

std::string_view algorithmName(const keys::Certificate& certificate) {
    const Result<crypto::PublicKey>& key = certificate.publicKey();
    if (!key.ok())
        return {};
    const auto* row = std::ranges::find(kAlgorithms, key.value().algorithm(), &AlgorithmRow::algorithm);
    return row == kAlgorithms.end() ? std::string_view() : row->name;
}

/// RFC 2253 2.4
std::string escapedValue(std::string_view value) {
    std::string out;
    for (std::size_t position = 0; position < value.size(); ++position) {
        const char character = value[position];
        const bool atEdge = position == 0 || position + 1 == value.size();
        if (std::string_view(",+\"\\<>;=").find(character) != std::string_view::npos ||
            (character == '#' && position == 0) || (character == ' ' && atEdge))
            out += '\\';
        out += character;
    }
    return out;
}

std::string milliseconds(Time time) {
    return std::to_string(
        std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count());
}

std::string commonName(const keys::Name& name) {
    for (const keys::NameAttribute& attribute : name.attributes())
        if (attribute.type.dotted() == kCommonName)
            return attribute.value;
    return {};
}

} // namespace

std::string distinguishedName(const keys::Name& name) {
    std::string text;
    for (const keys::NameAttribute& attribute : name.attributes()) {
        const std::string oid(attribute.type.dotted());
        const auto* row = std::ranges::find(kKeywords, std::string_view(oid), &KeywordRow::oid);
        text += (text.empty() ? "" : ",") + (row == kKeywords.end() ? oid : std::string(row->keyword)) + "=" +
                escapedValue(attribute.value);
    }
    return text;
}

std::string keyInfoJson(const keys::Certificate& certificate) {
    const std::string id = toHex(certificate.subjectKeyId());
    const std::vector<std::pair<std::string_view, std::string>> members = {
        {"alias", id},
        {"keyId", id},
        {"algorithm", std::string(algorithmName(certificate))},
        {"subjectCn", commonName(certificate.subject())},
        {"subjectDn", distinguishedName(certificate.subject())},
        {"issuerCn", commonName(certificate.issuer())},
        {"issuerDn", distinguishedName(certificate.issuer())},
        {"serialNumber", certificate.serialHex()},
        {"certNotAfter", milliseconds(certificate.notAfter())},
        {"certNotBefore", milliseconds(certificate.notBefore())},
        {"authorityKeyIdentifier", toHex(certificate.authorityKeyId())},
        {"pem", toPem("CERTIFICATE", certificate.der())},
    };
    std::string json;
    for (const auto& [name, value] : members)
        json += (json.empty() ? "{" : ",") + jsonQuoted(name) + ":" + jsonQuoted(value);
    return json + "}";
}

} // namespace tanba::service::api
