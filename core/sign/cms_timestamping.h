#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/stream.h"
#include "core/keys/certificate.h"
#include "core/sign/timestamp_source.h"

namespace tanba::sign {

/// Signatures that have a time stamp already.
enum class IfStamped { Leave, StampAgain };

struct StampingOptions {
    IfStamped ifStamped = IfStamped::Leave;
    /// Only the signatures by this certificate; null: every one.
    const keys::Certificate* only = nullptr;
};

/// Puts a time stamp beside each signature of an existing SignedData: the unsigned attribute
/// id-aa-signatureTimeStampToken (RFC 3161 appendix A). What was there stays byte by byte, written as DER;
/// the content passes in constant memory and is read twice. Nothing is written to `out` before every stamp
/// is there.
/// A signature that is to be stamped must be intact, as far as that can be told without the document of a
/// detached one: signature.wrong, cms.content_other.
/// @returns cms.* when the file cannot be read, cms.no_signers (also when `only` signed nothing in it),
/// cms.too_large, file.changed_meanwhile, and what the source returns.
Outcome addTimestamps(InputFile& cms, TimestampSource& source, const StampingOptions& options, ByteSink& out,
                      const WorkControl& control);

/// The same for a file in memory, in any of its encodings; gives DER.
Result<Bytes> addTimestamps(ByteView cms, TimestampSource& source, const StampingOptions& options = {},
                            const CancelToken* cancel = nullptr);

/// A SignerInfo (RFC 5652 5.3) with one more unsigned attribute, the time stamp of its signature value; every
/// other octet of its fields stays. cms.malformed, and what the source returns.
Result<Bytes> stampedSignerInfo(Bytes signerInfo, TimestampSource& source, const CancelToken* cancel);

} // namespace tanba::sign
