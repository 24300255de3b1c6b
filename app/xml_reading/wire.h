#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/sign/evidence.h"

#include <cstddef>
#include <cstdint>

/// What the program and tanba-xml-reader say to each other: the length of a document with the document behind
/// it, and one answer (core/base/message.h). Both come from one build.
namespace tanba::xml_reading::wire {

/// "TX" and the version of the format.
inline constexpr std::uint64_t kMagic = 0x545801;

inline constexpr std::size_t kOrderSize = 16;
Bytes encodeOrder(std::uint64_t documentSize);
/// The document's size; worker.crashed for what encodeOrder() did not write.
Result<std::uint64_t> decodeOrder(ByteView bytes);

/// What goes before an answer: its length.
inline constexpr std::size_t kHeaderSize = 16;
/// Certificates and values come out of base64 and stand in an answer twice at the most.
inline constexpr std::size_t kMaxAnswer = std::size_t{128} * 1024 * 1024;
Bytes encodeHeader(std::size_t answerSize);
Result<std::size_t> decodeHeader(ByteView bytes);

/// What sign::verifyXml() said.
Bytes encodeAnswer(const Result<sign::SignedFile>& read);
/// Everything is checked against the limits, and certificates are parsed anew: worker.crashed for whatever
/// sign::verifyXml() cannot have said. Its failures come back as they were.
Result<sign::SignedFile> decodeAnswer(ByteView answer);

} // namespace tanba::xml_reading::wire
