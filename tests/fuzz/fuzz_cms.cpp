#include "core/sign/cms_reader.h"
#include "core/sign/cms_verifier.h"

#include <cstdlib>

using namespace tanba;

namespace {

/// Whatever is read twice must be read the same.
void expectSameReading(ByteView file) {
    MemoryInput input(file);
    MemorySink first;
    const auto once = sign::readCms(input, &first, {});
    MemorySink second;
    const auto twice = sign::readCms(input, &second, {});
    if (once.ok() != twice.ok() || first.content != second.content)
        std::abort();
    if (once.ok() && once.value().contentSize != first.content.size())
        std::abort();
}

} // namespace

/// CMS files, with and without a document beside them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView file(data, size);
    (void)sign::looksLikeCms(file);
    expectSameReading(file);
    MemoryInput input(file);
    (void)sign::verifyCms(input, nullptr, {});
    const Bytes document = toBytes("test123");
    MemoryInput beside(document);
    (void)sign::verifyCms(input, &beside, {});
    return 0;
}
