#include "tests/unit/cardreader/pkcs11/test_module.h"

#include "cardreader/pkcs11/helper_process.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

#include <fstream>

namespace tanba::pkcs11 {

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

} // namespace

const test::Identity& gostPerson() {
    static const test::Identity identity = [] {
        auto root = test::Authority::makeRoot(crypto::KeyAlgorithm::Gost2015_512, "root");
        return root.issue(crypto::KeyAlgorithm::Gost2015_512);
    }();
    return identity;
}

crypto::Digest gostDigest(std::string_view text) {
    return crypto::digestOf(crypto::DigestAlgorithm::Streebog512, viewOf(text)).value();
}

TestModule::TestModule() : path_(test::scratchFolder() / "module.so"), identity_(gostPerson()) {
    fs::copy_file(TANBA_TEST_MODULE, path_);
    fs::permissions(path_, fs::perms::owner_read | fs::perms::owner_write);
    putBeside("key", identity_.key->toPkcs8().value().view());
    putBeside("cert", identity_.certificate.der());
}

void TestModule::tell(const std::string& name, const std::string& value) {
    script_[name] = value;
    std::string text;
    for (const auto& [key, told] : script_)
        text += key + '=' + told + '\n';
    // Renamed into place: the module reads whenever it likes.
    putBeside("script.new", viewOf(text));
    fs::rename(path_.string() + ".script.new", path_.string() + ".script");
}

int TestModule::calls(const std::string& line) const {
    std::ifstream log(path_.string() + ".log");
    int count = 0;
    for (std::string entry; std::getline(log, entry);)
        count += entry == line ? 1 : 0;
    return count;
}

void TestModule::forgetCalls() const {
    fs::remove(path_.string() + ".log");
}

Bytes TestModule::fileBeside(const std::string& suffix) const {
    return test::fileContent(path_.string() + "." + suffix);
}

void TestModule::putBeside(const std::string& suffix, ByteView content) const {
    std::ofstream file(path_.string() + "." + suffix, std::ios::binary);
    file.write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
}

void TestModule::removeBeside(const std::string& suffix) const {
    fs::remove(path_.string() + "." + suffix);
}

ModuleOptions TestModule::options() const {
    ModuleOptions options;
    options.helper = helperBesideThisProgram().value();
    options.settle = milliseconds(1);
    return options;
}

std::unique_ptr<Pkcs11Token> TestModule::token() const {
    TokenList found = list();
    for (const Failure& failure : found.failures)
        ADD_FAILURE() << codeText(failure.code) << " " << failure.detail;
    EXPECT_EQ(found.tokens.size(), 1u);
    return found.tokens.size() == 1 ? std::move(found.tokens.front()) : nullptr;
}

std::unique_ptr<keys::SigningKey> TestModule::key() const {
    const auto only = token();
    if (only == nullptr)
        std::abort();
    auto keys = only->keys();
    EXPECT_EQ(keys.size(), 1u);
    return std::move(keys.at(0));
}

} // namespace tanba::pkcs11
