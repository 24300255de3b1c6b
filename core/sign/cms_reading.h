#pragma once

#include "core/sign/cms_reader.h"
#include "core/sign/cms_verifier.h"
#include "core/sign/content_record.h"
#include "core/sign/work_meter.h"

namespace tanba::sign {

/// readCms() as part of a larger piece of work.
/// @param moreDigests of the content inside, whether the file names them or not; SHA-256 is always made.
Result<CmsSignedData> readCmsWith(InputFile& input, ByteSink* contentOut, DigestSet moreDigests,
                                  WorkMeter& meter);

/// The known digest algorithms that the signers name.
DigestSet signerDigests(const CmsSignedData& cms);

/// The content that the signers are judged against: the one inside, or the document beside it, which is read
/// here.
/// @param moreDigests of the document beside, apart from those that the signers name. cms.content_twice.
/// @param copy receives the document beside, when not null.
Result<SignedContent> signedContentOf(const CmsSignedData& cms, InputFile* detachedContent,
                                      DigestSet moreDigests, ByteSink* copy, WorkMeter& meter);

} // namespace tanba::sign
