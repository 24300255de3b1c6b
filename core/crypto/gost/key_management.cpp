#include "core/crypto/gost/provider_parts.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/params.h>

// The operation "key management": making, importing, describing and comparing keys.
namespace tanba::crypto::gost {

namespace {

template <const KeyKind& Kind>
void* create(void*) noexcept {
    return handOver(std::make_unique<GostKey>(Kind));
}

/// Takes over the key that a decoder made; `reference` is where its address lies.
void* load(const void* reference, std::size_t size) noexcept {
    if (size != kReferenceSize)
        return nullptr;
    auto* const place = static_cast<GostKey**>(const_cast<void*>(reference));
    GostKey* const key = *place;
    *place = nullptr;
    return key;
}

int has(const void* key, int selection) noexcept {
    if (key == nullptr)
        return 0;
    if ((selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) != 0 && !keyFrom(key)->hasPrivate())
        return 0;
    if ((selection & OSSL_KEYMGMT_SELECT_PUBLIC_KEY) != 0 && !keyFrom(key)->hasPublic())
        return 0;
    return 1;
}

/// GostKey admits only points of the curve (whose order is prime) and scalars below the order, and derives
/// the public half itself: a key that is there is a valid one.
int validate(const void* key, int selection, int) noexcept {
    return has(key, selection);
}

/// The public half follows from the private one, so that comparing it suffices for any selection.
int match(const void* left, const void* right, int) noexcept {
    const GostKey& first = *keyFrom(left);
    const GostKey& second = *keyFrom(right);
    return &first.kind() == &second.kind() && first.hasPublic() && second.hasPublic() &&
                   first.point() == second.point()
               ? 1
               : 0;
}

ByteView octetsOf(const OSSL_PARAM* parameter) {
    const void* value = nullptr;
    std::size_t size = 0;
    if (parameter == nullptr || OSSL_PARAM_get_octet_string_ptr(parameter, &value, &size) != 1)
        return {};
    return {static_cast<const std::uint8_t*>(value), size};
}

int import(void* key, int selection, const OSSL_PARAM parameters[]) noexcept {
    GostKey& target = *static_cast<GostKey*>(key);
    const ByteView point = octetsOf(OSSL_PARAM_locate_const(parameters, OSSL_PKEY_PARAM_PUB_KEY));
    if ((selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) == 0)
        return target.setPublic(point) ? 1 : 0;
    const ByteView scalar = octetsOf(OSSL_PARAM_locate_const(parameters, OSSL_PKEY_PARAM_PRIV_KEY));
    if (!target.setPrivate(scalar))
        return 0;
    return point.empty() || sameBytes(point, target.point()) ? 1 : 0;
}

const OSSL_PARAM* importTypes(int) noexcept {
    static const OSSL_PARAM kTypes[] = {
        OSSL_PARAM_DEFN(OSSL_PKEY_PARAM_PUB_KEY, OSSL_PARAM_OCTET_STRING, nullptr, 0),
        OSSL_PARAM_DEFN(OSSL_PKEY_PARAM_PRIV_KEY, OSSL_PARAM_OCTET_STRING, nullptr, 0),
        OSSL_PARAM_END,
    };
    return kTypes;
}

int exportKey(void* key, int selection, OSSL_CALLBACK* receiver, void* receiverArgument) noexcept {
    const GostKey& source = *keyFrom(key);
    if (has(key, selection) == 0)
        return 0;
    Bytes point = source.point();
    SecretBytes scalar(source.kind().size);
    std::vector<OSSL_PARAM> parameters = {
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size())};
    if ((selection & OSSL_KEYMGMT_SELECT_PRIVATE_KEY) != 0) {
        scalar.resize(source.kind().size);
        source.writeScalar({scalar.data(), scalar.size()});
        parameters.push_back(
            OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PRIV_KEY, scalar.data(), scalar.size()));
    }
    parameters.push_back(OSSL_PARAM_construct_end());
    return receiver(parameters.data(), receiverArgument);
}

int getNumbers(const KeyKind& kind, OSSL_PARAM parameters[]) {
    struct Row {
        const char* name;
        std::size_t value;
    };
    const Row rows[] = {
        {OSSL_PKEY_PARAM_BITS, kind.size * 8},
        {OSSL_PKEY_PARAM_SECURITY_BITS, kind.size * 4},
        {OSSL_PKEY_PARAM_MAX_SIZE, kind.size * 2},
    };
    for (const Row& value : rows) {
        OSSL_PARAM* const asked = OSSL_PARAM_locate(parameters, value.name);
        if (asked != nullptr && OSSL_PARAM_set_size_t(asked, value.value) != 1)
            return 0;
    }
    return 1;
}

int getScalar(const GostKey& key, OSSL_PARAM& asked) {
    const std::size_t size = key.kind().size;
    if (!key.hasPrivate() || asked.data_type != OSSL_PARAM_OCTET_STRING)
        return 0;
    asked.return_size = size;
    if (asked.data == nullptr)
        return 1;
    if (asked.data_size < size)
        return 0;
    key.writeScalar({static_cast<std::uint8_t*>(asked.data), size});
    return 1;
}

