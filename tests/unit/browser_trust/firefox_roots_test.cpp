#include "app/platform/browser_trust/firefox_roots.h"

#include "tests/support/fixtures.h"

#include <fstream>
#include <string>

namespace tanba::platform {
namespace {

namespace fs = std::filesystem;

class FirefoxRoots : public testing::Test {
  protected:
    void write(const char* name, const std::string& text) { std::ofstream(profile_ / name) << text; }
    void lastVersion(const std::string& version) {
        write("compatibility.ini", "[Compatibility]\r\nLastVersion=" + version + "_20261101/20261101\r\n");
    }
    bool follows() const { return followsSystemRoots(profile_); }

    static constexpr const char* kOff = "user_pref(\"security.enterprise_roots.enabled\", false);\n";
    static constexpr const char* kOn = "user_pref(\"security.enterprise_roots.enabled\", true);\n";
    fs::path profile_ = test::scratchFolder();
};

TEST_F(FirefoxRoots, FromVersion120On) {
    EXPECT_FALSE(follows());
    lastVersion("119.0.1");
    EXPECT_FALSE(follows());
    lastVersion("120.0");
    EXPECT_TRUE(follows());
    lastVersion("");
    EXPECT_FALSE(follows());
}

TEST_F(FirefoxRoots, ThePreferenceDecides) {
    lastVersion("153.0");
    write("prefs.js", "user_pref(\"a\", 1);\n" + std::string(kOff));
    EXPECT_FALSE(follows());
    write("prefs.js", std::string(kOff) + kOn);
    EXPECT_TRUE(follows());
    write("user.js", kOff);
    EXPECT_FALSE(follows());
    lastVersion("115.0");
    write("user.js", kOn);
    EXPECT_TRUE(follows());
}

} // namespace
} // namespace tanba::platform
