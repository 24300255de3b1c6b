#include "core/sign/classify.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tanba;
    const ByteView content(data, size);
    const auto classification = sign::classifyContent(content, true);
    // A login always has a shape, and without an origin never passes the gate.
    const bool login = classification.contentClass == sign::ContentClass::Login;
    if (login == classification.shapes.empty() || (login && sign::authoriseSigning(classification, {}).ok()))
        std::abort();
    static_cast<void>(sign::classifyContent(content, false));
    static_cast<void>(sign::refuseForgingOracle(content));
    if (const auto origin = sign::normaliseOrigin(asText(content)); origin.ok()) {
        const auto again = sign::normaliseOrigin(origin.value());
        if (!again.ok() || again.value() != origin.value())
            std::abort();
    }
    return 0;
}
