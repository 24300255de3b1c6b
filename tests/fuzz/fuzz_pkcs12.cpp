#include "core/keys/pkcs12.h"
#include "core/keys/pkcs12_unlock.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace {

using tanba::SecretBytes;

constexpr std::array<std::string_view, 2> kPasswords{"Qwerty12", ""};

/// A fuzzer cannot guess a MAC. So the parts behind it are also reached by themselves.
void readWithoutPassword(tanba::ByteView input, const tanba::keys::Pkcs12Limits& limits) {
    tanba::keys::WorkBudget budget(limits);
    static_cast<void>(tanba::keys::readSafeContents(input, budget));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const tanba::ByteView input(data, size);
    // Work in bounds that let the fuzzer make many tries; the bounds themselves have unit tests.
    tanba::keys::Pkcs12Limits limits;
    limits.iterations = 10'000;
    for (const std::string_view password : kPasswords) {
        const SecretBytes secret = SecretBytes::copyOf(tanba::viewOf(password));
        auto contents = tanba::keys::openPkcs12(input, secret, limits);
        if (contents.ok())
            static_cast<void>(tanba::keys::selectKey(std::move(contents).value(), ""));
    }
    readWithoutPassword(input, limits);
    return 0;
}
