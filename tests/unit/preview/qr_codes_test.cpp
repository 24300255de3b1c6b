#include "app/preview/qr_codes.h"

#include "app/preview/wire.h"
#include "core/base/utf8.h"
#include "tests/support/fixtures.h"
#include "tests/unit/preview/documents.h"
#include "tests/unit/preview/showing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <cstdlib>
#include <fstream>

namespace tanba::preview {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

const std::string kLink = "mobileSign:https://sign.example.kz/api/egovQr/AbC123?mgovSign";

/// What the qrencode program draws, as PNG.
Bytes qrOf(const std::string& text, const std::string& options = {}) {
    const auto folder = scratchFolder();
    std::ofstream(folder / "text", std::ios::binary) << text;
    const std::string command = "cd '" + folder.string() + "' && qrencode -o code.png " + options + " < text";
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
    return fileContent(folder / "code.png");
}

QImage imageOf(const Bytes& png) {
    QImage image;
    EXPECT_TRUE(image.loadFromData(png.data(), static_cast<int>(png.size())));
    return image.convertToFormat(QImage::Format_RGB32);
}

Bytes fileOf(const QImage& image, const char* format = "png") {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    EXPECT_TRUE(image.save(&buffer, format));
    return {bytes.begin(), bytes.end()};
}

/// A code somewhere on a screen.
QImage onScreen(int width, int height, const QColor& background) {
    QImage screen(width, height, QImage::Format_RGB32);
    screen.fill(background);
    return screen;
}

Result<QrTexts> read(ByteView picture) {
    MemoryInput input(picture);
    return readQrCodes(input, {workerBesideThisProgram().value()});
}

QrTexts textsOf(ByteView picture) {
    const auto texts = read(picture);
    EXPECT_EQ(outcome(texts), "ok") << (texts.ok() ? "" : texts.failure().detail);
    return texts.ok() ? texts.value() : QrTexts();
}

TEST(QrCodes, AreReadAtEveryLevelAndSize) {
    for (const char* options : {"-l L", "-l H", "-s 2", "-s 12", "-m 2", "-8", "-v 20"})
        EXPECT_THAT(textsOf(qrOf(kLink, options)), ElementsAre(kLink)) << options;
    const std::string russian = "Подпишите договор № 5, қол қойыңыз";
    EXPECT_THAT(textsOf(qrOf(russian)), ElementsAre(russian));
}

TEST(QrCodes, InEveryFormatOfPicture) {
    const QImage image = imageOf(qrOf(kLink, "-s 6"));
    for (const char* format : {"png", "jpeg", "bmp"})
        EXPECT_THAT(textsOf(fileOf(image, format)), ElementsAre(kLink)) << format;
}

TEST(QrCodes, OnTheScreenshotOfALargeScreen) {
    QImage screen = onScreen(3840, 2160, Qt::lightGray);
    QPainter(&screen).drawImage(2900, 1500, imageOf(qrOf(kLink, "-s 5")));
    EXPECT_THAT(textsOf(fileOf(screen)), ElementsAre(kLink));
}

TEST(QrCodes, LightOnDarkAndTurned) {
    QImage inverted = imageOf(qrOf(kLink, "-s 6"));
    inverted.invertPixels();
    EXPECT_THAT(textsOf(fileOf(inverted)), ElementsAre(kLink));
    QImage screen = onScreen(1000, 1000, Qt::white);
    QPainter painter(&screen);
    painter.translate(500, 200);
    painter.rotate(33);
    painter.drawImage(0, 0, imageOf(qrOf(kLink, "-s 8")));
    painter.end();
    EXPECT_THAT(textsOf(fileOf(screen)), ElementsAre(kLink));
}

TEST(QrCodes, SeveralEachOnce) {
    QImage screen = onScreen(1600, 1600, Qt::white);
    QPainter painter(&screen);
    painter.drawImage(50, 50, imageOf(qrOf("first", "-s 6")));
    painter.drawImage(800, 50, imageOf(qrOf("second", "-s 6")));
    painter.drawImage(50, 800, imageOf(qrOf("first", "-s 6")));
    painter.end();
    EXPECT_THAT(textsOf(fileOf(screen)), UnorderedElementsAre("first", "second"));
    QImage many = onScreen(2400, 2400, Qt::white);
    QPainter wall(&many);
    for (int place = 0; place < 16; ++place)
        wall.drawImage((place % 4) * 600 + 40, (place / 4) * 600 + 40,
                       imageOf(qrOf("code " + std::to_string(place), "-s 6")));
    wall.end();
    EXPECT_EQ(textsOf(fileOf(many)).size(), kMaxQrTexts);
}

TEST(QrCodes, TextsThatWouldDeceiveAreLeftOut) {
    for (const char* text : {"a\nb", "a\x01"})
        EXPECT_EQ(outcome(read(qrOf(text, "-8"))), "qr.not_found") << text;
    // Octets whose encoding the reader has to guess: whatever it takes them for, nothing turns round.
    const auto turned = read(qrOf("a\xE2\x80\xAE"
                                  "b",
                                  "-8"));
    if (turned.ok()) {
        EXPECT_EQ(displayText(turned.value().front()), turned.value().front());
    }
    EXPECT_THAT(textsOf(qrOf(std::string(2000, 'x'), "-l L -s 4")), ElementsAre(std::string(2000, 'x')));
}

/// Octets that are no UTF-8: the reader tries other encodings, whose converters must be there already.
TEST(QrCodes, TextsInNoEncoding) {
    std::string octets;
    for (int octet = 0x80; octet < 0x100; ++octet)
        octets += static_cast<char>(octet);
    for (const std::string& text : {octets, std::string("\x82\xA0\x82\xA2"), std::string("\xA4\xA4\xA4\xE5"),
                                    std::string("\xFF\xFE")}) {
        const std::string result = outcome(read(qrOf(text, "-8 -s 4")));
        EXPECT_TRUE(result == "ok" || result == "qr.not_found") << result;
    }
}

TEST(QrCodes, NoneInThePicture) {
    EXPECT_EQ(outcome(read(pngOf(200, 200))), "qr.not_found");
    EXPECT_EQ(outcome(read(movingGif())), "qr.not_found");
    QImage half = imageOf(qrOf(kLink, "-s 6"));
    EXPECT_EQ(outcome(read(fileOf(half.copy(0, 0, half.width() / 2, half.height())))), "qr.not_found");
}

TEST(QrCodes, WhatIsNoPicture) {
    EXPECT_EQ(outcome(read({})), "input.empty");
    for (const std::string_view text : {"mobileSign:https://sign.example.kz/", "<svg/>", "{\\rtf1}"})
        EXPECT_EQ(outcome(read(viewOf(text))), "preview.unsupported") << text;
    EXPECT_EQ(outcome(read(simplePdf(1))), "preview.unsupported");
    EXPECT_EQ(outcome(read(zipOf({"[Content_Types].xml"}))), "preview.unsupported");
}

TEST(QrCodes, HostilePictures) {
    EXPECT_EQ(outcome(read(pngOf(100000, 100000, "x"))), "preview.too_costly");
    EXPECT_EQ(outcome(read(pngOf(0x7FFFFFFF, 0x7FFFFFFF, "x"))), "preview.damaged");
    EXPECT_EQ(outcome(read(Bytes(kMaxDocument + 1, 0x89))), "preview.too_costly");
    const Bytes whole = qrOf(kLink, "-s 4");
    for (std::size_t part = 1; part < 12; ++part)
        EXPECT_NE(outcome(read(ByteView(whole).first(whole.size() * part / 12))), "worker.crashed") << part;
    for (std::size_t place = 50; place < whole.size(); place += 7) {
        Bytes broken = whole;
        broken[place] ^= 0xFF;
        EXPECT_NE(outcome(read(broken)), "worker.crashed") << place;
    }
}

/// Nothing but edges: the reader looks for codes in all of it.
TEST(QrCodes, NoiseEndsInTime) {
    QImage noise(3000, 3000, QImage::Format_RGB32);
    std::uint32_t state = 12345;
    for (int y = 0; y < noise.height(); ++y) {
        auto* const row = reinterpret_cast<QRgb*>(noise.scanLine(y));
        for (int x = 0; x < noise.width(); ++x) {
            state = state * 1664525U + 1013904223U;
            row[x] = (state >> 31U) != 0 ? 0xFFFFFFFF : 0xFF000000;
        }
    }
    const Bytes picture = fileOf(noise);
    const auto begin = std::chrono::steady_clock::now();
    const std::string result = outcome(read(picture));
    EXPECT_TRUE(result == "qr.not_found" || result == "preview.too_costly") << result;
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(40));
}

