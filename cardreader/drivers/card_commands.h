#pragma once

#include "cardreader/apdu/channel.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace tanba::card {

/// Largest file that READ BINARY reaches with its 15 bits of offset (ISO 7816-4 11.2.3).
inline constexpr std::size_t kMaxFileSize = 0x8000;

/// Sends a command that must be answered with 9000, and gives the answer's data.
Result<Bytes> ask(CardSession& session, std::string_view name, const CommandApdu& command);

/// SELECT by application name (ISO 7816-4 11.1.1).
CommandApdu selectApplication(ByteView applicationId);
/// SELECT by file identifier, no answer wanted.
CommandApdu selectFileId(std::uint16_t fileId);

/// 9000 is true, "not there" (6A82, 6A81, 6A86 and other words of the class 6Axx, 6D00, 6E00, 6999) false.
Result<bool> trySelect(CardSession& session, const CommandApdu& command);

/// Selects what lies at a path of file identifiers; a path that begins with 3F00 counts from the master file,
/// another one from the current folder. Cards that know no paths are led there step by step.
/// @returns the file control information (ISO 7816-4 7.4), which may be empty.
Result<Bytes> selectPath(CardSession& session, ByteView path);

/// The number of content bytes that file control information tells (tags 80, 81).
std::optional<std::size_t> fileSize(ByteView fileControlInformation);

/// READ BINARY (ISO 7816-4 11.2.3) of the selected file; `offset` below kMaxFileSize, `size` at most
/// kAnyLength.
CommandApdu readBinaryCommand(std::size_t offset, std::size_t size);

/// What READ BINARY gave. A piece that was shorter than asked for, with more behind it, is believed; but such
/// a reading is not kept for another time: a disturbed one looks the same.
enum class Pieces { Whole, Short };
struct ReadContent {
    Bytes bytes;
    Pieces pieces = Pieces::Whole;
};
Result<ReadContent> readContent(CardSession& session, std::size_t offset, std::size_t size);

/// READ BINARY of the selected file from `offset`: up to `size` bytes, fewer where the file ends earlier.
/// card.answer_malformed when the card gives more than was asked for, or a file without an end.
Result<Bytes> readBinary(CardSession& session, std::size_t offset, std::size_t size);

/// selectPath() and readBinary() of the whole.
Result<Bytes> readFileAt(CardSession& session, ByteView path);

} // namespace tanba::card
