#include "core/base/der_reader.h"
#include "core/base/der_writer.h"
#include "tests/support/card_model.h"

namespace tanba::test {

namespace {

const Bytes kApplication{0xA0, 0x00, 0x00, 0x00, 0x63, 0x50, 0x4B, 0x43, 0x53, 0x2D, 0x31, 0x35};
const Bytes kFolder{0x50, 0x15};
const Bytes kAbsoluteFolder{0x3F, 0x00, 0x50, 0x15};

Bytes join(Bytes first, const Bytes& second) {
    append(first, second);
    return first;
}

Bytes path(const Bytes& ids) {
    return der::sequence({der::octetString(ids)});
}

Bytes bits(const Bytes& unusedAndOctets) {
    return der::element(der::kBitString, unusedAndOctets);
}

Bytes wrapped(int number, const Bytes& content) {
    return der::element(der::contextConstructed(number), content);
}

Bytes pinDirectory() {
    const Bytes common = der::sequence({der::utf8String("PIN"), bits({7, 0x80})});
    const Bytes ofClass = der::sequence({der::octetString(Bytes{0x01})});
    // initialized and needs-padding; ASCII digits; 4 to 8, stored 8; reference 1; FF.
    const Bytes rules =
        der::sequence({bits({2, 0x0C}), der::element(der::kEnumerated, Bytes{0x01}), der::integer(4),
                       der::integer(8), der::integer(8), der::element(der::context(0), Bytes{0x01}),
                       der::octetString(Bytes{0xFF}), path(kAbsoluteFolder)});
    return der::sequence({common, ofClass, wrapped(1, rules)});
}

/// @param algorithms the element with references of algorithms, or nothing.
Bytes keyEntry(std::uint8_t tag, std::string_view label, std::uint8_t id, std::uint8_t reference,
               unsigned size, const Bytes& algorithms = {}) {
    const Bytes common =
        der::sequence({der::utf8String(label), bits({7, 0x80}), der::octetString(Bytes{0x01})});
    const Bytes ofClass = der::sequence(
        {der::octetString(Bytes{id}), bits({5, 0x20}), bits({3, 0xB8}), der::integer(reference), algorithms});
    const Bytes ofType = der::sequence({path(kAbsoluteFolder), der::integer(size)});
    return der::constructed(tag, {common, ofClass, wrapped(1, ofType)});
}

Bytes certificateEntry(std::string_view label, std::uint8_t id, const Bytes& file) {
    return der::sequence({der::sequence({der::utf8String(label)}),
                          der::sequence({der::octetString(Bytes{id})}),
                          wrapped(1, der::sequence({path(join(kAbsoluteFolder, file))}))});
}

Bytes keyDirectory(const Bytes& algorithms = {}) {
    return join(keyEntry(der::kSequence, "RSA key", 0x45, 1, 2048, algorithms),
                keyEntry(der::contextConstructed(0), "EC key", 0x46, 2, 256, algorithms));
}

Bytes tokenInfo(const Bytes& more = {}) {
    return der::sequence({der::integer(1), der::octetString(Bytes{0x20, 0x26, 0x00, 0x01}),
                          der::utf8String("model"), der::element(der::context(0), toBytes("Model card")),
                          bits({4, 0x50}), more});
}

Bytes certificateOf(const Identity& identity) {
    const ByteView der = identity.certificate.der();
    return Bytes(der.begin(), der.end());
}

} // namespace

Pkcs15Model::Pkcs15Model(Pkcs15Application application) : application_(application) {
    slots.emplace(std::uint8_t{1}, cardIdentities().rsa);
    slots.emplace(std::uint8_t{2}, cardIdentities().ec);
    const auto in = [](std::uint8_t high, std::uint8_t low) { return join(kFolder, {high, low}); };
    const auto listed = [](int number, const Bytes& file) {
        return wrapped(number, path(join(kAbsoluteFolder, file)));
    };
    Bytes template_ = cardTlv(0x4F, kApplication);
    append(template_, cardTlv(0x51, kAbsoluteFolder));
    files[Bytes{0x2F, 0x00}] = cardTlv(0x61, template_);
    // Padded with zeros, as files of a fixed size are.
    files[in(0x50, 0x31)] =
        join(join(join(listed(8, {0x44, 0x01}), listed(0, {0x44, 0x02})), listed(4, {0x44, 0x03})),
             Bytes(9, 0x00));
    files[in(0x50, 0x32)] = tokenInfo();
    files[in(0x44, 0x01)] = pinDirectory();
    files[in(0x44, 0x02)] = keyDirectory();
    files[in(0x44, 0x03)] =
        join(certificateEntry("RSA", 0x45, {0x43, 0x01}), certificateEntry("EC", 0x46, {0x43, 0x02}));
    files[in(0x43, 0x01)] = certificateOf(slots.at(1));
    files[in(0x43, 0x02)] = certificateOf(slots.at(2));
    setPin("1234");
    setPuk("12345678");
    forbidden = {0x46, 0xDA, 0xDB, 0xE0, 0xE4, 0xD6, 0xD0};
    emptyVerifyForbidden = true;
}

Bytes Pkcs15Model::atr() const {
    return join({0x3B, 0x85, 0x01}, join(toBytes("MODEL"), {0xC9}));
}

void Pkcs15Model::forget() {
    folder_.clear();
    file_ = nullptr;
    key_ = 0;
}

CardModel::Answer Pkcs15Model::work(const Command& command) {
    switch (command.ins) {
    case 0xA4:
        return select(command);
    case 0xB0:
        return read(command);
    case 0x20:
        return {command.p2 != 1 ? std::uint16_t{0x6A88} : tryPin(command.data, 8, 0xFF), {}};
    case 0x24:
        return {changePin(command.data, 8, 0xFF), {}};
    case 0x2C:
        return {unblockPin(command.data, 8, 0xFF), {}};
    case 0x22:
        return manageEnvironment(command);
    case 0x2A:
        return sign(command);
    default:
        return {0x6D00, {}};
    }
}

void Pkcs15Model::putKey(std::uint8_t reference, const Identity& identity) {
    slots.insert_or_assign(reference, identity);
    files[join(kFolder, {0x43, reference})] = certificateOf(identity);
}

Bytes Pkcs15Model::algorithmInfo(int reference, int mechanism, const Bytes& operations,
                                 std::optional<int> cardReference) {
    Bytes info = der::integer(static_cast<unsigned>(reference));
    append(info, der::integer(static_cast<unsigned>(mechanism)));
    append(info, der::null());
    append(info, bits(operations));
    if (cardReference)
        append(info, der::integer(static_cast<unsigned>(*cardReference)));
    return der::element(der::kSequence, info);
}

void Pkcs15Model::nameAlgorithms(const std::vector<int>& ofKeys, const std::vector<Bytes>& algorithmInfos) {
    Bytes references;
    for (const int reference : ofKeys)
        append(references, der::integer(static_cast<unsigned>(reference)));
    Bytes infos;
    for (const Bytes& info : algorithmInfos)
        append(infos, info);
    files[join(kFolder, {0x44, 0x02})] = keyDirectory(wrapped(1, references));
    files[join(kFolder, {0x50, 0x32})] = tokenInfo(wrapped(2, infos));
}

CardModel::Answer Pkcs15Model::manageEnvironment(const Command& command) {
    if (command.p1 != 0x41 || command.p2 != 0xB6)
        return {0x6A86, {}};
    const Bytes& data = command.data;
    if (data.size() < 3 || data[data.size() - 3] != 0x84 || !slots.contains(data.back()))
        return {0x6A88, {}};
    key_ = data.back();
    const bool rsa = slots.at(key_).key->algorithm() == crypto::KeyAlgorithm::Rsa;
    const auto named = algorithms.find(key_);
    Bytes expected;
    if (named != algorithms.end())
        expected = {0x80, 0x01, named->second};
    else if (rsa)
        expected = {0x80, 0x01, 0x02};
    append(expected, Bytes{0x84, 0x01, key_});
    return {static_cast<std::uint16_t>(data == expected ? 0x9000 : 0x6A80), {}};
}

CardModel::Answer Pkcs15Model::select(const Command& command) {
    Bytes wanted;
    if (command.p1 == 0x04) {
        if (application_ == Pkcs15Application::ByListOnly || command.data != kApplication)
            return {0x6A82, {}};
        wanted = kFolder;
    } else if (command.p1 == 0x08) {
        wanted = command.data;
    } else if (command.p1 == 0x09) {
        wanted = join(folder_, command.data);
    } else if (command.p1 == 0x00 && command.data != Bytes{0x3F, 0x00}) {
        wanted = join(folder_, command.data);
    } else if (command.p1 != 0x00) {
        return {0x6A86, {}};
    }
    if (wanted.empty() || wanted == kFolder) {
        folder_ = wanted;
        file_ = nullptr;
        return {0x9000, cardTlv(0x6F, cardTlv(0x82, Bytes{0x38}))};
    }
    const auto found = files.find(wanted);
    if (found == files.end())
        return {0x6A82, {}};
    folder_ = Bytes(wanted.begin(), wanted.end() - 2);
    file_ = &found->second;
    const std::size_t size = file_->size();
    return {0x9000, cardTlv(0x6F, cardTlv(0x80, Bytes{static_cast<std::uint8_t>(size >> 8),
                                                      static_cast<std::uint8_t>(size & 0xFF)}))};
}

CardModel::Answer Pkcs15Model::read(const Command& command) const {
    if (file_ == nullptr)
        return {0x6986, {}};
    const std::size_t offset = std::size_t{command.p1} << 8 | command.p2;
    if (offset > file_->size())
        return {0x6B00, {}};
    const std::size_t size = std::min(file_->size() - offset, command.expected.value_or(256));
    const auto start = file_->begin() + static_cast<std::ptrdiff_t>(offset);
    return {0x9000, Bytes(start, start + static_cast<std::ptrdiff_t>(size))};
}

CardModel::Answer Pkcs15Model::sign(const Command& command) {
    if (command.p1 != 0x9E || command.p2 != 0x9A)
        return {0x6A86, {}};
    const auto slot = slots.find(key_);
    if (slot == slots.end())
        return {0x6985, {}};
    if (!verified_)
        return {0x6982, {}};
    const crypto::PrivateKey& key = *slot->second.key;
    if (key.algorithm() == crypto::KeyAlgorithm::Rsa) {
        auto value = signDigestInfo(key, command.data);
        if (!value)
            return {0x6A80, {}};
        ++signatures;
        return {0x9000, std::move(*value)};
    }
    const auto value = signDigestOctets(key, command.data);
    if (!value)
        return {0x6A80, {}};
    // r and s at full length, one behind the other.
    const auto size = static_cast<std::size_t>(key.publicKey().bits()) / 8;
    DerReader outer(*value);
    auto body = outer.enter(der::kSequence);
    Bytes plain;
    for (int number = 0; number < 2; ++number) {
        ByteView integer = body.value().integer().value();
        if (integer.size() > size)
            integer = integer.last(size);
        plain.insert(plain.end(), size - integer.size(), 0x00);
        append(plain, integer);
    }
    ++signatures;
    return {0x9000, std::move(plain)};
}

} // namespace tanba::test
