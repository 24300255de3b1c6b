#include "app/platform/password_file.h"

#include "app/platform/cancel_on_signal.h"
#include "app/platform/password_source.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace tanba::platform {

namespace {

Failure unreadable(const std::string& file, std::string detail) {
    return fail(FailureCode::PasswordUnreadable, file == "-" ? std::string() : file, std::move(detail));
}

/// A descriptor that is closed unless it is standard input.
class PasswordDescriptor {
  public:
    explicit PasswordDescriptor(const std::string& file)
        : descriptor_(file == "-" ? STDIN_FILENO : openToRead(file)) {}
    ~PasswordDescriptor() {
        if (descriptor_ > STDERR_FILENO)
            ::close(descriptor_);
    }
    PasswordDescriptor(const PasswordDescriptor&) = delete;
    PasswordDescriptor& operator=(const PasswordDescriptor&) = delete;
    int get() const { return descriptor_; }

  private:
    int descriptor_;
};

enum class LineEnd { Newline, EndOfFile };

/// One byte at a time: nothing beyond the line is taken from a pipe, and no buffer keeps a copy.
Result<LineEnd> readLine(const std::string& file, int descriptor, const CancelToken& cancel,
                         SecretBytes& line) {
    const SignalsHeldBack signals;
    std::uint8_t byte = 0;
    while (!cancel.cancelled()) {
        const auto got = signals.waitReadable(descriptor) ? ::read(descriptor, &byte, 1) : -1;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return unreadable(file, std::strerror(errno));
        if (got == 0)
            return LineEnd::EndOfFile;
        if (byte == '\n')
            return LineEnd::Newline;
        if (!line.append(byte))
            return unreadable(file, "longer than 1024 bytes");
    }
    return fail(FailureCode::Cancelled);
}

void dropCarriageReturn(SecretBytes& line) {
    if (!line.empty() && line.view().back() == '\r')
        line.resize(line.size() - 1);
}

} // namespace

Result<PasswordLines> readPasswordLines(const std::string& file, std::size_t count,
                                        const CancelToken& cancel) {
    const PasswordDescriptor descriptor(file);
    if (descriptor.get() < 0)
        return unreadable(file, std::strerror(errno));
    PasswordLines passwords;
    passwords.readableByOthers = file != "-" && othersCanRead(file, descriptor.get());
    LineEnd end = LineEnd::Newline;
    while (passwords.lines.size() < count) {
        if (end == LineEnd::EndOfFile)
            return unreadable(file, "fewer lines than needed");
        SecretBytes line(kMaxPasswordSize);
        TANBA_TRY(end, readLine(file, descriptor.get(), cancel, line));
        if (end == LineEnd::EndOfFile && line.empty())
            return unreadable(file, "fewer lines than needed");
        dropCarriageReturn(line);
        passwords.lines.push_back(std::move(line));
    }
    return passwords;
}

} // namespace tanba::platform
