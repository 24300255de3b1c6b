#pragma once

namespace tanba::worker {

/// Loads the system's converters for the encodings that XML documents here come in, for good: a converter is
/// a library that would otherwise be opened when a document names it. False when one is missing.
bool holdEncodings();

/// The same for those that a QR code can name (ECI), and that its reader tries for a code that names none.
bool holdQrEncodings();

} // namespace tanba::worker
