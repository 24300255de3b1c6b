// A time-stamp authority for tests that drive the program from outside:
//     stamping_authority make FOLDER              FOLDER/gost and FOLDER/rsa, each with
//         root.cer  root.pem  root.crl            the authority above it
//         tsa.pem  tsa.key                        its certificate and key
//     stamping_authority answer FOLDER/gost TIME  a TimeStampReq on standard input is answered on standard
//     output

#include "core/base/clock.h"
#include "core/base/encoding.h"
#include "tests/support/stamping_authority.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace {

using namespace tanba;
using crypto::KeyAlgorithm;
namespace fs = std::filesystem;

void write(const fs::path& path, ByteView content) {
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
    if (!file.good()) {
        std::cerr << "cannot write " << path << std::endl;
        std::exit(1);
    }
}

Bytes contentOf(std::istream& stream) {
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    return toBytes(text);
}

Bytes fromPemFile(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return fromPem(asText(contentOf(file))).value().content;
}

void makeOne(const fs::path& folder, KeyAlgorithm algorithm) {
    fs::create_directories(folder);
    const Time now = SystemClock().now();
    auto root = test::Authority::makeRoot(algorithm, "УАҚЫТ БЕЛГІСІНІҢ ОРТАЛЫҒЫ");
    test::CertificateProfile profile = test::CertificateProfile::timestamping();
    profile.notBefore = now - std::chrono::days(30);
    profile.notAfter = now + std::chrono::days(335);
    const test::Identity stamper = root.issue(algorithm, profile);
    const auto key = stamper.key->toPkcs8();
    write(folder / "root.cer", root.certificate().der());
    write(folder / "root.pem", viewOf(toPem("CERTIFICATE", root.certificate().der())));
    write(folder / "root.crl", root.crl({}, now - std::chrono::hours(1), now + std::chrono::hours(24)));
    write(folder / "tsa.pem", viewOf(toPem("CERTIFICATE", stamper.certificate.der())));
    write(folder / "tsa.key", viewOf(toPem("PRIVATE KEY", key.value().view())));
}

void answer(const fs::path& folder, Time time) {
    auto key = crypto::PrivateKey::fromPkcs8(fromPemFile(folder / "tsa.key"));
    const test::Identity stamper{keys::Certificate::fromDer(fromPemFile(folder / "tsa.pem")).value(),
                                 std::make_shared<crypto::PrivateKey>(std::move(key).value())};
    const Bytes answer = test::stampAnswer(stamper, test::StampQuestion::read(contentOf(std::cin)), {time});
    std::cout << asText(answer) << std::flush;
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() == 2 && words[0] == "make") {
        makeOne(fs::path(words[1]) / "gost", KeyAlgorithm::Gost2015_512);
        makeOne(fs::path(words[1]) / "rsa", KeyAlgorithm::Rsa);
        return 0;
    }
    if (words.size() == 3 && words[0] == "answer") {
        answer(words[1], test::at(words[2]));
        return 0;
    }
    std::cerr << "usage: stamping_authority make FOLDER | answer FOLDER TIME" << std::endl;
    return 64;
}