int getParameters(void* key, OSSL_PARAM parameters[]) noexcept {
    const GostKey& source = *keyFrom(key);
    if (getNumbers(source.kind(), parameters) != 1)
        return 0;
    // Mandatory: a key of this PKI never signs any other digest.
    for (const char* name : {OSSL_PKEY_PARAM_DEFAULT_DIGEST, OSSL_PKEY_PARAM_MANDATORY_DIGEST}) {
        OSSL_PARAM* const asked = OSSL_PARAM_locate(parameters, name);
        if (asked != nullptr && OSSL_PARAM_set_utf8_string(asked, source.kind().digest.name) != 1)
            return 0;
    }
    OSSL_PARAM* const point = OSSL_PARAM_locate(parameters, OSSL_PKEY_PARAM_PUB_KEY);
    if (point != nullptr) {
        const Bytes octets = source.hasPublic() ? source.point() : Bytes();
        if (octets.empty() || OSSL_PARAM_set_octet_string(point, octets.data(), octets.size()) != 1)
            return 0;
    }
    OSSL_PARAM* const scalar = OSSL_PARAM_locate(parameters, OSSL_PKEY_PARAM_PRIV_KEY);
    return scalar == nullptr ? 1 : getScalar(source, *scalar);
}

const OSSL_PARAM* gettableParameters(void*) noexcept {
    static const OSSL_PARAM kGettable[] = {
        OSSL_PARAM_DEFN(OSSL_PKEY_PARAM_BITS, OSSL_PARAM_INTEGER, nullptr, 0),
        OSSL_PARAM_DEFN(OSSL_PKEY_PARAM_SECURITY_BITS, OSSL_PARAM_INTEGER, nullptr, 0),
        OSSL_PARAM_DEFN(OSSL_PKEY_PARAM_MAX_SIZE, OSSL_PARAM_INTEGER, nullptr, 0),
        OSSL_PARAM_DEFN(OSSL_PKEY_PARAM_DEFAULT_DIGEST, OSSL_PARAM_UTF8_STRING, nullptr, 0),
        OSSL_PARAM_DEFN(OSSL_PKEY_PARAM_MANDATORY_DIGEST, OSSL_PARAM_UTF8_STRING, nullptr, 0),
        OSSL_PARAM_DEFN(OSSL_PKEY_PARAM_PUB_KEY, OSSL_PARAM_OCTET_STRING, nullptr, 0),
        OSSL_PARAM_DEFN(OSSL_PKEY_PARAM_PRIV_KEY, OSSL_PARAM_OCTET_STRING, nullptr, 0),
        OSSL_PARAM_END,
    };
    return kGettable;
}

/// Generation has nothing to set: its context is the key that will come out.
template <const KeyKind& Kind>
void* startGeneration(void*, int, const OSSL_PARAM[]) noexcept {
    return handOver(std::make_unique<GostKey>(Kind));
}

void* generate(void* context, OSSL_CALLBACK*, void*) noexcept {
    auto key = std::make_unique<GostKey>(keyFrom(context)->kind());
    return key->generate() ? handOver(std::move(key)) : nullptr;
}

const char* operationName(int) noexcept {
    return kSignatureName;
}

template <const KeyKind& Kind>
const OSSL_DISPATCH* rows() {
    static const OSSL_DISPATCH kRows[] = {
        row<OSSL_FUNC_keymgmt_new_fn>(OSSL_FUNC_KEYMGMT_NEW, &create<Kind>),
        row<OSSL_FUNC_keymgmt_load_fn>(OSSL_FUNC_KEYMGMT_LOAD, &load),
        row<OSSL_FUNC_keymgmt_free_fn>(OSSL_FUNC_KEYMGMT_FREE, &destroy<GostKey>),
        row<OSSL_FUNC_keymgmt_has_fn>(OSSL_FUNC_KEYMGMT_HAS, &has),
        row<OSSL_FUNC_keymgmt_validate_fn>(OSSL_FUNC_KEYMGMT_VALIDATE, &validate),
        row<OSSL_FUNC_keymgmt_match_fn>(OSSL_FUNC_KEYMGMT_MATCH, &match),
        row<OSSL_FUNC_keymgmt_import_fn>(OSSL_FUNC_KEYMGMT_IMPORT, &import),
        row<OSSL_FUNC_keymgmt_import_types_fn>(OSSL_FUNC_KEYMGMT_IMPORT_TYPES, &importTypes),
        row<OSSL_FUNC_keymgmt_export_fn>(OSSL_FUNC_KEYMGMT_EXPORT, &exportKey),
        row<OSSL_FUNC_keymgmt_export_types_fn>(OSSL_FUNC_KEYMGMT_EXPORT_TYPES, &importTypes),
        row<OSSL_FUNC_keymgmt_get_params_fn>(OSSL_FUNC_KEYMGMT_GET_PARAMS, &getParameters),
        row<OSSL_FUNC_keymgmt_gettable_params_fn>(OSSL_FUNC_KEYMGMT_GETTABLE_PARAMS, &gettableParameters),
        row<OSSL_FUNC_keymgmt_gen_init_fn>(OSSL_FUNC_KEYMGMT_GEN_INIT, &startGeneration<Kind>),
        row<OSSL_FUNC_keymgmt_gen_fn>(OSSL_FUNC_KEYMGMT_GEN, &generate),
        row<OSSL_FUNC_keymgmt_gen_cleanup_fn>(OSSL_FUNC_KEYMGMT_GEN_CLEANUP, &destroy<GostKey>),
        row<OSSL_FUNC_keymgmt_query_operation_name_fn>(OSSL_FUNC_KEYMGMT_QUERY_OPERATION_NAME,
                                                       &operationName),
        kEndOfRows,
    };
    return kRows;
}

} // namespace

const OSSL_ALGORITHM* keyManagementAlgorithms() {
    static const OSSL_ALGORITHM kAlgorithms[] = {
        {kGost2015_512.names, kPropertyDefinition, rows<kGost2015_512>(), "GOST 34.10-2015, 512 bits, set A"},
        {kGost34310.names, kPropertyDefinition, rows<kGost34310>(), "GOST 34.310-2004, set A"},
        kEndOfAlgorithms,
    };
    return kAlgorithms;
}

} // namespace tanba::crypto::gost
