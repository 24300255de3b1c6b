#include "tests/unit/keys/openssl_command.h"

#include "tests/support/fixtures.h"

#include <cstdlib>
#include <fstream>

namespace tanba::keys {

OpenSslCommand::OpenSslCommand() : folder_(test::scratchFolder()) {
    present_ = run("version").has_value();
}

void OpenSslCommand::write(const std::string& name, ByteView content) const {
    std::ofstream file(folder_ / name, std::ios::binary);
    file.write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
}

Bytes OpenSslCommand::read(const std::string& name) const {
    return test::fileContent(folder_ / name);
}

std::optional<std::string> OpenSslCommand::run(const std::string& arguments) const {
    const std::string command =
        "cd '" + folder_.string() + "' && openssl " + arguments + " > output.txt 2> errors.txt";
    if (std::system(command.c_str()) != 0)
        return std::nullopt;
    const Bytes output = read("output.txt");
    return std::string(output.begin(), output.end());
}

} // namespace tanba::keys
