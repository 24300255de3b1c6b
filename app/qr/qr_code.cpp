#include "app/qr/qr_code.h"

#include <qrcodegen.hpp>

namespace tanba::qr {

namespace {

// ECMA-48 SGR: black on white, whatever the terminal's own colours are.
constexpr std::string_view kBlackOnWhite = "\x1b[30;107m";
constexpr std::string_view kPlain = "\x1b[0m";
// Space, lower half, upper half, full block: light is the ground, dark the ink.
constexpr std::string_view kHalves[2][2] = {{" ", "\xE2\x96\x84"}, {"\xE2\x96\x80", "\xE2\x96\x88"}};

bool darkWithZone(const QrCode& code, std::size_t column, std::size_t row) {
    const auto inside = [&code](std::size_t at) { return at >= kQuietZone && at < kQuietZone + code.side(); };
    return inside(column) && inside(row) && code.dark(column - kQuietZone, row - kQuietZone);
}

} // namespace

Result<QrCode> encodeQr(std::string_view text) {
    if (text.empty())
        return fail(FailureCode::InputEmpty);
    try {
        const std::vector<std::uint8_t> bytes(text.begin(), text.end());
        const auto code = qrcodegen::QrCode::encodeBinary(bytes, qrcodegen::QrCode::Ecc::MEDIUM);
        const int side = code.getSize();
        std::vector<bool> modules;
        for (int row = 0; row < side; ++row)
            for (int column = 0; column < side; ++column)
                modules.push_back(code.getModule(column, row));
        return QrCode(static_cast<std::size_t>(side), std::move(modules));
    } catch (const qrcodegen::data_too_long&) {
        return fail(FailureCode::FileTooLarge, {}, "QR code of " + std::to_string(text.size()) + " bytes");
    }
}

std::string terminalQr(const QrCode& code) {
    const std::size_t whole = code.side() + 2 * kQuietZone;
    std::string drawn;
    for (std::size_t row = 0; row < whole; row += 2) {
        drawn += kBlackOnWhite;
        for (std::size_t column = 0; column < whole; ++column)
            drawn +=
                kHalves[darkWithZone(code, column, row) ? 1 : 0][darkWithZone(code, column, row + 1) ? 1 : 0];
        drawn += kPlain;
        drawn += '\n';
    }
    return drawn;
}

} // namespace tanba::qr
