#include "app/gui/start_request.h"

#include <gtest/gtest.h>

#include <QDir>

namespace tanba::gui::test {
namespace {

TEST(StartRequest, FilesAreFilesAndOptionsAreOptions) {
    const auto request = startRequest({QStringLiteral("--background"), QStringLiteral("a.p12")});
    ASSERT_TRUE(request.ok());
    EXPECT_EQ(request.value().mode, StartMode::Background);
    EXPECT_EQ(request.value().files, QStringList(QDir::current().absoluteFilePath(QStringLiteral("a.p12"))));
}

TEST(StartRequest, AnUnknownOptionIsNotTakenForAFile) {
    for (const char* unknown : {"--sign", "-x", "--Background"}) {
        const auto request = startRequest({QString::fromLatin1(unknown)});
        ASSERT_FALSE(request.ok()) << unknown;
        EXPECT_EQ(request.failure().code, FailureCode::Usage);
        EXPECT_EQ(request.failure().subject, unknown);
    }
}

TEST(StartRequest, AfterTwoDashesEverythingIsAFile) {
    const auto request = startRequest({QStringLiteral("--"), QStringLiteral("--background")});
    ASSERT_TRUE(request.ok());
    EXPECT_EQ(request.value().mode, StartMode::Window);
    EXPECT_EQ(request.value().files,
              QStringList(QDir::current().absoluteFilePath(QStringLiteral("--background"))));
    EXPECT_FALSE(terminalAnswer({"--", "--version"}));
}

} // namespace
} // namespace tanba::gui::test
