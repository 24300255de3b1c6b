#include "core/trust/anchors.h"

#include "core/base/encoding.h"
#include "core/crypto/digest.h"

#include "generated/test_authorities_json.h"
#include "generated/trust_anchors_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace tanba::trust {

namespace {

using Json = nlohmann::json;

struct RoleRow {
    std::string_view text;
    AuthorityRole role;
};
constexpr std::array<RoleRow, 2> kRoles{{
    {"root", AuthorityRole::Root},
    {"intermediate", AuthorityRole::Intermediate},
}};

/// The tables are compiled in: a row that does not read is a fault of the program.
Failure badRow(std::string_view field) {
    return fail(FailureCode::Internal, "trust table", std::string(field));
}

std::string textOf(const Json& row, const char* field) {
    const auto found = row.find(field);
    return found != row.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// "2022-06-15 05:01:09Z", RFC 3339 but for the blank.
Result<Time> timeOf(const Json& row, const char* field) {
    std::string text = textOf(row, field);
    std::ranges::replace(text, ' ', 'T');
    return parseRfc3339(text);
}

Result<Authority> authorityFrom(const Json& row) {
    Authority authority;
    authority.id = textOf(row, "id");
    const auto role = std::ranges::find(kRoles, textOf(row, "role"), &RoleRow::text);
    if (role == kRoles.end())
        return badRow("role");
    authority.role = role->role;
    authority.subjectText = textOf(row, "subject");
    authority.issuerText = textOf(row, "issuer");
    TANBA_TRY(authority.subjectDer, fromBase64(textOf(row, "subject_der")));
    TANBA_TRY(authority.issuerDer, fromBase64(textOf(row, "issuer_der")));
    TANBA_TRY(authority.publicKeyDer, fromBase64(textOf(row, "public_key_der")));
    TANBA_TRY(authority.subjectKeyId, fromHex(textOf(row, "subject_key_id")));
    TANBA_TRY(authority.authorityKeyId, fromHex(textOf(row, "authority_key_id")));
    TANBA_TRY(authority.serial, fromHex(textOf(row, "serial")));
    TANBA_TRY(authority.notBefore, timeOf(row, "not_before"));
    TANBA_TRY(authority.notAfter, timeOf(row, "not_after"));
    TANBA_TRY(authority.certificateSha256, fromHex(textOf(row, "certificate_sha256")));
    if (authority.id.empty() || authority.subjectDer.empty() || authority.publicKeyDer.empty() ||
        authority.serial.empty())
        return badRow(authority.id);
    // A serial in the table is a magnitude; as INTEGER content it must not turn negative.
    if (authority.serial.front() >= 0x80)
        authority.serial.insert(authority.serial.begin(), 0);
    return authority;
}

/// The names of the issuers, which the table gives only as text, from the rows that are the issuers.
void fillIssuerNames(std::vector<Authority>& authorities) {
    for (Authority& authority : authorities) {
        if (!authority.issuerDer.empty())
            continue;
        const Authority* issuer = issuerOf(authority, authorities);
        if (issuer != nullptr)
            authority.issuerDer = issuer->subjectDer;
    }
}

Result<std::vector<Authority>> authoritiesFrom(std::string_view text) {
    const Json table = Json::parse(text, nullptr, false);
    const auto rows = table.find("anchors");
    if (!table.is_object() || rows == table.end() || !rows->is_array())
        return badRow("anchors");
    std::vector<Authority> authorities;
    for (const Json& row : *rows) {
        TANBA_TRY(Authority authority, authorityFrom(row));
        authorities.push_back(std::move(authority));
    }
    fillIssuerNames(authorities);
    return authorities;
}

void addAuthorities(crypto::Hasher& hasher, std::string_view table,
                    const std::vector<Authority>& authorities) {
    hasher.update(viewOf(table));
    for (const Authority& authority : authorities) {
        hasher.update(viewOf(authority.id + '|' + formatRfc3339(authority.notBefore) + '|' +
                             formatRfc3339(authority.notAfter)));
        hasher.update(authority.subjectDer);
        hasher.update(authority.publicKeyDer);
    }
}

} // namespace

const Authority* issuerOf(const Authority& authority, const std::vector<Authority>& authorities) {
    const auto issuer = std::ranges::find_if(authorities, [&](const Authority& candidate) {
        return candidate.subjectText == authority.issuerText &&
               candidate.subjectKeyId == authority.authorityKeyId;
    });
    return issuer == authorities.end() ? nullptr : &*issuer;
}

std::string TrustStore::setId() const {
    auto created = crypto::Hasher::create(crypto::DigestAlgorithm::Sha256);
    if (!created.ok())
        return {};
    crypto::Hasher hasher = std::move(created).value();
    addAuthorities(hasher, "national", national);
    addAuthorities(hasher, "test", test);
    hasher.update(viewOf("yours"));
    std::vector<Bytes> fingerprints;
    for (const keys::Certificate& certificate : yours)
        fingerprints.push_back(certificate.fingerprint());
    std::ranges::sort(fingerprints);
    for (const Bytes& fingerprint : fingerprints)
        hasher.update(fingerprint);
    return toHex(hasher.finish().bytes);
}

Result<TrustStore> builtInTrust() {
    TrustStore store;
    TANBA_TRY(store.national, authoritiesFrom(resources::trust_anchors_json()));
    TANBA_TRY(store.test, authoritiesFrom(resources::test_authorities_json()));
    return store;
}

} // namespace tanba::trust
