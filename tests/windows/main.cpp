// The tests' program; as "PROGRAM --connect PORT" it is the other end of a connection, under whatever name it
// was copied to.
#include "core/base/encoding.h"
#include "core/base/random.h"
#include "tests/windows/places.h"
#include "tests/windows/sockets.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <vector>

namespace tanba::test {

namespace {

/// The folders of this run.
struct Folders {
    std::vector<std::filesystem::path> made;
    ~Folders() {
        std::error_code ignored;
        for (const std::filesystem::path& folder : made)
            std::filesystem::remove_all(folder, ignored);
    }
};

} // namespace

std::filesystem::path newFolder() {
    static Folders folders;
    const auto name = randomBytes(8);
    EXPECT_TRUE(name.ok());
    folders.made.push_back(std::filesystem::temp_directory_path() / ("tanba-" + toHex(name.value())));
    EXPECT_TRUE(std::filesystem::create_directory(folders.made.back()));
    return folders.made.back();
}

std::string givenFile(const char* variable) {
    const char* const path = std::getenv(variable);
    EXPECT_NE(path, nullptr) << variable;
    return path == nullptr ? std::string() : path;
}

namespace {

/// Until the other side ends the connection.
int beTheOtherEnd(const char* port) {
    service::SocketAddress address{service::SocketAddress::Family::V4, {127, 0, 0, 1}, 0};
    address.port = static_cast<std::uint16_t>(std::atoi(port));
    const OwnSocket socket = connectTo(address);
    char letter = 0;
    return socket.open() && ::recv(socket.get(), &letter, 1, 0) == 0 ? 0 : 1;
}

} // namespace

} // namespace tanba::test

int main(int argc, char** argv) {
    const tanba::SocketUse use;
    if (argc == 3 && std::string_view(argv[1]) == "--connect")
        return tanba::test::beTheOtherEnd(argv[2]);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
