// Files whose names promise something else than they hold.
#include "app/gui/presence/opened_file.h"
#include "core/base/disk_file_store.h"
#include "core/base/encoding.h"
#include "tests/gui/check_world.h"
#include "tests/support/test_pki.h"

#include <gtest/gtest.h>

namespace tanba::gui::test {
namespace {

using Kind = OpenedFile::Kind;

constexpr const char* kNames[] = {"a.p12", "a.PFX", "a.cms",  "a.p7s", "a.sig",
                                  "a.cer", "a.xml", "a.docx", "a.txt", "a"};
constexpr std::string_view kSignedXml =
    R"(<?xml version="1.0"?><a><Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/></a>)";

Kind kindOf(const std::filesystem::path& file) {
    DiskFileStore files;
    return judgeOpenedFile(files, file).kind;
}

TEST(Opening, WhatAFileHoldsDecidesUnderAnyName) {
    World world;
    const Bytes der(tanba::test::gostPerson().certificate.der().begin(),
                    tanba::test::gostPerson().certificate.der().end());
    for (const std::string name : kNames) {
        EXPECT_EQ(kindOf(world.putKey("key/" + name, "Right-One1")), Kind::Key) << name;
        EXPECT_EQ(kindOf(putAttached(world, "cms/" + name, tanba::test::gostPerson())), Kind::Signed) << name;
        EXPECT_EQ(kindOf(put(world, "xml/" + name, viewOf(kSignedXml))), Kind::Signed) << name;
        EXPECT_EQ(kindOf(put(world, "der/" + name, der)), Kind::Certificate) << name;
        EXPECT_EQ(kindOf(put(world, "pem/" + name, viewOf(toPem("CERTIFICATE", der)))), Kind::Certificate)
            << name;
    }
}

struct NameRow {
    const char* name;
    Kind promised;
};

TEST(Opening, TheNameCountsWhereTheContentSaysNothing) {
    World world;
    for (const NameRow& row : {NameRow{"a.p12", Kind::Key},
                               {"a.PFX", Kind::Key},
                               {"a.cms", Kind::Signed},
                               {"a.p7s", Kind::Signed},
                               {"a.sig", Kind::Signed},
                               {"a.cer", Kind::Other},
                               {"a.xml", Kind::Other},
                               {"a.pdf", Kind::Other}})
        EXPECT_EQ(kindOf(put(world, row.name, viewOf("%PDF-1.7\n"))), row.promised) << row.name;
    EXPECT_EQ(kindOf(world.home() / "absent.p12"), Kind::Key) << "where it is told that there is none";
}

TEST(Opening, ASignedFileUnderTheNameOfAKeyIsChecked) {
    World world;
    trustAuthority(world);
    openFiles(world, {putAttached(world, "renamed.p12", tanba::test::gostPerson())});
    ASSERT_EQ(world.checks().entries().size(), 1U);
    EXPECT_EQ(world.checks().entries().front().state, CheckState::Checked);
    EXPECT_TRUE(world.shelf().empty());
}

TEST(Opening, AKeyUnderTheNameOfASignedFileIsAKey) {
    World world;
    const auto key = world.putKey("renamed.cms", "Right-One1");
    openFiles(world, {key});
    EXPECT_NE(world.shelf().find(key), nullptr);
    EXPECT_TRUE(world.checks().entries().empty());
}

TEST(Opening, AnEmptyFolderIsNotCalledAFile) {
    World world;
    std::filesystem::create_directories(world.home() / "nothing here");
    openFiles(world, {world.home() / "nothing here"});
    ASSERT_EQ(world.signing().notListed().size(), 1U);
    const Failure& failure = world.signing().notListed().front().failure;
    EXPECT_TRUE(world.visibleText().contains(
        world.words().say(text::Ui::InputEmptyFolder, {{"subject", failure.subject}})))
        << world.visibleText().toStdString();
}

} // namespace
} // namespace tanba::gui::test
