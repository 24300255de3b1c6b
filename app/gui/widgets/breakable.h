#pragma once

#include <QString>

namespace tanba::gui {

/// The longest run without a space that fits a line in the smallest window. No word of our own is longer than
/// kRunInBody; numbers and fingerprints that people copy are not longer than kRunInFacts and stay as they
/// are.
inline constexpr int kRunInBody = 28;
inline constexpr int kRunInName = 20;
inline constexpr int kRunInFacts = 64;

/// The zero-width space where such a run may be broken.
inline constexpr QChar kMayBreak(0x200B);

/// Foreign text of any length made fit for a line that wraps: longer runs without a space may be broken
/// (zero-width spaces), and what is longer than anybody reads ends in "…".
QString breakable(const QString& text, int longestRun);

} // namespace tanba::gui
