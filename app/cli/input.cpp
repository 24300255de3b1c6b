#include "app/cli/input.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace tanba::cli {

namespace {

class StandardInput : public ByteSource {
  public:
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
        const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (got < 0)
            return errno == EINTR ? fail(FailureCode::Cancelled)
                                  : fail(FailureCode::FileNotReadable, std::string(kStandardInput),
                                         std::strerror(errno));
        return static_cast<std::size_t>(got);
    }
};

} // namespace

Result<std::unique_ptr<InputFile>> Inputs::open(const std::string& name) {
    auto opened = name == kStandardInput ? openStandardInput() : files_.openForReading(name);
    if (!opened.ok()) {
        Failure failure = opened.failure();
        failure.subject = name;
        return failure;
    }
    if (opened.value()->size() == 0)
        return fail(FailureCode::InputEmpty, name);
    return opened;
}

Result<std::unique_ptr<InputFile>> Inputs::openStandardInput() {
    if (!standardInput_) {
        StandardInput source;
        TANBA_TRY(standardInput_, readAll(source, kMaxStandardInput));
    }
    return std::unique_ptr<InputFile>(std::make_unique<MemoryInput>(*standardInput_));
}

} // namespace tanba::cli
