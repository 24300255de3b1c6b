#include "cardreader/apdu/ber_tlv.h"
#include "tests/support/card_model.h"

#include <array>

namespace tanba::test {

namespace {

const Bytes kApplication{0xA0, 0x00, 0x00, 0x03, 0x08, 0x00, 0x00, 0x10, 0x00, 0x01, 0x00};

struct Slot {
    std::uint8_t reference;
    std::uint32_t object;
};
constexpr std::array<Slot, 3> kSlots{{{0x9A, 0x5FC105}, {0x9C, 0x5FC10A}, {0x9E, 0x5FC101}}};

std::optional<Bytes> valueAt(ByteView input, std::initializer_list<std::uint32_t> path) {
    const auto found = card::findTlv(input, path);
    if (!found.ok() || !found.value())
        return std::nullopt;
    return Bytes(found.value()->content.begin(), found.value()->content.end());
}

/// SP 800-78-4 table 6-2, SP 800-78-5.
std::uint8_t algorithmOf(const crypto::PublicKey& key) {
    if (key.algorithm() == crypto::KeyAlgorithm::Rsa)
        return key.bits() == 3072 ? 0x05 : 0x07;
    return key.bits() == 384 ? 0x14 : 0x11;
}

/// What stands behind 00 01 FF... 00; none when the padding is wrong.
std::optional<Bytes> unpadded(const Bytes& block, std::size_t size) {
    if (block.size() != size || block[0] != 0 || block[1] != 1)
        return std::nullopt;
    std::size_t at = 2;
    while (at < block.size() && block[at] == 0xFF)
        ++at;
    if (at < 10 || at == block.size() || block[at] != 0)
        return std::nullopt;
    return Bytes(block.begin() + static_cast<std::ptrdiff_t>(at) + 1, block.end());
}

} // namespace

PivModel::PivModel() {
    slots.emplace(std::uint8_t{0x9A}, cardIdentities().rsa);
    slots.emplace(std::uint8_t{0x9C}, cardIdentities().secondRsa);
    slots.emplace(std::uint8_t{0x9E}, cardIdentities().ec);
    for (const Slot& slot : kSlots)
        objects[slot.object] = certificateObject(slots.at(slot.reference).certificate.der(), 0);
    const Bytes guid(16, 0x42);
    objects[0x5FC102] = cardTlv(0x53, cardTlv(0x34, guid));
    setPin("123456");
    setPuk("12345678");
    forbidden = {0xDB, 0x47};
}

void PivModel::putKey(std::uint8_t reference, const Identity& identity) {
    slots.insert_or_assign(reference, identity);
    for (const Slot& slot : kSlots) {
        if (slot.reference == reference)
            objects[slot.object] = certificateObject(identity.certificate.der(), 0);
    }
}

Bytes PivModel::atr() const {
    return {0x3B, 0x80, 0x01, 0x81};
}

Bytes PivModel::certificateObject(ByteView certificate, std::uint8_t information) {
    Bytes content = cardTlv(0x70, certificate);
    append(content, cardTlv(0x71, Bytes{information}));
    append(content, cardTlv(0xFE, {}));
    return cardTlv(0x53, content);
}

void PivModel::forget() {
    selected_ = false;
    freshPin_ = false;
}

CardModel::Answer PivModel::work(const Command& command) {
    if (command.ins == 0xA4) {
        const bool mine = command.p1 == 0x04 && command.data == kApplication;
        selected_ = selected_ || mine;
        return mine ? Answer{0x9000, cardTlv(0x61, cardTlv(0x4F, Bytes{0x00, 0x00, 0x10, 0x00, 0x01, 0x00}))}
                    : Answer{0x6A82, {}};
    }
    if (!selected_)
        return {0x6D00, {}};
    const bool wasFresh = freshPin_;
    freshPin_ = false;
    switch (command.ins) {
    case 0xCB: {
        if (command.data.size() != 5)
            return {0x6A80, {}};
        const auto tag =
            static_cast<std::uint32_t>(command.data[2] << 16 | command.data[3] << 8 | command.data[4]);
        const auto object = objects.find(tag);
        return object == objects.end() ? Answer{0x6A82, {}} : Answer{0x9000, object->second};
    }
    case 0x20: {
        if (command.p2 != 0x80)
            return {0x6A88, {}};
        const std::uint16_t status = command.data.empty() ? tellTries() : tryPin(command.data, 8, 0xFF);
        freshPin_ = status == 0x9000 && !command.data.empty();
        return {status, {}};
    }
    case 0x24:
        return {changePin(command.data, 8, 0xFF), {}};
    case 0x2C:
        return {unblockPin(command.data, 8, 0xFF), {}};
    case 0x87:
        freshPin_ = wasFresh;
        return authenticate(command);
    default:
        return {0x6D00, {}};
    }
}

CardModel::Answer PivModel::authenticate(const Command& command) {
    const auto slot = slots.find(command.p2);
    const auto challenge = valueAt(command.data, {0x7C, 0x81});
    const bool fresh = freshPin_;
    freshPin_ = false;
    if (slot == slots.end() || !challenge)
        return {0x6A80, {}};
    const bool allowed = command.p2 == 0x9E || (command.p2 == 0x9C ? fresh : verified_);
    if (!allowed)
        return {0x6982, {}};
    std::optional<Bytes> value;
    const crypto::PublicKey& key = slot->second.key->publicKey();
    const auto size = static_cast<std::size_t>(key.bits()) / 8;
    if (command.p1 != algorithmOf(key))
        return {0x6A86, {}};
    if (key.algorithm() == crypto::KeyAlgorithm::Rsa) {
        const auto info = unpadded(*challenge, size);
        value = info ? signDigestInfo(*slot->second.key, *info) : std::nullopt;
    } else if (challenge->size() <= size) {
        value = signDigestOctets(*slot->second.key, *challenge);
    }
    if (!value)
        return {0x6A80, {}};
    ++signatures;
    return {0x9000, cardTlv(0x7C, cardTlv(0x82, *value))};
}

} // namespace tanba::test
