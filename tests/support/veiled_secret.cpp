#include "tests/support/veiled_secret.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <iostream>
#include <sstream>
#include <vector>

namespace tanba::test {

namespace {

constexpr std::size_t kChunk = std::size_t{256} * 1024;
/// A secret may lie where two chunks meet.
constexpr std::size_t kOverlap = 128;
/// The shadow of a sanitizer.
constexpr std::uint64_t kTooLarge = std::uint64_t{1} << 30;

/// The first octet is looked for as it is: one octet is no secret.
unsigned copiesIn(std::span<const std::uint8_t> memory, std::span<const std::uint8_t> veiled) {
    unsigned copies = 0;
    const auto first = static_cast<std::uint8_t>(veiled.front() ^ kVeil);
    while (memory.size() >= veiled.size()) {
        const void* const found = std::memchr(memory.data(), first, memory.size() - veiled.size() + 1);
        if (found == nullptr)
            break;
        const auto at = static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - memory.data());
        const auto candidate = memory.subspan(at, veiled.size());
        copies +=
            std::equal(candidate.begin(), candidate.end(), veiled.begin(),
                       [](std::uint8_t octet, std::uint8_t hidden) { return octet == (hidden ^ kVeil); })
                ? 1U
                : 0U;
        memory = memory.subspan(at + 1);
    }
    return copies;
}

/// Writable mappings, as /proc/PID/maps has them.
struct Mapping {
    std::uint64_t start = 0;
    std::uint64_t end = 0;
};

std::vector<Mapping> writableMappings(const std::string& process) {
    std::vector<Mapping> mappings;
    std::ifstream maps("/proc/" + process + "/maps");
    for (std::string line; std::getline(maps, line);) {
        std::istringstream fields(line);
        Mapping mapping;
        char dash = 0;
        std::string access;
        fields >> std::hex >> mapping.start >> dash >> mapping.end >> access;
        if (access.substr(0, 2) == "rw" && mapping.end - mapping.start <= kTooLarge)
            mappings.push_back(mapping);
    }
    return mappings;
}

} // namespace

SecretBytes VeiledSecret::unveiled() const {
    SecretBytes secret(size_);
    for (const std::uint8_t octet : veiled()) {
        if (!secret.append(static_cast<std::uint8_t>(octet ^ kVeil)))
            std::abort();
    }
    return secret;
}

VeiledSecret VeiledSecret::inUtf16() const {
    VeiledSecret wide;
    for (const std::uint8_t octet : veiled()) {
        wide.veiled_.at(wide.size_++) = octet;
        wide.veiled_.at(wide.size_++) = kVeil;
    }
    return wide;
}

namespace {

using Chunk = std::span<const std::uint8_t>;

bool isOfName(std::uint8_t octet) {
    return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z') ||
           (octet >= '0' && octet <= '9') || octet == '-' || octet == '_';
}

unsigned marksIn(Chunk memory, std::string_view mark, std::size_t least) {
    unsigned marks = 0;
    while (true) {
        const auto found = std::search(memory.begin(), memory.end(), mark.begin(), mark.end());
        if (found == memory.end())
            return marks;
        memory = memory.subspan(static_cast<std::size_t>(found - memory.begin()) + mark.size());
        const auto end = std::find_if_not(memory.begin(), memory.end(), isOfName);
        marks += static_cast<std::size_t>(end - memory.begin()) >= least ? 1U : 0U;
    }
}

std::optional<unsigned> countIn(const std::string& process, const std::function<unsigned(Chunk)>& count) {
    const int memory = ::open(("/proc/" + process + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
    if (memory < 0)
        return std::nullopt;
    unsigned found = 0;
    // Wiped at its end: what was copied for looking must not be found in the next round.
    SecretBytes chunk(kChunk);
    chunk.resize(kChunk);
    for (const Mapping& mapping : writableMappings(process)) {
        for (std::uint64_t at = mapping.start; at < mapping.end; at += kChunk - kOverlap) {
            const auto got = ::pread(memory, chunk.data(), std::min<std::uint64_t>(kChunk, mapping.end - at),
                                     static_cast<off_t>(at));
            found += count({chunk.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0))});
        }
    }
    ::close(memory);
    return found;
}

unsigned required(const std::optional<unsigned>& found) {
    if (!found) {
        std::cerr << "/proc/self/mem cannot be read" << std::endl;
        std::abort();
    }
    return *found;
}

} // namespace

std::optional<unsigned> copiesInMemoryOf(const std::string& process, std::span<const VeiledSecret> secrets) {
    return countIn(process, [secrets](Chunk memory) {
        unsigned copies = 0;
        for (const VeiledSecret& secret : secrets)
            copies += copiesIn(memory, secret.veiled());
        return copies;
    });
}

unsigned marksInMemory(std::string_view mark, std::size_t least) {
    return required(countIn("self", [mark, least](Chunk memory) { return marksIn(memory, mark, least); }));
}

unsigned copiesInMemory(std::span<const VeiledSecret> secrets) {
    return required(copiesInMemoryOf("self", secrets));
}

} // namespace tanba::test
