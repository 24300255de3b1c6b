#include "tests/unit/cardreader/pkcs11/softhsm.h"

#include "cardreader/pkcs11/module_table.h"
#include "core/base/encoding.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace tanba::pkcs11 {

namespace {

namespace fs = std::filesystem;

constexpr const char* kModule = "/usr/lib/softhsm/libsofthsm2.so";

} // namespace

bool SoftHsm::present() {
    return fs::exists(kModule) && fs::exists("/usr/bin/softhsm2-util") && fs::exists("/usr/bin/pkcs11-tool");
}

SoftHsm::SoftHsm() : folder_(test::scratchFolder()) {
    fs::create_directory(folder_ / "tokens");
    std::ofstream(folder_ / "softhsm2.conf") << "directories.tokendir = " << (folder_ / "tokens").string()
                                             << "\nobjectstore.backend = file\nslots.removable = true\n";
    ::setenv("SOFTHSM2_CONF", (folder_ / "softhsm2.conf").c_str(), 1);
    run("softhsm2-util --init-token --free --label 'ЭЦҚ токені' --so-pin 87654321 --pin 12345678");
}

SoftHsm::~SoftHsm() {
    ::unsetenv("SOFTHSM2_CONF");
}

void SoftHsm::run(const std::string& command) const {
    const std::string output = (folder_ / "output.txt").string();
    const bool done = std::system((command + " > '" + output + "' 2>&1").c_str()) == 0;
    EXPECT_TRUE(done) << command << "\n" << asText(test::fileContent(output));
}

std::string SoftHsm::fileWith(const std::string& name, ByteView content) const {
    const fs::path path = folder_ / name;
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
    return "'" + path.string() + "'";
}

void SoftHsm::importKey(const test::Identity& identity, const std::string& id) {
    const std::string pem = toPem("PRIVATE KEY", identity.key->toPkcs8().value().view());
    run("softhsm2-util --import " + fileWith("key.pem", viewOf(pem)) + " --token 'ЭЦҚ токені' --label 'key " +
        id + "' --id " + id + " --pin 12345678");
}

void SoftHsm::importCertificate(const test::Identity& identity, const std::string& id) {
    run("pkcs11-tool --module " + std::string(kModule) + " -l --pin 12345678 --write-object " +
        fileWith("certificate.der", identity.certificate.der()) + " --type cert --id " + id +
        " --label certificate");
}

void SoftHsm::importData(ByteView content, const std::string& label) {
    run("pkcs11-tool --module " + std::string(kModule) + " -l --pin 12345678 --write-object " +
        fileWith("data.bin", content) + " --type data --label '" + label + "'");
}

TokenList SoftHsm::list() const {
    ModuleOptions options;
    options.helper = helperBesideThisProgram().value();
    return tokensOf({fs::canonical(kModule), "SoftHSM", keys::TokenProof::Real}, options, nullptr);
}

std::unique_ptr<Pkcs11Token> SoftHsm::token() const {
    TokenList found = list();
    for (const Failure& failure : found.failures)
        ADD_FAILURE() << codeText(failure.code) << " " << failure.detail;
    EXPECT_EQ(found.tokens.size(), 1u);
    return found.tokens.empty() ? nullptr : std::move(found.tokens.front());
}

} // namespace tanba::pkcs11
