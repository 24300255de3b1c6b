#include "tests/fuzz/frame_reader.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace {

enum Opcode : unsigned { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

struct Frame {
    bool last = false;
    unsigned opcode = 0;
    std::string payload;
    bool whole = false; ///< its payload came to an end
};

std::uint8_t octetAt(std::string_view bytes, std::size_t place) {
    return static_cast<std::uint8_t>(bytes[place]);
}

bool isControl(unsigned opcode) {
    return opcode >= Close;
}

/// Nothing for what is forbidden, and for a head that is not whole.
std::optional<Frame> takeFrame(std::string_view& rest) {
    if (rest.size() < 2)
        return std::nullopt;
    Frame frame;
    frame.last = (octetAt(rest, 0) & 0x80) != 0;
    frame.opcode = octetAt(rest, 0) & 0x0F;
    const bool known = frame.opcode <= Binary || (frame.opcode >= Close && frame.opcode <= Pong);
    const bool masked = (octetAt(rest, 1) & 0x80) != 0;
    const unsigned shortSize = octetAt(rest, 1) & 0x7F;
    if ((octetAt(rest, 0) & 0x70) != 0 || !known || !masked)
        return std::nullopt;
    if (isControl(frame.opcode) && (!frame.last || shortSize > 125))
        return std::nullopt;
    const std::size_t octets = shortSize < 126 ? 0 : shortSize == 126 ? 2 : 8;
    if (rest.size() < 2 + octets + 4)
        return std::nullopt;
    std::uint64_t size = octets == 0 ? shortSize : 0;
    for (std::size_t octet = 0; octet < octets; ++octet)
        size = size << 8 | octetAt(rest, 2 + octet);
    const bool shortest = octets == 0 || (octets == 2 ? size > 125 : size > 0xFFFF && size >> 63 == 0);
    if (!shortest)
        return std::nullopt;
    const std::string_view mask = rest.substr(2 + octets, 4);
    const std::string_view body = rest.substr(2 + octets + 4);
    frame.payload = body.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(size, body.size())));
    frame.whole = frame.payload.size() == size;
    rest = body.substr(frame.payload.size());
    for (std::size_t place = 0; place < frame.payload.size(); ++place)
        frame.payload[place] = static_cast<char>(frame.payload[place] ^ mask[place % 4]);
    return frame;
}

/// The table of Unicode 3.9, "Well-Formed UTF-8 Byte Sequences".
bool isUtf8(std::string_view text) {
    struct Row {
        std::uint8_t first, last;             // of the first octet
        std::uint8_t secondFirst, secondLast; // of the second one
        std::size_t length;
    };
    constexpr std::array<Row, 9> kRows{{{0x00, 0x7F, 0, 0, 1},
                                        {0xC2, 0xDF, 0x80, 0xBF, 2},
                                        {0xE0, 0xE0, 0xA0, 0xBF, 3},
                                        {0xE1, 0xEC, 0x80, 0xBF, 3},
                                        {0xED, 0xED, 0x80, 0x9F, 3},
                                        {0xEE, 0xEF, 0x80, 0xBF, 3},
                                        {0xF0, 0xF0, 0x90, 0xBF, 4},
                                        {0xF1, 0xF3, 0x80, 0xBF, 4},
                                        {0xF4, 0xF4, 0x80, 0x8F, 4}}};
    while (!text.empty()) {
        const std::uint8_t first = octetAt(text, 0);
        const auto* const row = std::find_if(kRows.begin(), kRows.end(), [first](const Row& each) {
            return first >= each.first && first <= each.last;
        });
        if (row == kRows.end() || text.size() < row->length)
            return false;
        for (std::size_t place = 1; place < row->length; ++place) {
            const std::uint8_t lowest = place == 1 ? row->secondFirst : 0x80;
            const std::uint8_t highest = place == 1 ? row->secondLast : 0xBF;
            if (octetAt(text, place) < lowest || octetAt(text, place) > highest)
                return false;
        }
        text.remove_prefix(row->length);
    }
    return true;
}

} // namespace

std::vector<ReadMessage> readFrames(std::string_view bytes, std::size_t maxMessage) {
    std::vector<ReadMessage> messages;
    std::string text;
    unsigned begun = Continuation; // what the message is; none has begun
    while (const std::optional<Frame> frame = takeFrame(bytes)) {
        const bool fits =
            isControl(frame->opcode) || (frame->opcode == Continuation) == (begun != Continuation);
        if (!frame->whole || !fits || frame->opcode == Close)
            break;
        if (isControl(frame->opcode))
            continue;
        begun = frame->opcode == Continuation ? begun : frame->opcode;
        text += frame->payload;
        if (!frame->last)
            continue;
        if (begun == Text && !isUtf8(text))
            break;
        if (begun == Text)
            messages.push_back(
                {text, text.size() > maxMessage ? ReadMessage::Size::TooLarge : ReadMessage::Size::Fits});
        text.clear();
        begun = Continuation;
    }
    return messages;
}
