#include "app/gui/consent/consent_key.h"

#include "core/base/encoding.h"
#include "core/crypto/digest.h"
#include "core/keys/kz_profile.h"
#include "core/trust/path.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace tanba::gui {

namespace {

using service::ConsentQuestion;
using service::KeyWish;
using service::Misfit;

struct StorageRow {
    std::string_view stated; ///< keys::storageName()
    std::string_view name;   ///< of the interface
};
constexpr std::array<StorageRow, 6> kStorages = {{
    {"id-card", "AKKZIDCardStore"},
    {"kaztoken", "AKKaztokenStore"},
    {"etoken-java", "AKEToken72KStore"},
    {"etoken-5110", "AKEToken5110Store"},
    {"jacarta", "AKJaCartaStore"},
    {"akey", "AKAKEYStore"},
}};

/// What the question asks for, with what the program adds: a document is not signed with a login key.
KeyWish wishOf(const ConsentQuestion& question) {
    KeyWish wish = question.key;
    if (wish.use == KeyWish::Use::Any && question.kind == ConsentQuestion::Kind::Sign &&
        !asksForLogin(question))
        wish.use = KeyWish::Use::Signing;
    return wish;
}

bool wantsStorage(const KeyWish& wish, std::string_view storage) {
    return wish.storages.empty() || std::ranges::find(wish.storages, storage) != wish.storages.end();
}

class Judge {
  public:
    Judge(const ConsentKeySources& sources, const ConsentQuestion& question, ChainMemory& chains)
        : sources_(sources), question_(question),
          wish_(wishOf(question)), world_{sources.shelf.now(), sources.national}, chains_(chains) {
        wish_.chain = KeyWish::Chain::Any; // chainFits() looks at that
    }

    ConsentKey judge(SigningKeyOption option) const;

  private:
    struct Candidate {
        const CardKeyInfo* key = nullptr;
        std::vector<Misfit> misfits;
    };
    Candidate best(const std::vector<CardKeyInfo>& keys, const std::string& storage) const;
    auto worth(const Candidate& candidate) const;
    std::vector<Misfit> misfitsOf(const keys::Certificate& certificate, const std::string& storage) const;
    bool chainFits(const keys::Certificate& certificate) const;
    KeyFitness fitnessOf(const SigningKeyOption& option, const CardEntry* card) const;

    const ConsentKeySources& sources_;
    const ConsentQuestion& question_;
    KeyWish wish_;
    service::FitnessWorld world_;
    ChainMemory& chains_;
};

bool Judge::chainFits(const keys::Certificate& certificate) const {
    if (question_.key.chain == KeyWish::Chain::Any)
        return true;
    const ByteView der = certificate.der();
    const auto [known, added] = chains_.try_emplace(Bytes(der.begin(), der.end()));
    if (added) {
        KeyWish chain;
        chain.chain = question_.key.chain;
        chain.chainCertificates = question_.key.chainCertificates;
        const auto found = service::misfits(chain, {{}, certificate}, world_);
        known->second = std::ranges::find(found, Misfit::OtherAuthority) == found.end();
    }
    return known->second;
}

std::vector<Misfit> Judge::misfitsOf(const keys::Certificate& certificate, const std::string& storage) const {
    std::vector<Misfit> found = service::misfits(wish_, {storage, certificate}, world_);
    if (!chainFits(certificate))
        found.push_back(Misfit::OtherAuthority); // the last in their order
    return found;
}

/// Larger is better.
auto Judge::worth(const Candidate& candidate) const {
    const keys::Purpose purpose = keys::purposeOf(*candidate.key->certificate);
    const bool meant = asksForLogin(question_) || wish_.use == KeyWish::Use::Login
                           ? keys::permitsLogin(purpose)
                           : keys::permitsSigning(purpose);
    return std::tuple(-static_cast<std::ptrdiff_t>(candidate.misfits.size()), meant,
                      candidate.key->certificate->notAfter());
}

Judge::Candidate Judge::best(const std::vector<CardKeyInfo>& keys, const std::string& storage) const {
    Candidate best;
    for (const CardKeyInfo& key : keys) {
        if (!key.certificate)
            continue;
        const Candidate each{&key, misfitsOf(*key.certificate, storage)};
        if (best.key == nullptr || worth(each) > worth(best))
            best = each;
    }
    return best;
}

KeyFitness Judge::fitnessOf(const SigningKeyOption& option, const CardEntry* card) const {
    if (card != nullptr && card->pinBlocked())
        return KeyFitness::PinBlocked;
    // Rule 7: no series, and no list of documents, with somebody else's key.
    if (question_.items.size() > 1 && option.ownership == guidance::KeyOwnership::SomebodyElses)
        return KeyFitness::NotForSeveral;
    return KeyFitness::Fits;
}

ConsentKey Judge::judge(SigningKeyOption option) const {
    const CardEntry* card = option.onCard() ? sources_.cards.find(option.cardId) : nullptr;
    const KeyEntry* file = option.onCard() ? nullptr : sources_.shelf.find(option.file);
    const std::string storage = card != nullptr ? storageOf(*card) : std::string(kFileStorage);
    std::vector<CardKeyInfo> keys;
    if (file != nullptr)
        keys = keysOf(*file);
    if (card != nullptr)
        for (const CardHolder& holder : holdersOf(*card))
            if (holder.name == option.holder)
                keys = holder.keys;
    const bool away = option.fitness == KeyFitness::Away;
    const Candidate found = best(keys, storage);
    if (found.key == nullptr) {
        ConsentKey unknown{std::move(option), {}};
        if (!wantsStorage(wish_, storage))
            unknown.misfits.push_back(Misfit::Storage);
        return unknown;
    }
    option.keyId = found.key->id;
    option.certificate = found.key->certificate;
    option.ownership = sources_.person.ownershipOf(keys::kzProfile(*option.certificate).owner);
    if (!away)
        option.fitness = fitnessOf(option, card);
    return {std::move(option), found.misfits};
}

} // namespace

