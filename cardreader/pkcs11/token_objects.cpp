#include "cardreader/pkcs11/token_objects.h"

#include "cardreader/pkcs11/key_material.h"
#include "core/base/utf8.h"
#include "core/keys/pkcs12_structure.h"

#include <p11-kit/pkcs11.h>

#include <algorithm>
#include <array>

namespace tanba::pkcs11 {

namespace {

template <std::size_t Count>
using Types = std::array<std::uint64_t, Count>;

/// Attributes of an object of which none may be too large.
Result<std::vector<AttributeValue>> readAll(ModuleClient& module, std::uint64_t object,
                                            std::span<const std::uint64_t> types) {
    TANBA_TRY(std::vector<AttributeValue> values, module.attributes(object, types));
    const auto tooLarge = [](const AttributeValue& value) {
        return value.state == wire::AttributeState::TooLarge;
    };
    if (std::ranges::any_of(values, tooLarge))
        return fail(FailureCode::ModuleFailed, {}, "C_GetAttributeValue: value too large");
    return values;
}

std::string labelOf(const AttributeValue& value) {
    return displayText(asText(value.bytes));
}

bool isTrue(const AttributeValue& value) {
    return std::ranges::any_of(value.bytes, [](std::uint8_t byte) { return byte != 0; });
}

Bytes materialOf(const AttributeValue& modulus, const AttributeValue& point, const AttributeValue& value) {
    if (modulus.present() && !modulus.bytes.empty())
        return materialFromModulus(modulus.bytes);
    if (point.present() && !point.bytes.empty())
        return materialFromPoint(point.bytes);
    return value.bytes;
}

bool looksLikeKeyFile(ByteView value) {
    return value.size() > 4 && value[0] == 0x30 && value[1] == 0x82;
}

bool readsAsKeyFile(ByteView value) {
    keys::WorkBudget budget{keys::Pkcs12Limits{}};
    return looksLikeKeyFile(value) && keys::readPfx(value, budget).ok();
}

} // namespace

Result<std::vector<CertificateObject>> readCertificates(ModuleClient& module) {
    constexpr Types<2> kTypes = {CKA_ID, CKA_VALUE};
    TANBA_TRY(const std::vector<std::uint64_t> handles, module.findObjects(CKO_CERTIFICATE));
    std::vector<CertificateObject> certificates;
    for (const std::uint64_t handle : handles) {
        TANBA_TRY(const std::vector<AttributeValue> values, readAll(module, handle, kTypes));
        Result<keys::Certificate> certificate = keys::Certificate::fromDer(values[1].bytes);
        if (certificate.ok())
            certificates.push_back({values[0].bytes, std::move(certificate).value()});
    }
    return certificates;
}

Result<std::vector<KeyObject>> readKeys(ModuleClient& module, KeyHalf half) {
    // CKA_VALUE is the point of a public GOST key, and the secret itself of a private one: never asked for
    // there.
    constexpr Types<5> kPrivate = {CKA_ID, CKA_LABEL, CKA_ALWAYS_AUTHENTICATE, CKA_MODULUS, CKA_EC_POINT};
    constexpr Types<6> kPublic = {CKA_ID,      CKA_LABEL,    CKA_ALWAYS_AUTHENTICATE,
                                  CKA_MODULUS, CKA_EC_POINT, CKA_VALUE};
    const bool isPublic = half == KeyHalf::Public;
    const std::span<const std::uint64_t> types =
        isPublic ? std::span<const std::uint64_t>(kPublic) : std::span<const std::uint64_t>(kPrivate);
    TANBA_TRY(const std::vector<std::uint64_t> handles,
              module.findObjects(isPublic ? CKO_PUBLIC_KEY : CKO_PRIVATE_KEY));
    std::vector<KeyObject> keys;
    for (const std::uint64_t handle : handles) {
        TANBA_TRY(std::vector<AttributeValue> values, readAll(module, handle, types));
        values.resize(kPublic.size());
        keys.push_back({handle, values[0].bytes, labelOf(values[1]),
                        materialOf(values[3], values[4], values[5]), isTrue(values[2])});
    }
    return keys;
}

Result<std::vector<KeyFileObject>> readKeyFiles(ModuleClient& module) {
    constexpr Types<2> kTypes = {CKA_LABEL, CKA_VALUE};
    TANBA_TRY(const std::vector<std::uint64_t> handles, module.findObjects(CKO_DATA));
    std::vector<KeyFileObject> files;
    for (const std::uint64_t handle : handles) {
        TANBA_TRY(std::vector<AttributeValue> values, module.attributes(handle, kTypes));
        if (readsAsKeyFile(values[1].bytes))
            files.push_back({labelOf(values[0]), std::move(values[1].bytes)});
    }
    return files;
}

} // namespace tanba::pkcs11
