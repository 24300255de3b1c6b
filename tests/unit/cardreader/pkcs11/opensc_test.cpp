#include "cardreader/pkcs11/pkcs11_token.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

namespace tanba::pkcs11 {
namespace {

namespace fs = std::filesystem;

TEST(OpenScModule, LoadsAndListsWithoutReaders) {
    const fs::path module = "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so";
    TANBA_NEEDS(fs::exists(module), "opensc-pkcs11");
    // Whatever readers this computer has, the module is to see none.
    const char* before = std::getenv("PCSCLITE_CSOCK_NAME");
    const std::string socket = before == nullptr ? "" : before;
    ::setenv("PCSCLITE_CSOCK_NAME", "/nowhere/pcscd.comm", 1);
    ModuleOptions options;
    options.helper = helperBesideThisProgram().value();
    const TokenList list =
        tokensOf({fs::canonical(module), "OpenSC", keys::TokenProof::EmulatorOnly}, options, nullptr);
    socket.empty() ? ::unsetenv("PCSCLITE_CSOCK_NAME") : ::setenv("PCSCLITE_CSOCK_NAME", socket.c_str(), 1);
    EXPECT_TRUE(list.tokens.empty());
    for (const Failure& failure : list.failures)
        ADD_FAILURE() << codeText(failure.code) << " " << failure.detail;
}

} // namespace
} // namespace tanba::pkcs11
