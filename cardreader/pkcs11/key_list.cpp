#include "cardreader/pkcs11/key_list.h"

#include "cardreader/pkcs11/key_material.h"
#include "core/base/encoding.h"

#include <algorithm>
#include <utility>

namespace tanba::pkcs11 {

namespace {

constexpr std::size_t kNameOctets = 20;

bool isAuthority(const keys::Certificate& certificate) {
    return certificate.basicConstraints() && certificate.basicConstraints()->authority;
}

bool sameId(ByteView left, ByteView right) {
    return !left.empty() && sameBytes(left, right);
}

void addCertificate(std::vector<ListedKey>& listed, CertificateObject object) {
    const auto same = [&object](const ListedKey& key) { return key.certificate == object.certificate; };
    if (isAuthority(object.certificate) || std::ranges::any_of(listed, same))
        return;
    Bytes material = materialOf(object.certificate);
    listed.push_back({std::move(object.id), std::move(material), {}, std::move(object.certificate)});
}

void addKey(std::vector<ListedKey>& listed, const KeyObject& key) {
    const auto belongs = [&key](const ListedKey& known) {
        return sameId(known.objectId, key.id) || sameMaterial(known.material, key.material);
    };
    if (std::ranges::none_of(listed, belongs))
        listed.push_back({key.id, key.material, key.label, std::nullopt});
}

} // namespace

std::string ListedKey::name() const {
    if (certificate && !certificate->subjectKeyId().empty())
        return toHex(certificate->subjectKeyId());
    if (!objectId.empty())
        return toHex(objectId);
    if (certificate)
        return certificate->serialHex();
    return toHex(ByteView(material).first(std::min(material.size(), kNameOctets)));
}

std::vector<ListedKey> listKeys(std::vector<CertificateObject> certificates,
                                const std::vector<KeyObject>& publicKeys,
                                const std::vector<KeyObject>& privateKeys) {
    std::vector<ListedKey> listed;
    for (CertificateObject& object : certificates)
        addCertificate(listed, std::move(object));
    for (const std::vector<KeyObject>* keys : {&publicKeys, &privateKeys}) {
        for (const KeyObject& key : *keys)
            addKey(listed, key);
    }
    return listed;
}

const KeyObject* privateKeyOf(const ListedKey& listed, const std::vector<KeyObject>& publicKeys,
                              const std::vector<KeyObject>& privateKeys) {
    const auto carriesId = [&listed](const KeyObject& key) {
        const bool other =
            !key.material.empty() && !listed.material.empty() && !sameMaterial(key.material, listed.material);
        return sameId(key.id, listed.objectId) && !other;
    };
    const auto isSameKey = [&listed, &publicKeys](const KeyObject& key) {
        const auto halfOfIt = [&key, &listed](const KeyObject& half) {
            return sameId(half.id, key.id) && sameMaterial(half.material, listed.material);
        };
        return sameMaterial(key.material, listed.material) || std::ranges::any_of(publicKeys, halfOfIt);
    };
    auto found = std::ranges::find_if(privateKeys, carriesId);
    if (found == privateKeys.end())
        found = std::ranges::find_if(privateKeys, isSameKey);
    return found == privateKeys.end() ? nullptr : &*found;
}

} // namespace tanba::pkcs11
