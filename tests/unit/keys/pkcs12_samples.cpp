#include "tests/unit/keys/pkcs12_samples.h"

#include "core/base/der_writer.h"
#include "core/keys/pkcs12_structure.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

namespace tanba::keys::samples {

namespace {

template <typename T>
T must(Result<T> result) {
    if (!result.ok()) {
        ADD_FAILURE() << codeText(result.failure().code) << ": " << result.failure().detail;
        std::abort();
    }
    return std::move(result).value();
}

Pkcs12Password passwordOf(const SecretBytes& text, EmptyPassword form = EmptyPassword::DoubleZero) {
    return must(Pkcs12Password::create(text, form));
}

Bytes contentInfo(std::string_view type, ByteView content) {
    return der::sequence({der::oid(Oid(type)), der::element(der::contextConstructed(0), content)});
}

Bytes bmp(std::string_view ascii) {
    Bytes out;
    for (const char character : ascii) {
        out.push_back(0);
        out.push_back(static_cast<std::uint8_t>(character));
    }
    return out;
}

Bytes attribute(std::string_view oid, ByteView value) {
    return der::sequence({der::oid(Oid(oid)), der::element(der::kSet, value)});
}

} // namespace

SecretBytes secret(std::string_view text) {
    return SecretBytes::copyOf(viewOf(text));
}

EncryptionScheme pkcs12Scheme(std::string_view oid, std::int64_t iterations) {
    const Bytes parameters =
        der::sequence({der::octetString(Bytes(8, 5)), der::integer(static_cast<std::uint64_t>(iterations))});
    return must(readEncryptionScheme(der::sequence({der::oid(Oid(oid)), parameters})));
}

namespace {

Bytes pbes2(std::string_view derivation, ByteView parameters) {
    const Bytes cipher =
        der::sequence({der::oid(Oid("2.16.840.1.101.3.4.1.42")), der::octetString(Bytes(16, 9))});
    return der::sequence({der::oid(Oid("1.2.840.113549.1.5.13")),
                          der::sequence({der::sequence({der::oid(Oid(derivation)), parameters}), cipher})});
}

Bytes number(std::int64_t value) {
    return der::integer(static_cast<std::uint64_t>(value));
}

} // namespace

EncryptionScheme pbes2Scheme(std::int64_t iterations) {
    const Bytes prf = der::sequence({der::oid(Oid("1.2.840.113549.2.9")), der::null()});
    return must(readEncryptionScheme(pbes2(
        "1.2.840.113549.1.5.12", der::sequence({der::octetString(Bytes(16, 7)), number(iterations), prf}))));
}

EncryptionScheme scryptScheme(std::int64_t cost, std::int64_t blockSize, std::int64_t parallelism) {
    return must(readEncryptionScheme(
        pbes2("1.3.6.1.4.1.11591.4.11", der::sequence({der::octetString(Bytes(8, 7)), number(cost),
                                                       number(blockSize), number(parallelism)}))));
}

Bytes attributes(std::string_view friendlyName, ByteView localKeyId) {
    std::vector<Bytes> parts;
    if (!friendlyName.empty())
        parts.push_back(attribute("1.2.840.113549.1.9.20", der::element(der::kBmpString, bmp(friendlyName))));
    if (!localKeyId.empty())
        parts.push_back(attribute("1.2.840.113549.1.9.21", der::octetString(localKeyId)));
    return parts.empty() ? Bytes() : der::setOf(parts);
}

Bytes bag(std::string_view type, ByteView value, ByteView attributes) {
    return der::sequence({der::oid(Oid(type)), der::element(der::contextConstructed(0), value), attributes});
}

Bytes plainKeyBag(ByteView privateKeyInfo, ByteView attributes) {
    return bag("1.2.840.113549.1.12.10.1.1", privateKeyInfo, attributes);
}

Bytes shroudedKeyBag(ByteView privateKeyInfo, const EncryptionScheme& scheme, std::string_view password,
                     ByteView attributes) {
    const SecretBytes text = secret(password);
    const Bytes ciphertext = must(encrypt(scheme, passwordOf(text), privateKeyInfo));
    return bag(pkcs12oid::kShroudedKeyBag,
               der::sequence({writeEncryptionScheme(scheme), der::octetString(ciphertext)}), attributes);
}

Bytes certificateBag(ByteView certificate, ByteView attributes) {
    const Bytes value =
        der::sequence({der::oid(Oid("1.2.840.113549.1.9.22.1")),
                       der::element(der::contextConstructed(0), der::octetString(certificate))});
    return bag("1.2.840.113549.1.12.10.1.3", value, attributes);
}

Bytes nestedBag(const std::vector<Bytes>& bags) {
    return bag(pkcs12oid::kSafeContentsBag, safeContents(bags));
}

Bytes safeContents(const std::vector<Bytes>& bags) {
    return der::sequenceOf(bags);
}

Bytes openSafe(const std::vector<Bytes>& bags) {
    return contentInfo(pkcs12oid::kData, der::octetString(safeContents(bags)));
}

Bytes encryptedSafe(ByteView contents, const EncryptionScheme& scheme, std::string_view password) {
    const SecretBytes text = secret(password);
    const Bytes ciphertext = must(encrypt(scheme, passwordOf(text), contents));
    const Bytes info = der::sequence({der::oid(Oid(pkcs12oid::kData)), writeEncryptionScheme(scheme),
                                      der::element(der::context(0), ciphertext)});
    return contentInfo(pkcs12oid::kEncryptedData, der::sequence({der::integer(0), info}));
}

Bytes pfxAround(ByteView authenticatedSafe, std::string_view password, std::optional<MacScheme> mac,
                EmptyPassword form) {
    std::vector<Bytes> parts{der::integer(3),
                             contentInfo(pkcs12oid::kData, der::octetString(authenticatedSafe))};
    if (mac) {
        const SecretBytes text = secret(password);
        const Bytes value = must(macOf(*mac, passwordOf(text, form), authenticatedSafe));
        const Bytes algorithm =
            der::sequence({der::oid(Oid(crypto::digestRow(mac->digest).oid)), der::null()});
        parts.push_back(der::sequence({der::sequence({algorithm, der::octetString(value)}),
                                       der::octetString(mac->salt), number(mac->iterations)}));
    }
    return der::sequenceOf(parts);
}

Bytes pfx(const std::vector<Bytes>& safes, std::string_view password, std::optional<MacScheme> mac,
          EmptyPassword form) {
    return pfxAround(der::sequenceOf(safes), password, std::move(mac), form);
}

Bytes privateKeyInfo(const test::Identity& identity) {
    const SecretBytes info = must(identity.key->toPkcs8());
    return Bytes(info.view().begin(), info.view().end());
}

Bytes keyFile(const test::Identity& identity, std::string_view password) {
    const ByteView id = identity.certificate.subjectKeyId();
    const Bytes labels = attributes("a key", id);
    return pfx(
        {openSafe({shroudedKeyBag(privateKeyInfo(identity), pkcs12Scheme(kTripleDes), password, labels)}),
         encryptedSafe(safeContents({certificateBag(identity.certificate.der(), labels)}),
                       pkcs12Scheme(kRc2With40Bits), password)},
        password);
}

const test::Identity& person(std::size_t number) {
    static test::Authority authority =
        test::Authority::makeRoot(crypto::KeyAlgorithm::Ec, "Authority of the samples");
    static std::map<std::size_t, test::Identity> people;
    const auto known = people.find(number);
    if (known != people.end())
        return known->second;
    return people.emplace(number, authority.issue(crypto::KeyAlgorithm::Ec)).first->second;
}

} // namespace tanba::keys::samples
