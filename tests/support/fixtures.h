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

/// First line of a test that needs the fixtures.
#define TANBA_NEEDS_FIXTURES()                                                                               \
    do {                                                                                                     \
        if (!tanba::test::fixturesFolder()) {                                                                \
            if (tanba::test::fixturesRequired())                                                             \
                FAIL() << "CI=true, but the fixtures folder is absent";                                      \
            GTEST_SKIP() << "LOUD SKIP: the authority's test material is not beside this clone";             \
        }                                                                                                    \
    } while (false)
