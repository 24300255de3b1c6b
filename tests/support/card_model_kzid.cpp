#include "core/base/der_reader.h"
#include "tests/support/card_model.h"

namespace tanba::test {

namespace {

constexpr std::uint16_t kMaster = 0x3F00;
constexpr std::uint16_t kSignatures = 0x0101;

/// The modulus in a certificate's SubjectPublicKeyInfo, without the leading zero.
Bytes modulusOf(const Identity& identity) {
    DerReader outer(identity.key->publicKey().subjectPublicKeyInfo());
    auto body = outer.enter(der::kSequence);
    if (!body.value().any().ok())
        std::abort();
    DerReader bits(body.value().bitStringOctets().value());
    auto numbers = bits.enter(der::kSequence);
    const ByteView modulus = numbers.value().integer().value();
    return Bytes(modulus.end() - 256, modulus.end());
}

} // namespace

KzIdModel::KzIdModel() {
    answerToReset = toBytes(std::string_view("\x3B\x3E\x95\x00SOMA-c007-DS1a", 18));
    slots.emplace(std::uint8_t{7}, cardIdentities().rsa);
    slots.emplace(std::uint8_t{8}, cardIdentities().secondRsa);
    for (const auto& [slot, identity] : slots) {
        const ByteView der = identity.certificate.der();
        files[{kSignatures, static_cast<std::uint16_t>(0xC000 + slot)}] = Bytes(der.begin(), der.end());
    }
    setPin("1234");
    forbidden = {0x46, 0xDA, 0xDB, 0xE0, 0xE4, 0xD6, 0xD0, 0x24, 0x2C, 0x2A};
    emptyVerifyForbidden = true;
}

void KzIdModel::forget() {
    folder_ = kMaster;
    file_ = nullptr;
    key_ = 0;
}

CardModel::Answer KzIdModel::work(const Command& command) {
    switch (command.ins) {
    case 0xA4:
        return select(command);
    case 0xB0:
        return read(command);
    case 0x20:
        return {command.p2 != 2 ? std::uint16_t{0x6A88} : tryPin(command.data, 8, '0'), {}};
    case 0xCB:
        return publicKey(command);
    case 0x22:
        if (command.p1 != 0x41 || command.p2 != 0xA4 || command.data.size() != 9)
            return {0x6A86, {}};
        key_ = command.data[5] & 0x7F;
        return {0x9000, {}};
    case 0x88:
        return sign(command);
    default:
        return {0x6D00, {}};
    }
}

CardModel::Answer KzIdModel::select(const Command& command) {
    if (command.p1 != 0 || command.data.size() != 2)
        return {0x6A82, {}};
    const auto id = static_cast<std::uint16_t>(command.data[0] << 8 | command.data[1]);
    if (id == kMaster || id == kSignatures) {
        folder_ = id;
        file_ = nullptr;
        return {0x9000, {}};
    }
    const auto found = files.find({folder_, id});
    if (found == files.end())
        return {0x6A82, {}};
    fileId_ = id;
    file_ = &found->second;
    return {0x9000, {}};
}

CardModel::Answer KzIdModel::read(const Command& command) const {
    if (file_ == nullptr)
        return {0x6986, {}};
    if (!verified_ && closedFiles.contains({folder_, fileId_}))
        return {0x6982, {}};
    const std::size_t offset = std::size_t{command.p1} << 8 | command.p2;
    if (offset > file_->size())
        return {0x6B00, {}};
    const std::size_t size = std::min(file_->size() - offset, command.expected.value_or(256));
    const auto start = file_->begin() + static_cast<std::ptrdiff_t>(offset);
    return {0x9000, Bytes(start, start + static_cast<std::ptrdiff_t>(size))};
}

CardModel::Answer KzIdModel::publicKey(const Command& command) const {
    if (folder_ != kSignatures || command.data.size() != 11)
        return {0x6A80, {}};
    const auto slot = slots.find(command.data[4]);
    if (slot == slots.end())
        return {0x6A82, {}};
    if (publicKeyAnswer)
        return {0x9000, *publicKeyAnswer};
    const Bytes inner = cardTlv(0x7F49, cardTlv(0x81, modulusOf(slot->second)));
    return {0x9000, cardTlv(0xFFA000U | slot->first, inner)};
}

CardModel::Answer KzIdModel::sign(const Command& command) {
    const auto slot = slots.find(key_);
    if (slot == slots.end())
        return {0x6A82, {}};
    if (!verified_)
        return {0x6982, {}};
    if (command.p1 != 0x02 || command.data.size() > 102)
        return {0x6A80, {}};
    auto value = signDigestInfo(*slot->second.key, command.data);
    if (!value)
        return {0x6A80, {}};
    ++signatures;
    return {0x9000, std::move(*value)};
}

} // namespace tanba::test
