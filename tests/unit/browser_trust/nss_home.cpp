#include "tests/unit/browser_trust/nss_home.h"

#include "tests/support/fixtures.h"
#include "tests/support/test_pki.h"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <sstream>

namespace tanba::test {

namespace {

namespace fs = std::filesystem;

std::string quoted(const std::string& text) {
    std::string safe = "'";
    for (const char c : text)
        safe += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return safe + "'";
}

ToolAnswer runShell(const std::string& command) {
    ToolAnswer answer;
    FILE* pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr) {
        ADD_FAILURE() << command;
        return answer;
    }
    std::array<char, 4096> piece{};
    for (std::size_t got = 0; (got = std::fread(piece.data(), 1, piece.size(), pipe)) > 0;)
        answer.text.append(piece.data(), got);
    const int status = ::pclose(pipe);
    answer.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return answer;
}

} // namespace

NssHome::NssHome() : path_(scratchFolder() / "home") {
    fs::create_directory(path_);
}

fs::path NssHome::makeStore(std::string_view below) const {
    const fs::path folder = at(below);
    fs::create_directories(folder);
    EXPECT_EQ(certutil(folder, "-N --empty-password").code, 0) << folder;
    return folder;
}

ToolAnswer NssHome::certutil(const fs::path& store, const std::string& arguments) const {
    return runShell("certutil -d " + quoted("sql:" + store.string()) + " " + arguments +
                    " 2>/dev/null </dev/null");
}

void NssHome::add(const fs::path& store, const std::string& label, const std::string& trust,
                  ByteView certificate) const {
    const fs::path file = write(scratchFolder() / "added.cer", asText(certificate));
    EXPECT_EQ(
        certutil(store, "-A -n " + quoted(label) + " -t " + trust + " -i " + quoted(file.string())).code, 0)
        << label;
}

std::vector<std::string> NssHome::listed(const fs::path& store) const {
    const ToolAnswer answer = certutil(store, "-L");
    EXPECT_EQ(answer.code, 0) << store;
    std::vector<std::string> lines;
    std::istringstream text(answer.text);
    for (std::string line; std::getline(text, line);) {
        if (!line.empty() && line.find("Trust Attributes") == std::string::npos &&
            line.find("SSL,S/MIME") == std::string::npos)
            lines.push_back(line);
    }
    return lines;
}

std::string NssHome::trustOf(const fs::path& store, std::string_view label) const {
    std::string found = "none";
    for (const std::string& line : listed(store)) {
        if (!line.starts_with(label))
            continue;
        if (found != "none")
            return "several";
        const std::size_t end = line.find_last_not_of(' ') + 1;
        const std::size_t start = line.find_last_of(' ', end - 1) + 1;
        found = line.substr(start, end - start);
    }
    return found;
}

std::string NssHome::content(const fs::path& store) const {
    std::string all;
    for (const std::string& line : listed(store)) {
        const std::size_t end = line.find_last_not_of(' ') + 1;
        const std::string label =
            line.substr(0, line.find_last_not_of(' ', line.find_last_of(' ', end - 1)) + 1);
        all += line + "\n" + certutil(store, "-L -a -n " + quoted(label)).text;
    }
    return all;
}

fs::path NssHome::write(const fs::path& file, std::string_view content) const {
    fs::create_directories(file.parent_path());
    std::ofstream stream(file, std::ios::binary);
    stream << content;
    EXPECT_TRUE(stream.good()) << file;
    return file;
}

Bytes someAuthority(const std::string& name) {
    const Authority authority = Authority::makeRoot(crypto::KeyAlgorithm::Rsa, name);
    const ByteView der = authority.certificate().der();
    return Bytes(der.begin(), der.end());
}

} // namespace tanba::test
