#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/base/stream.h"
#include "core/keys/token.h"

namespace tanba::sign {

/// Raw data is looked at whole before it is signed, so it may not be large.
inline constexpr std::size_t kMaxRawSize = std::size_t{16} * 1024 * 1024;

/// The bare signature value over the content (its digest by the key's natural algorithm).
/// Refuses data that is a structure whose signature it would forge (signing.raw_is_structure).
Result<Bytes> signRaw(keys::KeySession& session, InputFile& content, const WorkControl& control);

} // namespace tanba::sign
