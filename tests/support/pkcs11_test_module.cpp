// A PKCS#11 module with one GOST 34.10-2015 key, made for tests: it does what it is told by a script beside
// it (pkcs11_test_module_script.h), good and bad. Lies beside it: MODULE.key (PKCS#8), MODULE.cert,
// MODULE.pin, MODULE.p12; all but the key may be absent.
#include "core/base/der_writer.h"
#include "core/crypto/key_structure.h"
#include "core/crypto/private_key.h"
#include "tests/support/pkcs11_test_module_script.h"
#include "tests/support/veiled_secret.h"

#include <p11-kit/pkcs11.h>

#include <algorithm>
#include <cstring>
#include <vector>

namespace {

using namespace tanba;
using test::module::entered;
using test::module::told;
using test::module::toldNumber;

constexpr CK_SLOT_ID kSlot = 7;
constexpr CK_SESSION_HANDLE kSession = 21;
constexpr CK_MECHANISM_TYPE kGost = 0xD4321006;
constexpr CK_KEY_TYPE kGostKey = 0xD4321003;
constexpr CK_ULONG kFirstFiller = 1000;

enum Object : CK_OBJECT_HANDLE { kCertificate = 1, kPrivateKey = 2, kPublicKey = 3, kKeyFile = 4 };

// The module's state; one process, one token.
bool loggedIn = false;
bool signing = false;
bool contextLoggedIn = false;
std::vector<CK_OBJECT_HANDLE> found;
std::size_t nextFound = 0;

#define TOLD_TO_FAIL(name)                                                                                   \
    if (const auto error = entered(name))                                                                    \
    return *error

template <std::size_t Size>
void fill(unsigned char (&field)[Size], std::string_view text) {
    std::fill(std::begin(field), std::end(field), static_cast<unsigned char>(' '));
    std::copy_n(text.begin(), std::min(text.size(), Size), std::begin(field));
}

bool present() {
    return told("present") != "no";
}

Bytes publicPoint() {
    const auto key = crypto::PrivateKey::fromPkcs8(test::module::fileBeside("key"));
    const auto parts = crypto::readSubjectPublicKeyInfo(key.value().publicKey().subjectPublicKeyInfo());
    const ByteView point = parts.value().key.last(128);
    return Bytes(point.begin(), point.end());
}

CK_RV initialize(void*) {
    TOLD_TO_FAIL("C_Initialize");
    if (told("report") == "yes")
        test::module::reportSurroundings();
    return CKR_OK;
}

CK_RV finalize(void*) {
    TOLD_TO_FAIL("C_Finalize");
    return CKR_OK;
}

CK_RV getSlotList(unsigned char, CK_SLOT_ID* slots, CK_ULONG* count) {
    TOLD_TO_FAIL("C_GetSlotList");
    *count = toldNumber("slots", present() ? 1 : 0);
    if (slots != nullptr && present())
        slots[0] = kSlot;
    return CKR_OK;
}

CK_RV getSlotInfo(CK_SLOT_ID, CK_SLOT_INFO* info) {
    TOLD_TO_FAIL("C_GetSlotInfo");
    std::memset(info, 0, sizeof *info);
    fill(info->slotDescription, "Slot of the test module");
    info->flags = present() ? CKF_TOKEN_PRESENT : CK_FLAGS{0};
    return CKR_OK;
}

CK_FLAGS pinFlags(std::string_view state) {
    if (state == "locked")
        return CKF_USER_PIN_LOCKED;
    if (state == "final")
        return CKF_USER_PIN_FINAL_TRY | CKF_USER_PIN_COUNT_LOW;
    return state == "low" ? CKF_USER_PIN_COUNT_LOW : CK_FLAGS{0};
}

CK_RV getTokenInfo(CK_SLOT_ID, CK_TOKEN_INFO* info) {
    TOLD_TO_FAIL("C_GetTokenInfo");
    std::memset(info, 0, sizeof *info);
    fill(info->label, told("label").empty() ? "ҚОЛТАҢБА" : told("label"));
    fill(info->manufacturerID, "Tanba tests");
    fill(info->model, "GOST");
    fill(info->serialNumber, told("serial").empty() ? "0123456789ABCDEF" : told("serial"));
    info->flags = CKF_LOGIN_REQUIRED | CKF_USER_PIN_INITIALIZED | pinFlags(told("pin"));
    if (told("blank") != "yes")
        info->flags |= CKF_TOKEN_INITIALIZED;
    if (told("reader") == "yes")
        info->flags |= CKF_PROTECTED_AUTHENTICATION_PATH;
    if (told("read_only") == "yes")
        info->flags |= CKF_WRITE_PROTECTED;
    info->ulMinPinLen = toldNumber("shortest", 4);
    info->ulMaxPinLen = toldNumber("longest", 16);
    return CKR_OK;
}

CK_RV openSession(CK_SLOT_ID slot, CK_FLAGS, void*, CK_NOTIFY, CK_SESSION_HANDLE* session) {
    TOLD_TO_FAIL("C_OpenSession");
    if (slot != kSlot)
        return CKR_SLOT_ID_INVALID;
    *session = kSession;
    return CKR_OK;
}

CK_RV closeSession(CK_SESSION_HANDLE) {
    TOLD_TO_FAIL("C_CloseSession");
    loggedIn = false;
    return CKR_OK;
}

/// MODULE.pin is veiled, so that a test may look for PINs in the memory of the process that loads the module.
Bytes veiled(ByteView pin) {
    Bytes bytes;
    for (const std::uint8_t octet : pin)
        bytes.push_back(static_cast<std::uint8_t>(octet ^ test::kVeil));
    return bytes;
}

Bytes veiledPin() {
    const Bytes pin = test::module::fileBeside("pin");
    return pin.empty() ? veiled(viewOf("12345678")) : pin;
}

bool pinFits(const unsigned char* pin, CK_ULONG length) {
    if (pin == nullptr)
        return told("reader") == "yes";
    return veiled({pin, length}) == veiledPin();
}

CK_RV login(CK_SESSION_HANDLE, CK_USER_TYPE user, unsigned char* pin, CK_ULONG length) {
    test::module::log(pin == nullptr ? "login on the reader" : "login with a PIN");
    TOLD_TO_FAIL("C_Login");
    if (told("pin") == "locked")
        return CKR_PIN_LOCKED;
    if (!pinFits(pin, length))
        return CKR_PIN_INCORRECT;
    (user == CKU_CONTEXT_SPECIFIC ? contextLoggedIn : loggedIn) = true;
    return CKR_OK;
}

CK_RV logout(CK_SESSION_HANDLE) {
    TOLD_TO_FAIL("C_Logout");
    loggedIn = false;
    return CKR_OK;
}

CK_RV setPin(CK_SESSION_HANDLE, unsigned char* old, CK_ULONG oldLength, unsigned char* next,
             CK_ULONG nextLength) {
    TOLD_TO_FAIL("C_SetPIN");
    if (!pinFits(old, oldLength))
        return CKR_PIN_INCORRECT;
    if (next != nullptr)
        test::module::writeBeside("pin", veiled({next, nextLength}));
    return CKR_OK;
}

void addIf(bool there, CK_OBJECT_HANDLE object) {
    if (there)
        found.push_back(object);
}

CK_RV findObjectsInit(CK_SESSION_HANDLE, CK_ATTRIBUTE* pattern, CK_ULONG count) {
    TOLD_TO_FAIL("C_FindObjectsInit");
    if (count != 1 || pattern->type != CKA_CLASS)
        return CKR_ATTRIBUTE_TYPE_INVALID;
    found.clear();
    nextFound = 0;
    switch (*static_cast<const CK_OBJECT_CLASS*>(pattern->pValue)) {
    case CKO_CERTIFICATE:
        addIf(!test::module::fileBeside("cert").empty(), kCertificate);
        for (CK_ULONG i = 0; i < toldNumber("objects", 0); ++i)
            found.push_back(kFirstFiller + i);
        break;
    case CKO_PRIVATE_KEY:
        addIf(loggedIn && told("private_key") != "no", kPrivateKey);
        break;
    case CKO_PUBLIC_KEY:
        addIf(told("public_key") != "no", kPublicKey);
        break;
    case CKO_DATA:
        addIf(!test::module::fileBeside("p12").empty() && (loggedIn || told("p12") != "private"), kKeyFile);
        break;
    default:
        break;
    }
    return CKR_OK;
}

CK_RV findObjects(CK_SESSION_HANDLE, CK_OBJECT_HANDLE* objects, CK_ULONG most, CK_ULONG* count) {
    TOLD_TO_FAIL("C_FindObjects");
    const std::size_t given = std::min<std::size_t>(most, found.size() - nextFound);
    std::copy_n(found.begin() + static_cast<std::ptrdiff_t>(nextFound), given, objects);
    nextFound += given;
    *count = toldNumber("found", given);
    return CKR_OK;
}

CK_RV findObjectsFinal(CK_SESSION_HANDLE) {
    TOLD_TO_FAIL("C_FindObjectsFinal");
    return CKR_OK;
}

Bytes numberValue(CK_ULONG number) {
    Bytes bytes(sizeof number);
    std::memcpy(bytes.data(), &number, sizeof number);
    return bytes;
}

/// None: the object has no such attribute.
std::optional<Bytes> valueOf(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) {
    const bool isKey = object == kPrivateKey || object == kPublicKey;
    if (type == CKA_ID && object == kCertificate)
        return Bytes{0x45};
    if (type == CKA_ID && isKey)
        return Bytes{static_cast<std::uint8_t>(toldNumber("key_id", 0x45))};
    if (type == CKA_LABEL)
        return toBytes("Test key");
    if (type == CKA_VALUE && object == kCertificate)
        return test::module::fileBeside("cert");
    if (type == CKA_VALUE && object == kKeyFile)
        return test::module::fileBeside("p12");
    if (type == CKA_VALUE && object == kPublicKey)
        return publicPoint();
    if (type == CKA_KEY_TYPE && isKey)
        return numberValue(kGostKey);
    if (type == CKA_ALWAYS_AUTHENTICATE && object == kPrivateKey)
        return Bytes{told("always_authenticate") == "yes" ? CK_BYTE{1} : CK_BYTE{0}};
    return std::nullopt;
}

CK_RV getAttributeValue(CK_SESSION_HANDLE, CK_OBJECT_HANDLE object, CK_ATTRIBUTE* pattern, CK_ULONG count) {
    TOLD_TO_FAIL("C_GetAttributeValue");
    CK_RV result = CKR_OK;
    for (CK_ULONG i = 0; i < count; ++i) {
        CK_ATTRIBUTE& attribute = pattern[i];
        const std::optional<Bytes> value = valueOf(object, attribute.type);
        if (!value) {
            attribute.ulValueLen = CK_UNAVAILABLE_INFORMATION;
            result = CKR_ATTRIBUTE_TYPE_INVALID;
            continue;
        }
        if (attribute.pValue != nullptr)
            std::memcpy(attribute.pValue, value->data(),
                        std::min<std::size_t>(value->size(), attribute.ulValueLen));
        attribute.ulValueLen =
            attribute.type == CKA_VALUE ? toldNumber("value_length", value->size()) : value->size();
    }
    return result;
}

CK_RV signInit(CK_SESSION_HANDLE, CK_MECHANISM* mechanism, CK_OBJECT_HANDLE key) {
    TOLD_TO_FAIL("C_SignInit");
    if (mechanism->mechanism != kGost)
        return CKR_MECHANISM_INVALID;
    if (!loggedIn)
        return CKR_USER_NOT_LOGGED_IN;
    if (key != kPrivateKey)
        return CKR_KEY_HANDLE_INVALID;
    if (signing)
        return CKR_OPERATION_ACTIVE;
    signing = true;
    contextLoggedIn = false;
    return CKR_OK;
}

/// r and s little-endian, in the order the script wants. Each way is its own inverse.
Bytes arranged(Bytes value) {
    const std::string order = told("value");
    const auto middle = value.begin() + 64;
    if (order == "reversed")
        std::ranges::reverse(value);
    if (order == "halves_reversed") {
        std::reverse(value.begin(), middle);
        std::reverse(middle, value.end());
    }
    if (order == "halves_swapped")
        std::rotate(value.begin(), middle, value.end());
    return value;
}

CK_RV sign(CK_SESSION_HANDLE, unsigned char* data, CK_ULONG length, unsigned char* value,
           CK_ULONG* valueLength) {
    TOLD_TO_FAIL("C_Sign");
    if (!signing)
        return CKR_OPERATION_NOT_INITIALIZED;
    signing = false;
    if (told("always_authenticate") == "yes" && !contextLoggedIn)
        return CKR_USER_NOT_LOGGED_IN;
    if (length != 64 || *valueLength < 128)
        return CKR_DATA_LEN_RANGE;
    crypto::Digest digest{crypto::DigestAlgorithm::Streebog512, Bytes(data, data + length)};
    if (told("digest") == "reversed")
        std::ranges::reverse(digest.bytes);
    const auto key = crypto::PrivateKey::fromPkcs8(test::module::fileBeside("key"));
    Bytes signature = arranged(key.value().signDigest(digest).value());
    if (told("value") == "garbage")
        std::ranges::fill(signature, std::uint8_t{0x5A});
    std::ranges::copy(signature, value);
    *valueLength = toldNumber("sign_length", signature.size());
    return CKR_OK;
}

CK_FUNCTION_LIST functionList() {
    CK_FUNCTION_LIST list{};
    list.version = {2, 40};
    list.C_Initialize = &initialize;
    list.C_Finalize = &finalize;
    list.C_GetSlotList = &getSlotList;
    list.C_GetSlotInfo = &getSlotInfo;
    list.C_GetTokenInfo = &getTokenInfo;
    list.C_OpenSession = &openSession;
    list.C_CloseSession = &closeSession;
    list.C_Login = &login;
    list.C_Logout = &logout;
    list.C_SetPIN = told("set_pin") == "no" ? nullptr : &setPin;
    list.C_FindObjectsInit = &findObjectsInit;
    list.C_FindObjects = &findObjects;
    list.C_FindObjectsFinal = &findObjectsFinal;
    list.C_GetAttributeValue = &getAttributeValue;
    list.C_SignInit = &signInit;
    list.C_Sign = &sign;
    return list;
}

} // namespace

extern "C" __attribute__((visibility("default"))) CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list) {
    static CK_FUNCTION_LIST functions = functionList();
    *list = told("functions") == "null" ? nullptr : &functions;
    return CKR_OK;
}
