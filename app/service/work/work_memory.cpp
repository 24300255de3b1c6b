#include "app/service/work/work_memory.h"

namespace tanba::service {

std::size_t sizeOfResults(const WorkOrder& order) {
    constexpr std::size_t kSignature = 4096;
    std::size_t size = 0;
    for (const WorkItem& item : order.items) {
        const std::size_t inside = order.format == ConsentFormat::CmsDetached ? 0 : item.shown.size;
        size += kSignature + (item.existing ? item.existing->size() : inside);
    }
    return size;
}

std::size_t sizeInAnswer(std::size_t bytes) {
    constexpr std::size_t kLineBytes = 48;
    constexpr std::size_t kLineText = 66;
    return (bytes / kLineBytes + 1) * kLineText;
}

std::size_t memoryToSign(const WorkOrder& order) {
    std::size_t held = 0;
    for (const WorkItem& item : order.items)
        held += (item.shown.content ? item.shown.content->size() : 0) +
                (item.existing ? item.existing->size() : 0);
    const std::size_t results = sizeOfResults(order);
    // Signatures that wait for their time stamps lie beside the answer.
    return held + sizeInAnswer(results) + (order.withTimestamp ? results : 0);
}

} // namespace tanba::service
