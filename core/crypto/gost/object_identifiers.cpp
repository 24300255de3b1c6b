#include "core/crypto/gost/object_identifiers.h"

#include "core/crypto/gost/kinds.h"

#include <openssl/objects.h>

namespace tanba::crypto::gost {

namespace {

/// The number OpenSSL has or now gives to an OID; NID_undef when it cannot.
int numberOf(const char* oid, const char* name) {
    const int known = OBJ_txt2nid(oid);
    return known != NID_undef ? known : OBJ_create(oid, name, name);
}

} // namespace

// OpenSSL finds the key behind a certificate's signature algorithm in a process-wide table. The row has no
// digest (NID_undef): the key tells its own. With a digest OpenSSL 3.0 would look for a legacy EVP_MD of that
// number, which can only be made with EVP_MD_meth_new, and OpenSSL 4 has no such function. X509_verify,
// X509_verify_cert and X509_sign are content with this; OpenSSL's own CMS, OCSP and TS code is not, and this
// program does not use it.
bool registerObjectIdentifiers() {
    for (const DigestKind* kind : kDigestKinds) {
        if (numberOf(kind->oid, kind->name) == NID_undef)
            return false;
    }
    for (const KeyKind* kind : kKeyKinds) {
        const int key = numberOf(kind->oid, kind->name);
        const int signature = numberOf(kind->signatureOid, kind->signatureName);
        if (key == NID_undef || signature == NID_undef)
            return false;
        int knownDigest = NID_undef;
        int knownKey = NID_undef;
        if (OBJ_find_sigid_algs(signature, &knownDigest, &knownKey) != 1 &&
            OBJ_add_sigid(signature, NID_undef, key) != 1)
            return false;
    }
    return true;
}

} // namespace tanba::crypto::gost
