#include "cardreader/simulated/simulated_keys.h"

#include "core/keys/demo_certificate.h"

#include <array>
#include <string_view>

namespace tanba::card {

namespace {

using crypto::KeyAlgorithm;
using keys::KeyUsageBit;

constexpr std::string_view kEmailProtection = "1.3.6.1.5.5.7.3.4";
constexpr std::string_view kNaturalPerson = "1.2.398.3.3.4.1.1";

struct DemoKeyRow {
    std::string_view id;
    KeyAlgorithm algorithm;
    std::string_view commonName;
};
constexpr std::array<DemoKeyRow, 3> kRows{{
    {"gost512", KeyAlgorithm::Gost2015_512, "ДЕМО АДАМ (GOST)"},
    {"rsa2048", KeyAlgorithm::Rsa, "ДЕМО АДАМ (RSA)"},
    {"p256", KeyAlgorithm::Ec, "ДЕМО АДАМ (P-256)"},
}};

keys::DemoHolder holderOf(const DemoKeyRow& row) {
    keys::DemoHolder holder;
    holder.owner.commonName = row.commonName;
    holder.owner.surname = "ДЕМО";
    // Nobody's: there is no such date of birth.
    holder.owner.iin = "000000000000";
    holder.purposes = {Oid(kEmailProtection), Oid(kNaturalPerson)};
    holder.usage = {KeyUsageBit::DigitalSignature, KeyUsageBit::NonRepudiation};
    return holder;
}

} // namespace

Result<DemoKeys> makeDemoKeys(Time now) {
    TANBA_TRY(const keys::DemoAuthority authority, keys::DemoAuthority::make(KeyAlgorithm::Ec, now));
    DemoKeys made{authority.certificate(), {}};
    for (const DemoKeyRow& row : kRows) {
        TANBA_TRY(crypto::PrivateKey key, keys::makeDemoKey(row.algorithm));
        TANBA_TRY(keys::Certificate certificate, authority.issue(key.publicKey(), holderOf(row)));
        made.keys.push_back({std::string(row.id), std::move(key), std::move(certificate)});
    }
    return made;
}

} // namespace tanba::card