bool isStill(const std::optional<ConsentKey>& now, const SigningKeyOption& shown) {
    return now && now->option.sameKey(shown) && now->option.keyId == shown.keyId &&
           now->option.certificate == shown.certificate && now->option.ownership == shown.ownership;
}

std::string storageOf(const CardEntry& entry) {
    for (const CardKeyInfo& key : entry.keys) {
        if (!key.certificate)
            continue;
        const std::string_view stated = keys::storageName(keys::kzProfile(*key.certificate).storage);
        const auto row = std::ranges::find(kStorages, stated, &StorageRow::stated);
        if (row != kStorages.end())
            return std::string(row->name);
    }
    const bool idCard = entry.kind == keys::TokenKind::IdCard || entry.kind == keys::TokenKind::Simulated;
    return std::string(idCard ? kStorages.front().name : std::string_view());
}

bool asksForLogin(const ConsentQuestion& question) {
    return std::ranges::any_of(question.items, [](const service::ConsentItem& item) {
        return item.classification.contentClass == sign::ContentClass::Login;
    });
}

bool isLogin(const ConsentQuestion& question) {
    return question.items.size() == 1 && asksForLogin(question);
}

bool isProbableLogin(const ConsentQuestion& question) {
    return std::ranges::any_of(question.items, [&question](const service::ConsentItem& item) {
        return sign::isProbableLogin(item.classification, question.caller.origin);
    });
}

bool mayBeRemembered(const ConsentQuestion& question) {
    return !isProbableLogin(question) &&
           std::ranges::none_of(question.items, [](const service::ConsentItem& item) {
               return item.classification.contentClass == sign::ContentClass::HashOnly;
           });
}

bool isUnderNationalAuthority(const keys::Certificate& certificate, Time now) {
    static const Result<trust::TrustStore> store = trust::builtInTrust();
    if (!store.ok())
        return false;
    static const trust::PathValidator validator(store.value());
    const trust::PathResult found =
        validator.validate(certificate, {}, {std::min(now, certificate.notAfter()), false});
    const bool right = found.status == trust::ChainStatus::Ok || found.status == trust::ChainStatus::Expired;
    return right && found.path.origin() == trust::AnchorOrigin::National;
}

std::string fingerprintOf(const keys::Certificate& certificate) {
    const auto digest = crypto::digestOf(crypto::DigestAlgorithm::Sha256, certificate.der());
    return digest.ok() ? toHex(digest.value().bytes) : std::string();
}

std::vector<ConsentKey> consentKeys(const ConsentKeySources& sources, const ConsentQuestion& question,
                                    const std::string& remembered, ChainMemory& chains) {
    const Judge judge(sources, question, chains);
    std::vector<ConsentKey> keys;
    for (SigningKeyOption& option :
         signingKeyOptions(sources.shelf, sources.cards, sources.person, Covers::OneDocument))
        keys.push_back(judge.judge(std::move(option)));
    std::ranges::stable_sort(keys, {}, [&remembered](const ConsentKey& key) {
        const bool known = !remembered.empty() && key.option.certificate &&
                           fingerprintOf(*key.option.certificate) == remembered;
        return std::pair(!key.usable(), !known);
    });
    return keys;
}

std::optional<ConsentKey> chosenOrFirst(std::vector<ConsentKey> keys,
                                        const std::optional<SigningKeyOption>& chosen) {
    if (chosen)
        for (ConsentKey& each : keys)
            if (each.option.sameKey(*chosen) && each.usable())
                return std::move(each);
    if (keys.empty() || !keys.front().usable())
        return std::nullopt;
    return std::move(keys.front());
}

} // namespace tanba::gui
