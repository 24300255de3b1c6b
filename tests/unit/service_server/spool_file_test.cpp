#include "app/service/server/spool_file.h"

#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <numeric>

namespace tanba::service {
namespace {

/// Pages of files that this process has in memory, in KiB.
long residentOfFiles() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("RssFile:"))
            return std::stol(line.substr(line.find_first_of("0123456789")));
    ADD_FAILURE() << "no RssFile";
    return 0;
}

std::uint64_t sumOf(std::string_view text) {
    return std::accumulate(text.begin(), text.end(), std::uint64_t{0}, [](std::uint64_t sum, char each) {
        return sum + static_cast<unsigned char>(each);
    });
}

TEST(SpoolFile, WhatWasReadNeedNotStayInMemory) {
    constexpr std::size_t kSize = std::size_t{32} << 20;
    auto file = SpoolFile::open(test::scratchFolder());
    ASSERT_TRUE(file.ok());
    ASSERT_TRUE(file.value().append(std::string(kSize, 'a')).ok());
    ASSERT_TRUE(file.value().append("the end").ok());
    const auto mapped = file.value().map();
    ASSERT_TRUE(mapped.ok());
    const std::string_view text = mapped.value().text();
    const long before = residentOfFiles();
    const std::uint64_t sum = sumOf(text);
    const long read = residentOfFiles();
    EXPECT_GT(read, before + 30 * 1024);
    mapped.value().passed(text.substr(1000, kSize / 2));
    EXPECT_LT(residentOfFiles(), read - 15 * 1024);
    mapped.value().passed(text.substr(kSize / 2));
    EXPECT_LT(residentOfFiles(), before + 1024);
    EXPECT_EQ(sumOf(text), sum) << "it comes back";
    mapped.value().passed(text);
    mapped.value().passed(text.substr(kSize + 1));
    mapped.value().passed({text.data(), 0});
    EXPECT_TRUE(text.ends_with("athe end"));
}

} // namespace
} // namespace tanba::service
