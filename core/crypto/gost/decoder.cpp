#include "core/crypto/gost/key_encoding.h"
#include "core/crypto/gost/provider_parts.h"

#include <openssl/core_names.h>
#include <openssl/core_object.h>
#include <openssl/crypto.h>
#include <openssl/params.h>

// The operation "decode": keys out of SubjectPublicKeyInfo and PrivateKeyInfo, for X509 objects.
namespace tanba::crypto::gost {

namespace {

/// Both structures of both kinds are below 200 bytes. Of longer input not even the rest is read: it is not
/// ours.
constexpr std::size_t kLongestStructure = 512;

using KeyHolder = std::unique_ptr<GostKey>;

/// Null when the structure is not a valid key of this kind.
KeyHolder decodePublic(const KeyKind& wanted, ByteView der) {
    const Result<KeyStructure> structure = readSubjectPublicKeyInfo(der);
    if (!structure.ok())
        return nullptr;
    const Result<const KeyKind*> kind = kindOf(structure.value());
    if (!kind.ok() || kind.value() != &wanted)
        return nullptr;
    const Result<ByteView> point = readPoint(wanted, structure.value().key);
    auto key = std::make_unique<GostKey>(wanted);
    return point.ok() && key->setPublic(point.value()) ? std::move(key) : nullptr;
}

KeyHolder decodePrivate(const KeyKind& wanted, ByteView der) {
    const Result<KeyStructure> structure = readPrivateKeyInfo(der);
    if (!structure.ok())
        return nullptr;
    const Result<const KeyKind*> kind = kindOf(structure.value());
    if (!kind.ok() || kind.value() != &wanted)
        return nullptr;
    const Result<SecretBytes> scalar = readScalar(wanted, structure.value().key);
    auto key = std::make_unique<GostKey>(wanted);
    return scalar.ok() && key->setPrivate(scalar.value().view()) ? std::move(key) : nullptr;
}

/// A decoder keeps no state, but OpenSSL takes a null context for a failure.
void* create(void*) noexcept {
    static char context = 0;
    return &context;
}

void release(void*) noexcept {}

template <int Selectable>
int selects(void*, int selection) noexcept {
    return selection == 0 || (selection & Selectable) != 0 ? 1 : 0;
}

/// Hands the key to OpenSSL's receiver, which takes it by keymgmt_load or leaves it.
int deliver(KeyHolder key, OSSL_CALLBACK* receiver, void* receiverArgument) {
    int type = OSSL_OBJECT_PKEY;
    std::string name = key->kind().name;
    GostKey* reference = key.get();
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_int(OSSL_OBJECT_PARAM_TYPE, &type),
        OSSL_PARAM_construct_utf8_string(OSSL_OBJECT_PARAM_DATA_TYPE, name.data(), 0),
        OSSL_PARAM_construct_octet_string(OSSL_OBJECT_PARAM_REFERENCE, &reference, kReferenceSize),
        OSSL_PARAM_construct_end(),
    };
    const int taken = receiver(parameters, receiverArgument);
    if (reference == nullptr)
        static_cast<void>(handOver(std::move(key)));
    return taken;
}

template <const KeyKind& Kind, KeyHolder (*Decode)(const KeyKind&, ByteView)>
int decode(void*, OSSL_CORE_BIO* source, int, OSSL_CALLBACK* receiver, void* receiverArgument,
           OSSL_PASSPHRASE_CALLBACK*, void*) noexcept {
    const SecretBytes der = readFromCore(source, kLongestStructure);
    KeyHolder key = Decode(Kind, der.view());
    // "Nothing found" is a success: OpenSSL then asks the next decoder.
    return key == nullptr ? 1 : deliver(std::move(key), receiver, receiverArgument);
}

template <const KeyKind& Kind, KeyHolder (*Decode)(const KeyKind&, ByteView), int Selectable>
const OSSL_DISPATCH* rows() {
    static const OSSL_DISPATCH kRows[] = {
        row<OSSL_FUNC_decoder_newctx_fn>(OSSL_FUNC_DECODER_NEWCTX, &create),
        row<OSSL_FUNC_decoder_freectx_fn>(OSSL_FUNC_DECODER_FREECTX, &release),
        row<OSSL_FUNC_decoder_does_selection_fn>(OSSL_FUNC_DECODER_DOES_SELECTION, &selects<Selectable>),
        row<OSSL_FUNC_decoder_decode_fn>(OSSL_FUNC_DECODER_DECODE, &decode<Kind, Decode>),
        kEndOfRows,
    };
    return kRows;
}

template <const KeyKind& Kind>
OSSL_ALGORITHM publicRow() {
    return {Kind.names, kPublicCodecProperties, rows<Kind, &decodePublic, OSSL_KEYMGMT_SELECT_PUBLIC_KEY>(),
            "SubjectPublicKeyInfo"};
}

template <const KeyKind& Kind>
OSSL_ALGORITHM privateRow() {
    return {Kind.names, kPrivateCodecProperties,
            rows<Kind, &decodePrivate, OSSL_KEYMGMT_SELECT_PRIVATE_KEY>(), "PrivateKeyInfo"};
}

} // namespace

const OSSL_ALGORITHM* decoderAlgorithms() {
    static const OSSL_ALGORITHM kAlgorithms[] = {
        publicRow<kGost2015_512>(), publicRow<kGost34310>(), privateRow<kGost2015_512>(),
        privateRow<kGost34310>(),   kEndOfAlgorithms,
    };
    return kAlgorithms;
}

} // namespace tanba::crypto::gost
