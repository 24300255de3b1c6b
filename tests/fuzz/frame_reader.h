#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// One text message of a page.
struct ReadMessage {
    enum class Size { Fits, TooLarge };
    std::string text;
    Size size = Size::Fits;
};

/// The whole text messages in what a page sent, until the first byte that RFC 6455 forbids or the close
/// frame: a reader of its own, to judge another one by. Binary messages are passed over.
std::vector<ReadMessage> readFrames(std::string_view bytes, std::size_t maxMessage);
