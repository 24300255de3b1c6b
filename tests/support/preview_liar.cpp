// In place of tanba-worker in tests: answers what the document says, byte for byte, or misbehaves.
#include "app/platform/standard_streams.h"
#include "app/preview/wire.h"
#include "core/base/locked_child.h"

#include <poll.h>

#include <csignal>
#include <cstdlib>

namespace {

using namespace tanba;

void hang() {
    while (true)
        static_cast<void>(::poll(nullptr, 0, -1));
}

} // namespace

int main() {
    Bytes bytes(preview::wire::kOrderSize);
    if (!platform::readStandardInput(bytes))
        return 1;
    Bytes document(static_cast<std::size_t>(preview::wire::decodeOrder(bytes).value().size));
    if (!platform::readStandardInput(document))
        return 1;
    const std::string_view wish = asText(document);
    if (wish == "hang")
        hang();
    if (wish == "crash")
        static_cast<void>(::raise(SIGABRT));
    if (wish == "out of time")
        static_cast<void>(::raise(SIGXCPU));
    if (wish == "not ready")
        return kChildNotReady;
    if (wish == "leave")
        return 7;
    static_cast<void>(platform::writeStandardOutput(document));
    if (wish.ends_with("and hang"))
        hang();
    return 0;
}
