// Reading a revocation list of the production size: time and peak memory, with the verification and a
// look-up. The list is written to a file first and by another process, so that making it does not count.

#include "core/base/disk_file_store.h"
#include "core/trust/crl.h"
#include "tests/support/big_crl.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace {

using namespace tanba;

constexpr int kRounds = 9;
constexpr std::size_t kMaxAuthorityFile = 64 * 1024;

double peakMebibytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

void write(const std::string& path, ByteView content) {
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
}

/// One reading in this process: seconds and MiB over the baseline on one line.
int readOnce(const std::string& listPath, const std::string& authorityPath) {
    DiskFileStore files;
    const auto encoded = readFile(files, authorityPath, kMaxAuthorityFile);
    const auto authority = keys::Certificate::fromDer(encoded.value());
    const auto& key = authority.value().publicKey().value();
    const double baseline = peakMebibytes();
    const auto start = std::chrono::steady_clock::now();
    const auto input = files.openForReading(listPath);
    const auto list = trust::Crl::read(*input.value(), WorkControl{});
    if (!list.ok() || list.value().size() != test::kProductionEntries ||
        !list.value().verifySignedBy(key).ok() || !list.value().find(test::bigCrlSerial(7)) ||
        list.value().find(test::bigCrlSerial(test::kProductionEntries)))
        return EXIT_FAILURE;
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    std::printf("%8.3f s  %8.1f MiB over the baseline\n", seconds.count(), peakMebibytes() - baseline);
    return EXIT_SUCCESS;
}

/// Runs `work` in a process of its own, whose memory it shares with nothing else.
template <typename Work>
bool inOwnProcess(Work work) {
    std::fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        const int code = work();
        std::fflush(stdout);
        _exit(code);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
}

} // namespace

int main() {
    const std::string folder =
        std::filesystem::temp_directory_path() / ("tanba-crl-" + std::to_string(getpid()));
    std::filesystem::create_directory(folder);
    const std::string listPath = folder + "/list.crl";
    const std::string authorityPath = folder + "/authority.cer";
    bool good = true;
    for (const auto& [algorithm, name] :
         {std::pair(crypto::KeyAlgorithm::Rsa, "RSA with SHA-256"),
          std::pair(crypto::KeyAlgorithm::Gost2015_512, "GOST with Streebog-512")}) {
        good = good && inOwnProcess([&, kind = algorithm] {
                   const test::Authority authority = test::Authority::makeRoot(kind, "LIST MAKER");
                   write(authorityPath, authority.certificate().der());
                   write(listPath, test::bigCrl(authority.identity(), test::kProductionEntries));
                   return EXIT_SUCCESS;
               });
        std::printf("%s, %zu entries\n", name, test::kProductionEntries);
        for (int round = 0; round < kRounds && good; ++round)
            good = inOwnProcess([&] { return readOnce(listPath, authorityPath); });
    }
    std::filesystem::remove_all(folder);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
