#include "tests/support/kept_rsa_key.h"

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>

namespace tanba::test {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void giveUp(const fs::path& path, std::string_view what) {
    std::cerr << "kept test key " << path << ": " << what << std::endl;
    std::abort();
}

std::optional<crypto::PrivateKey> readKey(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return std::nullopt;
    const Bytes der{std::istreambuf_iterator<char>(file), {}};
    Result<crypto::PrivateKey> key = crypto::PrivateKey::fromPkcs8(der);
    if (!key.ok())
        giveUp(path, "is not a key");
    return std::move(key).value();
}

void writeKey(const fs::path& path) {
    const Result<crypto::PrivateKey> made = crypto::PrivateKey::generate(crypto::KeyAlgorithm::Rsa, 2048);
    if (!made.ok())
        giveUp(path, "cannot be made");
    const Result<SecretBytes> der = made.value().toPkcs8();
    if (!der.ok())
        giveUp(path, "cannot be encoded");
    fs::path draft = path;
    draft += "." + std::to_string(getpid());
    std::ofstream file(draft, std::ios::binary);
    const ByteView view = der.value().view();
    file.write(reinterpret_cast<const char*>(view.data()), static_cast<std::streamsize>(view.size()));
    file.close();
    if (file.fail())
        giveUp(draft, "cannot be written");
    // Tests run side by side: whoever links first decides, so that no reader sees half a key.
    std::error_code error;
    fs::create_hard_link(draft, path, error);
    fs::remove(draft);
    if (error && !fs::exists(path))
        giveUp(path, error.message());
}

} // namespace

crypto::PrivateKey nextKeptRsaKey() {
    static std::atomic<unsigned> asked = 0;
    const fs::path folder = TANBA_KEPT_TEST_KEYS;
    fs::create_directories(folder);
    const fs::path path = folder / ("rsa-" + std::to_string(asked++) + ".der");
    if (!fs::exists(path))
        writeKey(path);
    std::optional<crypto::PrivateKey> key = readKey(path);
    if (!key)
        giveUp(path, "cannot be read");
    return std::move(*key);
}

} // namespace tanba::test
