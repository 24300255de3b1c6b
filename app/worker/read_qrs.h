#pragma once

#include "app/preview/qr_codes.h"

namespace tanba::worker {

/// Everything that reading a code opens and loads: the converters of the encodings that a code can name.
/// False when something is missing.
bool prepareQrReading();

/// The texts of the codes in a picture, as preview::readQrCodes() promises them; none when there is none.
preview::QrTexts readQrs(const preview::Bitmap& picture);

} // namespace tanba::worker
