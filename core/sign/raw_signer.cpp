#include "core/sign/raw_signer.h"

#include "core/crypto/digest.h"
#include "core/sign/classify.h"
#include "core/sign/work_meter.h"

namespace tanba::sign {

Result<Bytes> signRaw(keys::KeySession& session, InputFile& content, const WorkControl& control) {
    TANBA_TRY(const crypto::PublicKey key, session.certificate().publicKey());
    TANBA_CHECK(content.rewind());
    WorkMeter meter(control, content.size());
    MeteredSource metered(content, meter);
    TANBA_TRY(const Bytes data, readAll(metered, kMaxRawSize));
    TANBA_CHECK(refuseForgingOracle(data));
    TANBA_TRY(const crypto::Digest digest, crypto::digestOf(crypto::naturalDigest(key.algorithm()), data));
    return keys::signChecked(session, digest);
}

} // namespace tanba::sign
