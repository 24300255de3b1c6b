#include "app/cli/input.h"

#include "app/documents/input.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace tanba::cli {

namespace {

class StandardInput : public ByteSource {
  public:
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
        const auto got = ::read(STDIN_FILENO, buffer.data(), static_cast<unsigned>(buffer.size()));
        if (got < 0)
            return errno == EINTR ? fail(FailureCode::Cancelled)
                                  : fail(FailureCode::FileNotReadable, std::string(kStandardInput),
                                         std::strerror(errno));
        return static_cast<std::size_t>(got);
    }
};

} // namespace

Result<std::unique_ptr<InputFile>> Inputs::open(const std::string& name) {
    if (name != kStandardInput)
        return documents::openInput(files_, name);
    TANBA_TRY(std::unique_ptr<InputFile> input, openStandardInput());
    if (input->size() == 0)
        return fail(FailureCode::InputEmpty, name);
    return input;
}

Result<std::unique_ptr<InputFile>> Inputs::openStandardInput() {
    if (!standardInput_) {
        StandardInput source;
        TANBA_TRY(standardInput_, readAll(source, kMaxStandardInput));
    }
    return std::unique_ptr<InputFile>(std::make_unique<MemoryInput>(*standardInput_));
}

} // namespace tanba::cli
