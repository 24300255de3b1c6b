// bare_hash streebog512|sha256 FILE: reads the file and hashes it with the bare library, nothing else. What
// the program's streaming is measured against (whole_program.py).
#include <fcntl.h>
#include <nettle/streebog.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace {

constexpr std::size_t kBuffer = std::size_t{1} << 20;

int forEachPiece(const char* path, const std::function<void(std::span<const std::uint8_t>)>& use) {
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 1;
    std::vector<std::uint8_t> buffer(kBuffer);
    ssize_t count = 0;
    while ((count = read(file, buffer.data(), buffer.size())) > 0)
        use({buffer.data(), static_cast<std::size_t>(count)});
    close(file);
    return count == 0 ? 0 : 1;
}

int streebog512(const char* path) {
    streebog512_ctx context;
    streebog512_init(&context);
    const int answer =
        forEachPiece(path, [&](auto piece) { streebog512_update(&context, piece.size(), piece.data()); });
    std::uint8_t value[STREEBOG512_DIGEST_SIZE];
    streebog512_digest(&context, sizeof value, value);
    return answer;
}

int sha256(const char* path) {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    if (context == nullptr || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1)
        return 1;
    const int answer =
        forEachPiece(path, [&](auto piece) { EVP_DigestUpdate(context.get(), piece.data(), piece.size()); });
    std::uint8_t value[EVP_MAX_MD_SIZE];
    return EVP_DigestFinal_ex(context.get(), value, nullptr) == 1 ? answer : 1;
}

} // namespace

int main(int count, char** arguments) {
    if (count != 3)
        return 64;
    const std::string_view name = arguments[1];
    if (name == "streebog512")
        return streebog512(arguments[2]);
    return name == "sha256" ? sha256(arguments[2]) : 64;
}
