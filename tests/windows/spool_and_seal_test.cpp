#include "app/platform/data_folder.h"
#include "app/service/server/spool_file.h"
#include "app/service/web_identity/identity_seal.h"
#include "app/service/web_identity/private_place.h"
#include "core/base/disk_file_store.h"
#include "core/base/private_file.h"
#include "tests/windows/places.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <optional>

namespace tanba::service {
namespace {

namespace fs = std::filesystem;

bool isEmpty(const fs::path& folder) {
    return fs::directory_iterator(folder) == fs::directory_iterator();
}

TEST(WindowsSpool, TheFileGoesWithWhoeverReadsItLast) {
    const fs::path folder = test::newFolder();
    std::optional<MappedText> text;
    {
        auto file = SpoolFile::open(folder);
        ASSERT_TRUE(file.ok()) << file.failure().detail;
        ASSERT_TRUE(file.value().append(std::string(3'000'000, 'a')).ok());
        ASSERT_TRUE(file.value().append("the end").ok());
        ASSERT_FALSE(isEmpty(folder));
        EXPECT_FALSE(std::ifstream(fs::directory_iterator(folder)->path()).is_open())
            << "nobody else may open it";
        auto mapped = file.value().map();
        ASSERT_TRUE(mapped.ok()) << mapped.failure().detail;
        text.emplace(std::move(mapped).value());
    }
    ASSERT_EQ(text->text().size(), 3'000'007U);
    EXPECT_TRUE(text->text().ends_with("athe end"));
    text->passed(text->text().substr(0, 2'000'000));
    EXPECT_EQ(std::ranges::count(text->text(), 'a'), 3'000'000) << "what left the memory comes again";
    text.reset();
    EXPECT_TRUE(isEmpty(folder));
}

TEST(WindowsSpool, AnUnreadFileGoesToo) {
    const fs::path folder = test::newFolder();
    ASSERT_TRUE(SpoolFile::open(folder).ok());
    EXPECT_TRUE(isEmpty(folder));
    EXPECT_FALSE(SpoolFile::open(folder / "absent").ok());
}

TEST(WindowsSeal, OnlyWhatWasSealedComesBack) {
    const std::string secret = "a private key, or several";
    const auto closed = sealed(SecretBytes::copyOf(viewOf(secret)));
    ASSERT_TRUE(closed.ok()) << closed.failure().detail;
    const ByteView file = closed.value().view();
    EXPECT_EQ(std::ranges::search(file, viewOf(secret)).begin(), file.end());
    const auto open = unsealed(SecretBytes::copyOf(file));
    ASSERT_TRUE(open.ok()) << open.failure().detail;
    EXPECT_EQ(std::string(asText(open.value().view())), secret);
    Bytes damaged(file.begin(), file.end());
    damaged.back() = static_cast<std::uint8_t>(damaged.back() ^ 1);
    EXPECT_EQ(unsealed(SecretBytes::copyOf(damaged)).failure().code, FailureCode::ServiceIdentityUnusable);
    EXPECT_EQ(unsealed(SecretBytes::copyOf(viewOf(secret))).failure().code,
              FailureCode::ServiceIdentityUnusable);
}

TEST(WindowsSeal, AnIdentityLiesWhereNobodyElseReads) {
    DiskFileStore files;
    const fs::path folder = test::newFolder() / "service";
    ASSERT_TRUE(platform::makePrivateFolder(folder).ok());
    const fs::path file = folder / "web-identity";
    ASSERT_TRUE(writePrivateFile(files, file, IfExists::Refuse, viewOf("sealed")).ok());
    EXPECT_TRUE(requirePrivate(folder, file).ok());
    const fs::path open = test::newFolder();
    std::ofstream(open / "web-identity") << "sealed";
    const Outcome refused = requirePrivate(open, open / "web-identity");
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.failure().code, FailureCode::ServiceIdentityUnusable);
}

} // namespace
} // namespace tanba::service
