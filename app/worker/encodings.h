#pragma once

namespace tanba::worker {

/// Loads the system's converters for the encodings that XML documents here come in, for good: a converter is
/// a library that would otherwise be opened when a document names it. False when one is missing.
bool holdEncodings();

} // namespace tanba::worker
