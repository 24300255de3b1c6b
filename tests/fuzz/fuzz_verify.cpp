#include "core/trust/report_json.h"
#include "core/trust/verify_document.h"

#include <cstdint>
#include <cstdlib>

using namespace tanba;

namespace {

trust::Verifier makeVerifier() {
    trust::Verifier::Settings settings;
    auto store = trust::builtInTrust();
    if (!store.ok())
        std::abort();
    settings.trust = std::move(store).value();
    const auto now = parseRfc3339("2026-06-20T12:00:00Z");
    settings.now = now.value();
    settings.programVersion = "fuzz";
    return trust::Verifier(std::move(settings));
}

} // namespace

/// Signed files of every format, from recognising them to the report.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const trust::Verifier verifier = makeVerifier();
    MemoryInput input({data, size});
    const Bytes beside = toBytes("test123");
    MemoryInput content(beside);
    const auto report = verifier.verify("fuzz", input, &content, WorkControl{});
    if (report.ok() && trust::reportJson(report.value()).empty())
        std::abort();
    return 0;
}
