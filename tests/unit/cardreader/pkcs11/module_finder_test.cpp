#include "cardreader/pkcs11/module_finder.h"

#include "cardreader/pkcs11/module_registry.h"
#include "cardreader/pkcs11/module_safety.h"
#include "cardreader/pkcs11/module_table.h"
#include "tests/support/fixtures.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace tanba::pkcs11 {
namespace {

namespace fs = std::filesystem;
using fs::perms;
using test::outcome;

class ModuleFinder : public testing::Test {
  protected:
    fs::path put(const fs::path& relative, const std::string& content = "module") {
        const fs::path path = root / relative;
        fs::create_directories(path.parent_path());
        std::ofstream(path) << content;
        fs::permissions(path, perms::owner_read | perms::owner_write);
        return path;
    }
    static std::vector<fs::path> paths(const ModuleSearch& search) {
        std::vector<fs::path> found;
        for (const FoundModule& module : search.modules)
            found.push_back(module.path);
        return found;
    }

    fs::path root = fs::canonical(test::scratchFolder());
    ModuleSources sources;
};

TEST_F(ModuleFinder, SettingThenRegistryThenTable) {
    const fs::path mine = put("mine/mine.so");
    const fs::path registered = put("lib/registered.so");
    const fs::path bare = put("pkcs11/bare.so");
    const fs::path usual = put("usual/usual.so");
    put("registry/b.module", "# a comment\nmodule: " + registered.string() + "\ncritical: no\n");
    put("registry/a.module", "module:bare.so\r\n");
    put("registry/readme.txt", "module: " + put("lib/other.so").string());
    sources = {{mine},
               {root / "nowhere", root / "registry"},
               {root / "empty", root / "pkcs11"},
               {usual, root / "absent.so"}};
    const ModuleSearch search = findModules(sources);
    EXPECT_EQ(paths(search), (std::vector<fs::path>{mine, bare, registered, usual}));
    EXPECT_TRUE(search.refused.empty());
}

TEST_F(ModuleFinder, EachModuleOnce) {
    const fs::path module = put("lib/module.so.1.2");
    fs::create_symlink(module, root / "lib/module.so");
    fs::create_directory_symlink(root / "lib", root / "lib64");
    sources.configured = {root / "lib/module.so", root / "lib64/module.so", module};
    sources.usual = {root / "lib/../lib/module.so"};
    EXPECT_EQ(paths(findModules(sources)), std::vector<fs::path>{module});
}

TEST_F(ModuleFinder, ASettingThatLeadsNowhereIsTold) {
    sources.configured = {root / "absent.so"};
    sources.usual = {root / "absent too.so"};
    const ModuleSearch search = findModules(sources);
    EXPECT_TRUE(search.modules.empty());
    ASSERT_EQ(search.refused.size(), 1u);
    EXPECT_EQ(search.refused[0].code, FailureCode::FileNotFound);
    EXPECT_EQ(search.refused[0].subject, (root / "absent.so").string());
}

TEST_F(ModuleFinder, TheProxyIsLeftOutUnderAnyName) {
    const fs::path proxy = put("lib/libp11-kit.so.0.3.0");
    fs::create_symlink(proxy, root / "lib/p11-kit-proxy.so");
    fs::create_symlink(proxy, root / "lib/innocent.so");
    put("lib/p11-kit-proxy.so.1");
    sources.configured = {root / "lib/p11-kit-proxy.so", root / "lib/innocent.so",
                          root / "lib/p11-kit-proxy.so.1"};
    EXPECT_TRUE(findModules(sources).modules.empty());
}

TEST_F(ModuleFinder, WhatOthersCanWriteIsRefused) {
    const fs::path module = put("a/b/module.so");
    EXPECT_EQ(outcome(safeModulePath(module)), "ok");
    const auto refusedFor = [&](const fs::path& place, perms added) {
        const perms before = fs::status(place).permissions();
        fs::permissions(place, added, fs::perm_options::add);
        const auto result = safeModulePath(module);
        fs::permissions(place, before);
        return result.ok() ? std::string("ok") : result.failure().detail;
    };
    for (const fs::path& place : {module, module.parent_path(), root / "a", root}) {
        EXPECT_EQ(refusedFor(place, perms::others_write), place.string());
        EXPECT_EQ(refusedFor(place, perms::group_write), place.string());
    }
    // As /tmp: nobody can put another folder in the place of one that is not his.
    EXPECT_EQ(refusedFor(root / "a", perms::others_write | perms::sticky_bit), "ok");
    EXPECT_EQ(refusedFor(module.parent_path(), perms::others_write | perms::sticky_bit),
              module.parent_path().string());
    EXPECT_EQ(outcome(safeModulePath(module)), "ok");
}

TEST_F(ModuleFinder, TheFolderBehindALinkCounts) {
    const fs::path module = put("open/module.so");
    fs::create_directory(root / "safe");
    fs::create_symlink(module, root / "safe/module.so");
    fs::permissions(root / "open", perms::others_write, fs::perm_options::add);
    sources.configured = {root / "safe/module.so"};
    const ModuleSearch search = findModules(sources);
    EXPECT_TRUE(search.modules.empty());
    ASSERT_EQ(search.refused.size(), 1u);
    EXPECT_EQ(search.refused[0].code, FailureCode::ModuleUnsafeFolder);
    EXPECT_EQ(search.refused[0].detail, (root / "open").string());
}

TEST_F(ModuleFinder, WhatBelongsToAnotherUserIsRefused) {
    if (::geteuid() != 0)
        GTEST_SKIP() << "LOUD SKIP: only the administrator can give a file away";
    const fs::path module = put("a/module.so");
    ASSERT_EQ(::chown((root / "a").c_str(), 12345, 12345), 0);
    EXPECT_EQ(outcome(safeModulePath(module)), "module.unsafe_folder");
}

TEST_F(ModuleFinder, OnlyFilesAreModules) {
    fs::create_directory(root / "folder.so");
    EXPECT_EQ(outcome(safeModulePath(root / "folder.so")), "file.not_readable");
    fs::create_symlink(root / "loop.so", root / "loop.so");
    EXPECT_EQ(outcome(safeModulePath(root / "loop.so")), "file.not_found");
}

TEST(ModuleRegistry, ReadsWhatMattersInAnEntry) {
    EXPECT_EQ(readRegistryEntry("module: a.so").module, "a.so");
    EXPECT_EQ(readRegistryEntry("  module :  /usr/lib/my module.so \t\r\n").module, "/usr/lib/my module.so");
    EXPECT_EQ(readRegistryEntry("#module: a.so\nremote: |run\n").module, "");
    EXPECT_EQ(readRegistryEntry("module: a.so\nmodule:\n").module, "");
    EXPECT_EQ(readRegistryEntry("").module, "");
    EXPECT_EQ(readRegistryEntry("no colon\nmodules: a.so").module, "");
    EXPECT_FALSE(readRegistryEntry("module: a.so\ntrust-policy: no").trustPolicy);
    EXPECT_TRUE(readRegistryEntry("trust-policy: yes\nmodule: a.so").trustPolicy);
}

TEST_F(ModuleFinder, RegistryEntriesThatAreNoneAreHarmless) {
    put("registry/huge.module", "module: " + put("lib/a.so").string() + "\n" + std::string(70000, '#'));
    put("registry/binary.module", std::string("\0\x01\xff:\0\n", 6));
    put("registry/trust.module", "trust-policy: yes\nmodule: " + put("lib/b.so").string());
    put("registry/relative.module", "module: ../lib/c.so");
    fs::create_directory(root / "registry/folder.module");
    fs::create_symlink(root / "nowhere", root / "registry/link.module");
    sources.registries = {root / "registry"};
    EXPECT_TRUE(findModules(sources).modules.empty());
}

TEST(ModuleTableTest, HasTheTokensOfThisCountry) {
    for (const char* file : {"libjcPKCS11-2.so", "libeTPkcs11.so", "librtpkcs11ecp.so", "opensc-pkcs11.so"}) {
        const ModuleRow* row = moduleTable().byFileName(file);
        ASSERT_NE(row, nullptr) << file;
        EXPECT_FALSE(row->paths.empty()) << file;
        EXPECT_EQ(row->proof, keys::TokenProof::EmulatorOnly) << file;
    }
    ASSERT_NE(moduleTable().byFileName("libsofthsm2.so"), nullptr);
    EXPECT_EQ(moduleTable().byFileName("libsofthsm2.so")->proof, keys::TokenProof::Real);
    EXPECT_EQ(moduleTable().byFileName("another.so"), nullptr);
}

TEST(ModuleTableTest, TheUsersRegistryIsBelowHisFolder) {
    const ModuleSources sources = systemModuleSources({"/mine.so"}, "/home/person");
    ASSERT_EQ(sources.registries.size(), 3u);
    EXPECT_EQ(sources.registries[0], "/home/person/.config/pkcs11/modules");
    EXPECT_EQ(sources.configured, std::vector<fs::path>{"/mine.so"});
    EXPECT_EQ(systemModuleSources({}, "").registries.size(), 2u);
}

TEST(ModuleFinderHere, FindsWhatIsInstalled) {
    TANBA_NEEDS(fs::exists("/usr/share/p11-kit/modules/softhsm2.module"), "SoftHSM2");
    TANBA_NEEDS(fs::exists("/usr/share/p11-kit/modules/opensc-pkcs11.module"), "OpenSC");
    const ModuleSearch search = findModules(systemModuleSources({}, ""));
    std::vector<std::string> names;
    for (const FoundModule& module : search.modules)
        names.push_back(module.name);
    EXPECT_EQ(names, (std::vector<std::string>{"OpenSC", "SoftHSM"}));
}

} // namespace
} // namespace tanba::pkcs11
