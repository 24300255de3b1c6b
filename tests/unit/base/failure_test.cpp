#include "core/base/failure.h"

#include "core/base/native_failure_posix.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <string>

namespace tanba {
namespace {

TEST(Failure, CodesAreDistinctLowercaseWords) {
    std::set<std::string_view> seen;
    for (const FailureCode code : allFailureCodes()) {
        const std::string_view text = codeText(code);
        EXPECT_TRUE(seen.insert(text).second) << text;
        EXPECT_FALSE(text.empty());
        EXPECT_TRUE(std::ranges::all_of(text, [](char character) {
            return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') ||
                   character == '.' || character == '_';
        })) << text;
    }
}

TEST(Failure, KnowsItsText) {
    EXPECT_EQ(codeText(FailureCode::Usage), "usage");
    EXPECT_EQ(codeText(FailureCode::Pkcs12WrongPassword), "pkcs12.wrong_password");
    EXPECT_EQ(codeText(FailureCode::TrustFolderUnusable), "trust.folder_unusable");
}

TEST(Failure, SystemErrorsBecomeCodes) {
    using native::Direction;
    struct Case {
        int error;
        Direction direction;
        std::string_view code;
    };
    for (const Case& row : {
             Case{ENOENT, Direction::Reading, "file.not_found"},
             Case{EACCES, Direction::Reading, "file.no_permission"},
             Case{EPERM, Direction::Writing, "file.no_permission"},
             Case{EROFS, Direction::Writing, "file.read_only_medium"},
             Case{ENOSPC, Direction::Writing, "file.disk_full"},
             Case{EDQUOT, Direction::Writing, "file.disk_full"},
             Case{EIO, Direction::Reading, "file.medium_gone"},
             Case{ENXIO, Direction::Writing, "file.medium_gone"},
             Case{ENODEV, Direction::Writing, "file.medium_gone"},
             Case{ESTALE, Direction::Reading, "file.medium_gone"},
             Case{EISDIR, Direction::Writing, "file.is_folder"},
             Case{EEXIST, Direction::Writing, "file.exists"},
             Case{EFBIG, Direction::Writing, "file.too_large"},
             Case{EMFILE, Direction::Reading, "file.not_readable"},
             Case{EMFILE, Direction::Writing, "file.write_failed"},
         }) {
        const Failure failure = native::failureOf(row.error, row.direction, "open", "/home/aigul/кілт.p12");
        EXPECT_EQ(codeText(failure.code), row.code);
        EXPECT_EQ(failure.subject, "/home/aigul/кілт.p12");
        EXPECT_TRUE(failure.detail.starts_with("open: ")) << failure.detail;
        EXPECT_GT(failure.detail.size(), std::string("open: ").size());
    }
}

} // namespace
} // namespace tanba
