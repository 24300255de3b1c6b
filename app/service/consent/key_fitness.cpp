#include "app/service/consent/key_fitness.h"

#include "core/keys/kz_profile.h"

#include <algorithm>
#include <array>

namespace tanba::service {

namespace {

/// A key with what is asked about it again and again.
struct Candidate {
    const KeyWish& wish;
    const KeyCandidate& key;
    const FitnessWorld& world;
    keys::Owner owner;
};

bool otherThan(const std::string& wanted, const std::string& is) {
    return !wanted.empty() && wanted != is;
}

bool liesElsewhere(const Candidate& candidate) {
    const std::vector<std::string>& wanted = candidate.wish.storages;
    return !wanted.empty() && std::ranges::find(wanted, candidate.key.storage) == wanted.end();
}

bool mayNotSign(const Candidate& candidate) {
    return candidate.wish.use == KeyWish::Use::Signing &&
           !keys::permitsSigning(keys::purposeOf(candidate.key.certificate));
}

bool mayNotLogIn(const Candidate& candidate) {
    return candidate.wish.use == KeyWish::Use::Login &&
           !keys::permitsLogin(keys::purposeOf(candidate.key.certificate));
}

bool lacksUsage(const Candidate& candidate) {
    const std::vector<Oid>& present = candidate.key.certificate.extendedKeyUsage();
    return std::ranges::any_of(candidate.wish.extendedKeyUsages, [&present](const std::string& wanted) {
        return std::ranges::find(present, wanted, &Oid::dotted) == present.end();
    });
}

bool isOfOther(const Candidate& candidate) {
    return otherThan(candidate.wish.iin, candidate.owner.iin);
}

bool isOfOtherOrganisation(const Candidate& candidate) {
    return otherThan(candidate.wish.bin, candidate.owner.bin);
}

bool isOther(const Candidate& candidate) {
    return otherThan(candidate.wish.serialNumber, candidate.key.certificate.serialHex());
}

bool isNotYetValid(const Candidate& candidate) {
    return candidate.world.now < candidate.key.certificate.notBefore();
}

bool hasExpired(const Candidate& candidate) {
    return !candidate.wish.allowExpired && candidate.world.now > candidate.key.certificate.notAfter();
}

/// Issued by one of those that the page gave, or one of them itself.
bool isUnderGiven(const KeyWish& wish, const keys::Certificate& certificate) {
    return std::ranges::any_of(wish.chainCertificates, [&certificate](const keys::Certificate& given) {
        if (given == certificate)
            return true;
        const Result<crypto::PublicKey>& key = given.publicKey();
        return given.subject() == certificate.issuer() && key.ok() &&
               certificate.verifySignedBy(key.value()).ok();
    });
}

bool hasOtherAuthority(const Candidate& candidate) {
    switch (candidate.wish.chain) {
    case KeyWish::Chain::Any:
        return false;
    case KeyWish::Chain::Given:
        return !isUnderGiven(candidate.wish, candidate.key.certificate);
    case KeyWish::Chain::NationalAuthority:
        break;
    }
    return !candidate.world.underNationalAuthority(candidate.key.certificate);
}

struct MisfitRow {
    Misfit misfit;
    std::string_view name;
    bool (*found)(const Candidate& candidate);
};
constexpr std::array<MisfitRow, 10> kMisfits{{
    {Misfit::Storage, "storage", liesElsewhere},
    {Misfit::NotForSigning, "not_for_signing", mayNotSign},
    {Misfit::NotForLogin, "not_for_login", mayNotLogIn},
    {Misfit::ExtendedKeyUsage, "extended_key_usage", lacksUsage},
    {Misfit::OtherPerson, "other_person", isOfOther},
    {Misfit::OtherOrganisation, "other_organisation", isOfOtherOrganisation},
    {Misfit::OtherCertificate, "other_certificate", isOther},
    {Misfit::NotYetValid, "not_yet_valid", isNotYetValid},
    {Misfit::Expired, "expired", hasExpired},
    {Misfit::OtherAuthority, "other_authority", hasOtherAuthority},
}};

} // namespace

std::string_view misfitName(Misfit misfit) {
    const auto* row = std::ranges::find(kMisfits, misfit, &MisfitRow::misfit);
    return row == kMisfits.end() ? std::string_view() : row->name;
}

std::vector<Misfit> misfits(const KeyWish& wish, const KeyCandidate& key, const FitnessWorld& world) {
    const Candidate candidate{wish, key, world, keys::kzProfile(key.certificate).owner};
    std::vector<Misfit> found;
    for (const MisfitRow& row : kMisfits)
        if (row.found(candidate))
            found.push_back(row.misfit);
    return found;
}

} // namespace tanba::service
