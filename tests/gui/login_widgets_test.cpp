#include "app/gui/widgets/code_field.h"
#include "app/gui/widgets/countdown.h"
#include "app/gui/widgets/qr_view.h"
#include "app/gui/widgets/step_rail.h"
#include "tests/gui/presence_fakes.h"
#include "tests/gui/walk.h"
#include "tests/gui/world.h"

#include <gtest/gtest.h>
#include <zbar.h>

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QImage>
#include <QPainter>

namespace tanba::gui::test {
namespace {

std::string typed(const CodeField& field) {
    return std::string(asText(field.secret().view()));
}

void paste(CodeField& field, const char* text) {
    QApplication::clipboard()->setText(QString::fromUtf8(text));
    field.paste();
}

TEST(CodeField, TakesDigitsOnlyAndTellsWhenTheLastIsThere) {
    CodeField field;
    int completed = 0;
    QObject::connect(&field, &CodeField::completed, [&completed] { ++completed; });
    typeInto(field, QStringLiteral("4a8 2-9"));
    EXPECT_EQ(typed(field), "4829") << "letters, spaces and dashes leave no trace";
    EXPECT_EQ(completed, 0);
    typeInto(field, QStringLiteral("13"));
    EXPECT_EQ(typed(field), "482913");
    EXPECT_EQ(completed, 1);
    typeInto(field, QStringLiteral("7"));
    EXPECT_EQ(typed(field), "482913") << "there is no room for a seventh";
    EXPECT_EQ(completed, 1);
    pressKey(field, Qt::Key_Backspace);
    EXPECT_EQ(typed(field), "48291");
    typeInto(field, QStringLiteral("5"));
    EXPECT_EQ(completed, 2);
}

TEST(CodeField, PastesWhatPeopleCopy) {
    struct Row {
        const char* copied;
        const char* taken;
    };
    for (const Row& row : {Row{"482913", "482913"}, Row{"482 913\n", "482913"}, Row{"482-913", "482913"},
                           Row{"1414: Кіру коды 482913. Ешкімге айтпаңыз.", "482913"}, Row{"4829", "4829"}}) {
        CodeField field;
        paste(field, row.copied);
        EXPECT_EQ(typed(field), row.taken) << row.copied;
    }
}

TEST(CodeField, RefusesWhatHoldsNoCode) {
    for (const char* copied : {"код", "482913 және 119977", "1234567", "48291a", "٤٨٢٩١٣"}) {
        CodeField field;
        int refused = 0;
        QObject::connect(&field, &SecretLineEdit::refused, [&refused] { ++refused; });
        paste(field, copied);
        EXPECT_TRUE(field.isEmpty()) << copied;
        EXPECT_EQ(refused, 1) << copied;
    }
}

TEST(CodeField, AWholeCodeTakesThePlaceOfWhatWasBegun) {
    CodeField field;
    typeInto(field, QStringLiteral("11"));
    paste(field, "SMS: 482913");
    EXPECT_EQ(typed(field), "482913");
    field.selectAll();
    typeInto(field, QStringLiteral("5"));
    EXPECT_EQ(typed(field), "5");
}

TEST(CodeField, IsOneProtectedFieldToAScreenReader) {
    CodeField field;
    field.setAccessibleName(QStringLiteral("Код из SMS"));
    field.setDigits(4);
    typeInto(field, QStringLiteral("48"));
    QAccessibleInterface* seen = QAccessible::queryAccessibleInterface(&field);
    ASSERT_NE(seen, nullptr);
    EXPECT_EQ(seen->childCount(), 0);
    EXPECT_EQ(seen->role(), QAccessible::EditableText);
    EXPECT_EQ(seen->text(QAccessible::Name), QStringLiteral("Код из SMS"));
    EXPECT_TRUE(seen->state().passwordEdit);
    ASSERT_NE(seen->textInterface(), nullptr);
    EXPECT_EQ(seen->textInterface()->characterCount(), 2);
    EXPECT_FALSE(seen->textInterface()->text(0, 2).contains(QLatin1Char('4')));
}

TEST(CodeField, AWrongCodeIsMarkedUntilTheNextDigit) {
    CodeField field;
    typeInto(field, QStringLiteral("482913"));
    field.clear();
    field.setState(CodeState::Wrong);
    EXPECT_EQ(field.state(), CodeState::Wrong);
    typeInto(field, QStringLiteral("1"));
    EXPECT_EQ(field.state(), CodeState::Asking);
}

TEST(Countdown, CountsByTheClockAndEndsOnce) {
    SettableClock clock(tanba::test::goodTime());
    Words words(text::Language::Ru);
    Countdown countdown(clock, words, Phrase::LoginSmsValid);
    int over = 0;
    QObject::connect(&countdown, &Countdown::over, [&over] { ++over; });
    countdown.start(clock.now() + std::chrono::seconds(155), std::chrono::seconds(180));
    EXPECT_TRUE(countdown.accessibleName().contains(QStringLiteral("2:35")));
    clock.set(clock.now() + std::chrono::seconds(150));
    countdown.look();
    EXPECT_TRUE(countdown.accessibleName().contains(QStringLiteral("0:05")));
    EXPECT_EQ(over, 0);
    clock.set(clock.now() + std::chrono::seconds(5));
    countdown.look();
    countdown.look();
    EXPECT_EQ(over, 1);
    EXPECT_FALSE(countdown.running());
}

TEST(StepRail, TellsWhereOneIs) {
    Words words(text::Language::Kk);
    StepRail rail(words, {Phrase::LoginStepKey, Phrase::LoginStepConsent, Phrase::LoginStepSecond});
    rail.setStep(1);
    EXPECT_EQ(
        rail.accessibleName(),
        words.say(Phrase::StepOf,
                  {{"number", "2"}, {"count", "3"}, {"name", toUtf8(words.say(Phrase::LoginStepConsent))}}));
    EXPECT_EQ(QAccessible::queryAccessibleInterface(&rail)->role(), QAccessible::StaticText);
    EXPECT_LT(rail.minimumSizeHint().width(), rail.sizeHint().width()) << "it fits a narrow window";
}

/// What zbar reads in a picture; empty when nothing.
std::string scan(const QImage& picture) {
    const QImage grey = picture.convertToFormat(QImage::Format_Grayscale8);
    std::string bytes;
    for (int row = 0; row < grey.height(); ++row)
        bytes.append(reinterpret_cast<const char*>(grey.constScanLine(row)),
                     static_cast<std::size_t>(grey.width()));
    zbar::ImageScanner scanner;
    scanner.set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
    scanner.set_config(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
    zbar::Image image(static_cast<unsigned>(grey.width()), static_cast<unsigned>(grey.height()), "Y800",
                      bytes.data(), bytes.size());
    return scanner.scan(image) == 1 ? image.symbol_begin()->get_data() : std::string();
}

/// As a screen of this scale shows the view.
QImage onScreen(QrView& view, qreal scale) {
    QImage screen((QSizeF(view.size()) * scale).toSize(), QImage::Format_RGB32);
    screen.setDevicePixelRatio(scale);
    screen.fill(theme().colour(&Colours::surface));
    QPainter painter(&screen);
    view.render(&painter, QPoint(), QRegion(), QWidget::DrawChildren);
    return screen;
}

/// How wide the runs of one colour are in the code's rows; a sharp code has multiples of one width only.
bool isSharp(const QImage& screen) {
    std::vector<int> runs;
    for (int row = 0; row < screen.height(); ++row) {
        int run = 0;
        for (int column = 0; column < screen.width(); ++column) {
            const int grey = qGray(screen.pixel(column, row));
            if (grey != 0 && run > 0)
                runs.push_back(std::exchange(run, 0));
            run += grey == 0 ? 1 : 0;
        }
    }
    if (runs.empty())
        return false;
    const int module = *std::ranges::min_element(runs);
    return std::ranges::all_of(runs, [module](int run) { return run % module == 0; });
}

TEST(QrView, IsReadBackAtEveryScaleInTheDarkToo) {
    World world(text::Language::Kk, TextSize::Normal, ThemeChoice::Dark);
    const std::string text =
        "mobileSign:https://kabinet.example/mgov/q?id=abcdefghijklmnopqrstuvwxyz0123456789";
    auto code = qr::encodeQr(text);
    ASSERT_TRUE(code.ok());
    for (const QrSize size : {QrSize::Page, QrSize::Large}) {
        QrView view;
        view.setShownSize(size);
        view.show(code.value());
        view.resize(view.sizeHint());
        for (const qreal scale : {1.0, 1.25, 1.5, 2.0}) {
            const QImage screen = onScreen(view, scale);
            EXPECT_EQ(scan(screen), text) << scale;
            EXPECT_TRUE(isSharp(screen)) << scale;
        }
    }
}

TEST(QrView, WhatDoesNotWorkAnyMoreIsNotScanned) {
    QrView view;
    auto code = qr::encodeQr("mobileSign:https://kabinet.example/q");
    ASSERT_TRUE(code.ok());
    view.show(code.value());
    view.resize(view.sizeHint());
    EXPECT_TRUE(isSharp(onScreen(view, 1)));
    view.setOver(true);
    EXPECT_FALSE(isSharp(onScreen(view, 1))) << "nothing of it is black";
}

} // namespace
} // namespace tanba::gui::test
