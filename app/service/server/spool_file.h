#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <memory>
#include <string_view>
#include <utility>

namespace tanba::service {

/// Text that lies in a file and is read like memory.
class MappedText {
  public:
    /// @param behind what must stay as long as the text is mapped, where the system asks for that
    MappedText(void* start, std::size_t size, std::shared_ptr<const void> behind = {})
        : start_(start), size_(size), behind_(std::move(behind)) {}
    MappedText(MappedText&& other) noexcept;
    MappedText& operator=(MappedText&&) = delete;
    MappedText(const MappedText&) = delete;
    MappedText& operator=(const MappedText&) = delete;
    ~MappedText();

    std::string_view text() const { return {static_cast<const char*>(start_), size_}; }
    /// The pages of this part of text() leave the memory of the process until they are read again.
    void passed(std::string_view part) const;

  private:
    // Each operating system's own.
    static std::size_t pageSize();
    static void letGo(char* pages, std::size_t size);

    void* start_;
    std::size_t size_;
    std::shared_ptr<const void> behind_;
};

/// A file that nobody else can open (on Linux it has no name), and that is gone with the process, however
/// that ends.
class SpoolFile {
  public:
    /// On the disk of this folder.
    static Result<SpoolFile> open(const std::filesystem::path& folder);
    SpoolFile(SpoolFile&& other) noexcept;
    SpoolFile& operator=(SpoolFile&&) = delete;
    SpoolFile(const SpoolFile&) = delete;
    SpoolFile& operator=(const SpoolFile&) = delete;
    ~SpoolFile();

    Outcome append(std::string_view piece);
    /// Everything that was appended; the file itself is not needed for it any more.
    Result<MappedText> map() const;

  private:
    explicit SpoolFile(int descriptor) : descriptor_(descriptor) {}

    int descriptor_;
    std::size_t size_ = 0;
};

} // namespace tanba::service
