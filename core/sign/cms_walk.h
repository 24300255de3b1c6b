#pragma once

#include "core/base/result.h"
#include "core/base/stream.h"
#include "core/sign/cms_reader.h"
#include "core/sign/work_meter.h"

#include <vector>

namespace tanba::sign {

/// Told about the content of a SignedData while it passes by.
class CmsContentVisitor {
  public:
    virtual ~CmsContentVisitor() = default;
    /// Before the first byte of the content, and also when there is none.
    virtual Outcome begin(const std::vector<Bytes>& digestAlgorithms) = 0;
    virtual Outcome content(ByteView piece) = 0;
};

/// One walk through a CMS file in any encoding, from its start to its end. Everything of the result is filled
/// in but the digests and the start of the content: those are the visitor's.
Result<CmsSignedData> walkCms(InputFile& input, CmsContentVisitor& visitor, WorkMeter& meter);

} // namespace tanba::sign
