#include "cardreader/drivers/card_commands.h"

#include "cardreader/apdu/ber_tlv.h"
#include "cardreader/drivers/status_words.h"

#include <algorithm>
#include <array>

namespace tanba::card {

namespace {

constexpr std::uint8_t kSelect = 0xA4;
constexpr std::uint8_t kReadBinary = 0xB0;

/// ISO 7816-4 table 39: P1 of SELECT.
enum SelectBy : std::uint8_t { kByFileId = 0x00, kByName = 0x04, kByPathFromMaster = 0x08, kByPath = 0x09 };
/// P2: with file control information, without an answer.
enum SelectAnswer : std::uint8_t { kWithInformation = 0x00, kNoAnswer = 0x0C };

constexpr std::uint16_t kEndOfFile = 0x6282;
/// Cards give less than was asked for, but none gives a large file in drops.
constexpr std::size_t kSmallestPiece = 64;
constexpr std::size_t kSpareReads = 8;
constexpr std::uint16_t kOffsetOutside = 0x6B00;

bool beginsAtMaster(ByteView path) {
    return path.size() >= 2 && path[0] == 0x3F && path[1] == 0x00;
}

bool knowsNoPaths(std::uint16_t status) {
    return status == 0x6A81 || status == 0x6A86 || status == 0x6B00;
}

Result<Bytes> selectStepwise(CardSession& session, ByteView path) {
    Bytes information;
    for (ByteView rest = path; !rest.empty(); rest = rest.subspan(2)) {
        TANBA_TRY(information, ask(session, "SELECT",
                                   CommandApdu(0x00, kSelect, kByFileId, kWithInformation)
                                       .withData(rest.first(2))
                                       .expecting(kAnyLength)));
    }
    return information;
}

} // namespace

Result<Bytes> ask(CardSession& session, std::string_view name, const CommandApdu& command) {
    TANBA_TRY(ResponseApdu response, session.transmit(command));
    if (!response.ok())
        return failureOfStatus(CommandKind::Plain, name, response.status);
    return std::move(response.data);
}

CommandApdu selectApplication(ByteView applicationId) {
    return CommandApdu(0x00, kSelect, kByName, kWithInformation)
        .withData(applicationId)
        .expecting(kAnyLength);
}

CommandApdu selectFileId(std::uint16_t fileId) {
    const std::array octets{static_cast<std::uint8_t>(fileId >> 8), static_cast<std::uint8_t>(fileId & 0xFF)};
    return CommandApdu(0x00, kSelect, kByFileId, kNoAnswer).withData(octets);
}

Result<bool> trySelect(CardSession& session, const CommandApdu& command) {
    TANBA_TRY(const ResponseApdu response, session.transmit(command));
    if (response.ok())
        return true;
    const bool absent = response.status >> 8 == 0x6A || response.status == 0x6D00 ||
                        response.status == 0x6E00 || response.status == 0x6999;
    if (absent)
        return false;
    return failureOfStatus(CommandKind::Plain, "SELECT", response.status);
}

Result<Bytes> selectPath(CardSession& session, ByteView path) {
    if (path.empty() || path.size() % 2 != 0 || path.size() > 16)
        return fail(FailureCode::CardAnswerMalformed, {}, "path");
    if (path.size() == 2)
        return selectStepwise(session, path);
    const bool fromMaster = beginsAtMaster(path);
    TANBA_TRY(ResponseApdu response,
              session.transmit(CommandApdu(0x00, kSelect, fromMaster ? kByPathFromMaster : kByPath, 0x00)
                                   .withData(fromMaster ? path.subspan(2) : path)
                                   .expecting(kAnyLength)));
    if (response.ok())
        return std::move(response.data);
    if (knowsNoPaths(response.status))
        return selectStepwise(session, path);
    return failureOfStatus(CommandKind::Plain, "SELECT", response.status);
}

std::optional<std::size_t> fileSize(ByteView fileControlInformation) {
    for (const std::uint32_t outer : {0x6FU, 0x62U}) {
        for (const std::uint32_t tag : {0x80U, 0x81U}) {
            const auto object = findTlv(fileControlInformation, {outer, tag});
            if (!object.ok() || !object.value() || object.value()->content.size() > 3)
                continue;
            std::size_t size = 0;
            for (const std::uint8_t octet : object.value()->content)
                size = size << 8 | octet;
            return size;
        }
    }
    return std::nullopt;
}

CommandApdu readBinaryCommand(std::size_t offset, std::size_t size) {
    return CommandApdu(0x00, kReadBinary, static_cast<std::uint8_t>(offset >> 8),
                       static_cast<std::uint8_t>(offset & 0xFF))
        .expecting(size);
}

Result<ReadContent> readContent(CardSession& session, std::size_t offset, std::size_t size) {
    ReadContent read;
    Bytes& content = read.bytes;
    bool lastWasShort = false;
    const std::size_t mostReads = kSpareReads + size / kSmallestPiece;
    for (std::size_t reads = 0; content.size() < size; ++reads) {
        const std::size_t at = offset + content.size();
        if (at >= kMaxFileSize || reads == mostReads)
            return fail(FailureCode::CardAnswerMalformed, {}, "file without an end");
        const std::size_t wanted = std::min(size - content.size(), kAnyLength);
        TANBA_TRY(const ResponseApdu response, session.transmit(readBinaryCommand(at, wanted)));
        if (response.data.size() > wanted)
            return fail(FailureCode::CardAnswerMalformed, {}, "READ BINARY gave more than was asked for");
        if (response.status == kOffsetOutside && !content.empty())
            return read;
        if (!response.ok() && response.status != kEndOfFile)
            return failureOfStatus(CommandKind::Plain, "READ BINARY", response.status);
        if (lastWasShort && !response.data.empty())
            read.pieces = Pieces::Short;
        lastWasShort = response.data.size() < wanted;
        append(content, response.data);
        if (response.status == kEndOfFile || response.data.empty())
            return read;
    }
    return read;
}

Result<Bytes> readBinary(CardSession& session, std::size_t offset, std::size_t size) {
    TANBA_TRY(ReadContent read, readContent(session, offset, size));
    return std::move(read.bytes);
}

Result<Bytes> readFileAt(CardSession& session, ByteView path) {
    TANBA_TRY(const Bytes information, selectPath(session, path));
    const std::size_t size = fileSize(information).value_or(kMaxFileSize);
    return readBinary(session, 0, std::min(size, kMaxFileSize));
}

} // namespace tanba::card
