#include "app/service/server/spool_file.h"

#include <algorithm>
#include <utility>

namespace tanba::service {

MappedText::MappedText(MappedText&& other) noexcept
    : start_(std::exchange(other.start_, nullptr)), size_(std::exchange(other.size_, 0)),
      behind_(std::move(other.behind_)) {}

void MappedText::passed(std::string_view part) const {
    static const std::size_t kPage = pageSize();
    char* const start = static_cast<char*>(start_);
    const auto offset = static_cast<std::size_t>(part.data() - start);
    const std::size_t first = offset / kPage * kPage;
    const std::size_t end = std::min((offset + part.size()) / kPage * kPage, size_);
    if (first < end)
        letGo(start + first, end - first);
}

SpoolFile::SpoolFile(SpoolFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_) {}

} // namespace tanba::service
