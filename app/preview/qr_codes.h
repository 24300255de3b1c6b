#pragma once

#include "app/preview/preview.h"

#include <cstddef>
#include <string>
#include <vector>

namespace tanba::preview {

/// Of one picture; more are left out.
inline constexpr std::size_t kMaxQrTexts = 8;
/// Longer ones are left out: no code that is read here is as long.
inline constexpr std::size_t kMaxQrText = 4096;

/// Each once; UTF-8 without anything that displayText() would replace.
using QrTexts = std::vector<std::string>;

/// The texts of the QR codes in a picture (PNG, JPEG, BMP, GIF), read by a worker process of its own, which
/// is gone when this returns. Blocks: not for the GUI thread. Codes that hold no text are left out.
/// @returns qr.not_found when there is none; preview.unsupported for what is no picture; otherwise as
/// makePreview() but preview.protected.
Result<QrTexts> readQrCodes(InputFile& picture, const Worker& worker, const CancelToken* cancel = nullptr);

} // namespace tanba::preview
