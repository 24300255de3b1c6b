#pragma once

#include "core/sign/timestamp_source.h"
#include "tests/support/test_pki.h"

#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace tanba::test {

/// What a TimeStampReq asks for.
struct StampQuestion {
    Oid imprintAlgorithm;
    Bytes imprint;
    std::optional<Oid> policy;
    Bytes nonce; ///< INTEGER content; empty when absent
    bool wantsCertificate = false;

    /// Strictly by RFC 3161 2.4.1; ends the test program for anything else.
    static StampQuestion read(ByteView der);
};

/// How an authority answers, where it does otherwise than it should.
struct StampManners {
    Time at = goodTime();
    bool carriesCertificate = true;
    bool changesSignature = false;
};

/// DER TimeStampResp, granted: a stamp of exactly this question.
Bytes stampAnswer(const Identity& authority, const StampQuestion& question, const StampManners& manners = {});
/// DER TimeStampResp without a token.
/// @param failureInfo content of the BIT STRING; empty: none.
Bytes stampRefusal(std::uint64_t status, const std::vector<std::string>& texts = {},
                   const Bytes& failureInfo = {});

/// An authority in this process, without any request. May be asked from several threads at once.
class DirectStamps : public sign::TimestampSource {
  public:
    explicit DirectStamps(const Identity& authority, Time at = goodTime()) : authority_(authority), at_(at) {}
    Result<Bytes> stamp(ByteView signatureValue, crypto::DigestAlgorithm imprint,
                        const CancelToken* cancel) override;

    /// The failure that the stamp of this number, from 1 on, gives instead; 0: none.
    int failsAt = 0;
    /// By which digests stamps were asked for, in order.
    std::vector<crypto::DigestAlgorithm> asked;
    Bytes lastToken;

  private:
    Identity authority_;
    Time at_;
    std::mutex mutex_;
};

} // namespace tanba::test
