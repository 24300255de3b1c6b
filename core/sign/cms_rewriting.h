#pragma once

#include "core/base/result.h"
#include "core/base/stream.h"
#include "core/sign/cms_reader.h"
#include "core/sign/cms_writer.h"
#include "core/sign/work_meter.h"

namespace tanba::sign {

/// Everything of a file that was read, to be written again with the same elements. cms.too_large when its
/// content is more than is written.
Result<SignedDataParts> partsOf(const CmsSignedData& cms);

/// Writes the parts, with the content of the file that they were made of in its place. The file is read once
/// more: file.changed_meanwhile when its content is another one than `cms` tells.
Outcome writeAgain(InputFile& existing, const CmsSignedData& cms, SignedDataParts parts, ByteSink& out,
                   WorkMeter& meter);

} // namespace tanba::sign
