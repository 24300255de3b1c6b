// The first byte chooses what is done with the rest: write and read it again, or verify it.

#include "core/sign/xml_canonical.h"
#include "core/sign/xml_document.h"
#include "core/sign/xml_ids.h"
#include "core/sign/xml_verifier.h"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace tanba;

void require(bool condition) {
    if (!condition)
        std::abort();
}

Bytes canonicalForm(const sign::xml::XmlDocument& document) {
    const WorkControl control;
    sign::xml::CanonicalBudget budget(control);
    MemorySink sink;
    const auto written = sign::xml::canonicalise(document, nullptr, {}, budget, sink, 1);
    return written.ok() ? sink.content : Bytes();
}

/// Writing a document and reading it again changes nothing that is signed.
void checkSerialising(ByteView input) {
    const auto document = sign::xml::XmlDocument::parse(input);
    if (!document.ok())
        return;
    const auto written = document.value().serialise();
    require(written.ok());
    const auto again = sign::xml::XmlDocument::parse(written.value());
    if (!again.ok()) // only a limit may have been passed by a longer way of writing
        return require(again.failure().code != FailureCode::XmlMalformed);
    require(canonicalForm(document.value()) == canonicalForm(again.value()));
    const sign::xml::IdIndex ids(again.value());
    static_cast<void>(ids.find("x"));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    const ByteView rest(data + 1, size - 1);
    if (data[0] % 2 == 0)
        checkSerialising(rest);
    else if (const auto file = sign::verifyXml(rest); file.ok())
        // Nothing that a fuzzer writes is signed, unless it is a fixture's content and signature untouched.
        require(!file.value().signatures.empty() && file.value().signatures.size() <= 64);
    return 0;
}
