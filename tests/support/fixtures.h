#pragma once

#include "core/base/bytes.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>

namespace tanba::test {

/// The authority's published test material, which lies beside the clone and is not part of it:
/// $TANBA_FIXTURES, or ../shared/fixtures seen from the source tree. Nothing when it is absent.
std::optional<std::filesystem::path> fixturesFolder();
/// True when CI=true: then absent fixtures are a failure, not a skip.
bool fixturesRequired();
/// Content of a fixture; the test fails when it cannot be read.
Bytes fixture(const std::string& relativePath);
std::filesystem::path fixturePath(const std::string& relativePath);
/// Content of any file; the test fails when it cannot be read.
Bytes fileContent(const std::filesystem::path& path);
/// A new empty folder, removed at the end of the process.
std::filesystem::path scratchFolder();

} // namespace tanba::test

/// First line of a test that needs something from outside: where nothing may be skipped its absence is a
/// failure.
#define TANBA_NEEDS(present, what)                                                                           \
    do {                                                                                                     \
        if (!(present)) {                                                                                    \
            if (tanba::test::fixturesRequired())                                                             \
                FAIL() << "CI=true, but absent: " << (what);                                                 \
            GTEST_SKIP() << "LOUD SKIP, absent: " << (what);                                                 \
        }                                                                                                    \
    } while (false)

/// The authority's test material, beside the clone.
#define TANBA_NEEDS_FIXTURES() TANBA_NEEDS(tanba::test::fixturesFolder().has_value(), "the fixtures folder")
/// Debian's python3-cryptography-vectors: PKITS and key files of other programs.
#define TANBA_NEEDS_VECTORS(folder)                                                                          \
    TANBA_NEEDS(std::filesystem::is_directory(folder), "python3-cryptography-vectors")
