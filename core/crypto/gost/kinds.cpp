#include "core/crypto/gost/kinds.h"

#include <nettle/ecc-curve.h>

namespace tanba::crypto::gost {

const DigestKind kStreebog256 = {
    .algorithm = DigestAlgorithm::Streebog256,
    .name = "KZ-GOST3411-2015-256",
    .oid = "1.2.398.3.10.1.3.2",
    .names = "KZ-GOST3411-2015-256:1.2.398.3.10.1.3.2",
    .function = &nettle_streebog256,
};

const DigestKind kStreebog512 = {
    .algorithm = DigestAlgorithm::Streebog512,
    .name = "KZ-GOST3411-2015-512",
    .oid = "1.2.398.3.10.1.3.3",
    .names = "KZ-GOST3411-2015-512:1.2.398.3.10.1.3.3",
    .function = &nettle_streebog512,
};

// gosthash94 has the test S-box (id-GostR3411-94-TestParamSet). Its sister gosthash94cp has the CryptoPro
// S-box, with which no Kazakh signature verifies.
const DigestKind kGost34311_95 = {
    .algorithm = DigestAlgorithm::Gost34311_95,
    .name = "KZ-GOST34311-95",
    .oid = "1.2.398.3.10.1.3.1",
    .names = "KZ-GOST34311-95:1.2.398.3.10.1.3.1",
    .function = &nettle_gosthash94,
};

const KeyKind kGost2015_512 = {
    .algorithm = KeyAlgorithm::Gost2015_512,
    .name = "KZ-GOST3410-2015-512",
    .oid = "1.2.398.3.10.1.1.2.2",
    .names = "KZ-GOST3410-2015-512:1.2.398.3.10.1.1.2.2",
    .parameterSetOid = "1.2.398.3.10.1.1.2.2.1",
    .hashOid = "1.2.398.3.10.1.3.3",
    .signatureName = "KZ-GOST3410-2015-512-SIGNATURE",
    .signatureOid = "1.2.398.3.10.1.1.2.3.2",
    .digest = kStreebog512,
    .curve = &nettle_get_gost_gc512a,
    .size = 64,
    .scalarForm = ScalarForm::LittleEndianOctets,
};

const KeyKind kGost34310 = {
    .algorithm = KeyAlgorithm::Gost34310,
    .name = "KZ-GOST34310-2004",
    .oid = "1.2.398.3.10.1.1.1.1",
    .names = "KZ-GOST34310-2004:1.2.398.3.10.1.1.1.1",
    .parameterSetOid = "1.2.398.3.10.1.1.1.1.1",
    .hashOid = "1.2.398.3.10.1.3.1.1.0",
    .signatureName = "KZ-GOST34310-2004-SIGNATURE",
    .signatureOid = "1.2.398.3.10.1.1.1.2",
    .digest = kGost34311_95,
    .curve = &nettle_get_gost_gc256b,
    .size = 32,
    .scalarForm = ScalarForm::BigEndianInteger,
};

const KeyKind* keyKind(KeyAlgorithm algorithm) {
    for (const KeyKind* kind : kKeyKinds) {
        if (kind->algorithm == algorithm)
            return kind;
    }
    return nullptr;
}

} // namespace tanba::crypto::gost
