#include "app/documents/record_lines.h"

#include <cstdint>
#include <cstdlib>

using namespace tanba;

/// The record of a run of signatures; what is read is written and read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    documents::RecordText record;
    if (documents::parseRecord(asText({data, size}), record) != documents::RecordState::Readable)
        return 0;
    if (record.rows.size() != record.plan.documents.size())
        std::abort();
    documents::RecordText again;
    if (documents::parseRecord(documents::planLines(record.plan, record.header), again) !=
        documents::RecordState::Readable)
        std::abort();
    return 0;
}
