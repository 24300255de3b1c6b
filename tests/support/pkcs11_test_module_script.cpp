#include "tests/support/pkcs11_test_module_script.h"

#include <dlfcn.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace tanba::test::module {

namespace {

std::string pathOfThisModule() {
    Dl_info info{};
    if (::dladdr(reinterpret_cast<void*>(&pathOfThisModule), &info) == 0)
        std::abort();
    return info.dli_fname;
}

std::string beside(std::string_view suffix) {
    return pathOfThisModule() + "." + std::string(suffix);
}

} // namespace

std::string told(std::string_view name) {
    std::ifstream script(beside("script"));
    std::string line;
    while (std::getline(script, line)) {
        const std::size_t equals = line.find('=');
        if (equals != std::string::npos && std::string_view(line).substr(0, equals) == name)
            return line.substr(equals + 1);
    }
    return {};
}

unsigned long toldNumber(std::string_view name, unsigned long otherwise) {
    const std::string value = told(name);
    return value.empty() ? otherwise : std::stoul(value, nullptr, 0);
}

Bytes fileBeside(std::string_view suffix) {
    std::ifstream file(beside(suffix), std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

void writeBeside(std::string_view suffix, ByteView content) {
    std::ofstream file(beside(suffix), std::ios::binary);
    file.write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
}

void log(std::string_view line) {
    std::ofstream file(beside("log"), std::ios::app);
    file << line << '\n';
}

void reportSurroundings() {
    std::ostringstream report;
    report << "dumpable=" << ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) << '\n';
    report << "process=" << ::getpid() << '\n';
    for (char** variable = ::environ; *variable != nullptr; ++variable)
        report << "environment:" << *variable << '\n';
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd", error)) {
        const std::filesystem::path target = std::filesystem::read_symlink(entry.path(), error);
        report << "descriptor:" << entry.path().filename().string() << '=' << target.string() << '\n';
    }
    writeBeside("report", viewOf(report.str()));
}

std::optional<unsigned long> entered(std::string_view function) {
    log(function);
    if (told("print") == "yes") {
        std::printf("the test module prints what nobody asked for\n");
        std::fprintf(stderr, "and complains\n");
        std::fflush(stdout);
    }
    if (told("crash_in") == function)
        std::abort();
    while (told("hang_in") == function)
        ::pause();
    const std::string error = told("error_in");
    if (error.starts_with(std::string(function) + ":"))
        return std::stoul(error.substr(function.size() + 1), nullptr, 0);
    return std::nullopt;
}

} // namespace tanba::test::module