TEST(QrCodes, WhatAWorkerSaysIsChecked) {
    const auto told = [](const QrTexts& texts) {
        return outcome(wire::decodeTexts(wire::encodeTexts(texts)));
    };
    EXPECT_EQ(told({}), "ok");
    EXPECT_EQ(told({kLink, std::string(kMaxQrText, 'x')}), "ok");
    EXPECT_EQ(told({std::string(kMaxQrText + 1, 'x')}), "worker.crashed");
    EXPECT_EQ(told(QrTexts(kMaxQrTexts + 1, "x")), "worker.crashed");
    for (const char* text : {"", "a\nb", "\xFF", "\xE2\x80\xAE"})
        EXPECT_EQ(told({text}), "worker.crashed") << text;
    Bytes more = wire::encodeTexts({kLink});
    more.push_back(0);
    EXPECT_EQ(outcome(wire::decodeTexts(more)), "worker.crashed");
    const auto order = wire::orderForQrs(1000);
    const auto again = wire::decodeOrder(wire::encode(order.value()));
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(again.value().job, wire::Job::ReadQrs);
}

TEST(QrCodes, IsCancelled) {
    CancelToken cancel;
    cancel.cancel();
    const Bytes picture = pngOf(100, 100);
    MemoryInput input(picture);
    EXPECT_EQ(outcome(readQrCodes(input, {workerBesideThisProgram().value()}, &cancel)), "cancelled");
    MemoryInput again(picture);
    EXPECT_EQ(outcome(readQrCodes(again, {"/nonexistent/tanba-worker"})), "worker.missing");
}

} // namespace
} // namespace tanba::preview
