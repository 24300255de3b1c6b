#include "core/base/secret_bytes.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>

namespace tanba {
namespace {

static_assert(!std::is_copy_constructible_v<SecretBytes>);
static_assert(!std::is_copy_assignable_v<SecretBytes>);
static_assert(std::is_nothrow_move_constructible_v<SecretBytes>);
static_assert(std::is_nothrow_move_assignable_v<SecretBytes>);
static_assert(!std::is_convertible_v<SecretBytes, std::string>);

std::uintptr_t pageOf(const void* address) {
    return reinterpret_cast<std::uintptr_t>(address) / static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
}

bool isMapped(const void* address) {
    unsigned char resident = 0;
    const auto pageSize = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    return mincore(reinterpret_cast<void*>(pageOf(address) * pageSize), pageSize, &resident) == 0;
}

/// The "VmFlags" of the mapping that holds an address (proc(5), smaps).
std::string mappingFlags(const void* address) {
    const auto wanted = reinterpret_cast<std::uintptr_t>(address);
    std::ifstream smaps("/proc/self/smaps");
    bool inside = false;
    for (std::string line; std::getline(smaps, line);) {
        std::uintptr_t from = 0;
        std::uintptr_t to = 0;
        char dash = 0;
        std::istringstream fields(line);
        if (fields >> std::hex >> from >> dash >> to && dash == '-')
            inside = from <= wanted && wanted < to;
        if (inside && line.starts_with("VmFlags:"))
            return line + ' ';
    }
    return {};
}

/// What locked() says is what the kernel did. AddressSanitizer makes mlock() do nothing, hence no look there.
void expectLockedAsTold([[maybe_unused]] const SecretBytes& secret) {
#ifndef TANBA_SANITIZED
    EXPECT_EQ(mappingFlags(secret.view().data()).find(" lo ") != std::string::npos, secret.locked());
#endif
}

bool allZero(const std::uint8_t* data, std::size_t size) {
    return std::all_of(data, data + size, [](std::uint8_t byte) { return byte == 0; });
}

TEST(SecretBytes, HoldsWhatItIsGiven) {
    const SecretBytes secret = SecretBytes::copyOf(viewOf("Qwerty12"));
    EXPECT_EQ(asText(secret.view()), "Qwerty12");
    EXPECT_EQ(secret.size(), 8U);
    EXPECT_EQ(secret.capacity(), 8U);
    EXPECT_FALSE(secret.empty());
}

TEST(SecretBytes, KeepsToItsCapacity) {
    SecretBytes secret(4);
    EXPECT_TRUE(secret.empty());
    EXPECT_TRUE(secret.append(viewOf("ab")));
    EXPECT_FALSE(secret.append(viewOf("cde")));
    EXPECT_EQ(asText(secret.view()), "ab");
    EXPECT_TRUE(secret.append(viewOf("cd")));
    EXPECT_FALSE(secret.append(std::uint8_t{'e'}));
    EXPECT_TRUE(secret.append(ByteView()));
    EXPECT_EQ(asText(secret.view()), "abcd");

    SecretBytes none;
    EXPECT_FALSE(none.append(std::uint8_t{'x'}));
    EXPECT_TRUE(none.append(ByteView()));
    EXPECT_TRUE(SecretBytes(0).empty());
    EXPECT_TRUE(SecretBytes::copyOf({}).empty());
}

TEST(SecretBytes, ResizeWipesWhatItCutsOff) {
    SecretBytes secret = SecretBytes::copyOf(viewOf("abcd"));
    secret.resize(1);
    EXPECT_EQ(asText(secret.view()), "a");
    EXPECT_TRUE(allZero(secret.data() + 1, 3));
    secret.resize(4);
    EXPECT_EQ(asText(secret.view()), std::string_view("a\0\0\0", 4));
    EXPECT_DEATH(secret.resize(5), "");
}

TEST(SecretBytes, ClearWipesTheWholeCapacity) {
    SecretBytes secret(16);
    ASSERT_TRUE(secret.append(viewOf("abcd")));
    secret.data()[10] = 0xAA;
    const std::uint8_t* memory = secret.data();
    secret.clear();
    EXPECT_EQ(secret.size(), 0U);
    EXPECT_EQ(secret.capacity(), 16U);
    EXPECT_TRUE(allZero(memory, 16));
}

TEST(SecretBytes, MovingLeavesNothingBehind) {
    SecretBytes from = SecretBytes::copyOf(viewOf("abcd"));
    const std::uint8_t* memory = from.data();
    SecretBytes to(std::move(from));
    EXPECT_EQ(to.data(), memory) << "moving must not copy the secret";
    // NOLINTBEGIN(bugprone-use-after-move): what a moved-from secret is, is the question here.
    EXPECT_TRUE(from.empty());
    EXPECT_EQ(from.capacity(), 0U);
    EXPECT_EQ(from.data(), nullptr);
    EXPECT_FALSE(from.locked());
    EXPECT_FALSE(from.append(std::uint8_t{1}));
    // NOLINTEND(bugprone-use-after-move)

    SecretBytes target = SecretBytes::copyOf(viewOf("old"));
    const std::uint8_t* old = target.data();
    target = std::move(to);
    EXPECT_EQ(asText(target.view()), "abcd");
    EXPECT_FALSE(isMapped(old));

    SecretBytes& same = target;
    target = std::move(same);
    EXPECT_EQ(asText(target.view()), "abcd");
}

TEST(SecretBytes, GivesItsPagesBack) {
    const std::uint8_t* memory = nullptr;
    {
        SecretBytes secret(5000);
        memory = secret.data();
        EXPECT_TRUE(isMapped(memory));
        EXPECT_TRUE(isMapped(memory + 4999));
    }
    EXPECT_FALSE(isMapped(memory));
    EXPECT_FALSE(isMapped(memory + 4999));
}

TEST(SecretBytes, LivesOnPagesOfItsOwnOutsideSwapAndCoreDumps) {
    SecretBytes first = SecretBytes::copyOf(viewOf("a"));
    SecretBytes second = SecretBytes::copyOf(viewOf("b"));
    EXPECT_NE(pageOf(first.data()), pageOf(second.data()));
    const std::string flags = mappingFlags(first.data());
    EXPECT_NE(flags.find(" dd "), std::string::npos) << flags;
    expectLockedAsTold(first);
}

TEST(SecretBytes, WorksWhenTheSystemLocksNoMore) {
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_MEMLOCK, &before), 0);
    rlimit none = before;
    none.rlim_cur = 0;
    ASSERT_EQ(setrlimit(RLIMIT_MEMLOCK, &none), 0);
    const SecretBytes secret = SecretBytes::copyOf(viewOf("abcd"));
    ASSERT_EQ(setrlimit(RLIMIT_MEMLOCK, &before), 0);
    EXPECT_EQ(asText(secret.view()), "abcd");
    // Whoever may lock without limit (CAP_IPC_LOCK) still did.
    expectLockedAsTold(secret);
}

TEST(SecretBytes, ThrowsWhenThereIsNoMemory) {
    EXPECT_THROW(SecretBytes(SIZE_MAX / 2), std::bad_alloc);
}

TEST(SecretBytes, Compares) {
    const SecretBytes secret = SecretBytes::copyOf(viewOf("abcd"));
    EXPECT_TRUE(secret.equals(SecretBytes::copyOf(viewOf("abcd"))));
    EXPECT_FALSE(secret.equals(SecretBytes::copyOf(viewOf("abce"))));
    EXPECT_FALSE(secret.equals(SecretBytes::copyOf(viewOf("abc"))));
    EXPECT_FALSE(secret.equals(SecretBytes()));
    EXPECT_TRUE(SecretBytes().equals(SecretBytes(8)));
}

} // namespace
} // namespace tanba
