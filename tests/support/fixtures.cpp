#include "tests/support/fixtures.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string_view>

namespace tanba::test {

namespace fs = std::filesystem;

std::optional<fs::path> fixturesFolder() {
    const char* named = std::getenv("TANBA_FIXTURES");
    const fs::path folder =
        named != nullptr ? fs::path(named) : fs::path(TANBA_SOURCE_DIR) / "../shared/fixtures";
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored))
        return std::nullopt;
    return fs::weakly_canonical(folder);
}

bool fixturesRequired() {
    const char* ci = std::getenv("CI");
    return ci != nullptr && std::string_view(ci) == "true";
}

Bytes fileContent(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file.good()) << path;
    return Bytes(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

fs::path fixturePath(const std::string& relativePath) {
    const auto folder = fixturesFolder();
    EXPECT_TRUE(folder.has_value());
    return folder.value_or(fs::path()) / relativePath;
}

Bytes fixture(const std::string& relativePath) {
    return fileContent(fixturePath(relativePath));
}

namespace {

class ScratchRoot {
  public:
    ScratchRoot() {
        std::string pattern = (fs::temp_directory_path() / "tanba-test-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr)
            std::abort();
        root_ = pattern;
    }
    ~ScratchRoot() {
        std::error_code ignored;
        fs::remove_all(root_, ignored);
    }
    ScratchRoot(const ScratchRoot&) = delete;
    ScratchRoot& operator=(const ScratchRoot&) = delete;
    fs::path next() {
        const fs::path folder = root_ / std::to_string(++count_);
        fs::create_directory(folder);
        return folder;
    }

  private:
    fs::path root_;
    int count_ = 0;
};

} // namespace

fs::path scratchFolder() {
    static ScratchRoot root;
    return root.next();
}

} // namespace tanba::test
