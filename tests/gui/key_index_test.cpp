#include "app/gui/keys/key_index.h"

#include "app/gui/keys/key_work.h"
#include "core/base/disk_file_store.h"
#include "tests/support/fixtures.h"
#include "tests/support/memory_file_store.h"
#include "tests/support/outcome.h"
#include "tests/support/test_pki.h"

#include <gtest/gtest.h>

namespace tanba::gui {
namespace {

KeyEntry entry(const std::filesystem::path& path, Memory memory) {
    KeyEntry made;
    made.path = path;
    made.memory = memory;
    return made;
}

TEST(KeyIndex, KeepsWhatIsRememberedAndNothingElse) {
    DiskFileStore files;
    const auto index = test::scratchFolder() / "deep" / "keys.json";
    auto root = test::Authority::makeRoot(crypto::KeyAlgorithm::Ec, "ROOT");
    KeyEntry known = entry("/home/a/key.p12", Memory::Remembered);
    known.certificates.push_back(root.issue(crypto::KeyAlgorithm::Ec).certificate);
    known.kind = keys::KeyFileKind::KazakhName;
    ASSERT_TRUE(writeKeyIndex(files, index, {known, entry("/usb/found.p12", Memory::Session)}).ok());
    const std::vector<KeyEntry> read = readKeyIndex(files, index);
    ASSERT_EQ(read.size(), 1U);
    EXPECT_EQ(read[0].path, known.path);
    EXPECT_EQ(read[0].kind, known.kind);
    EXPECT_EQ(read[0].certificates, known.certificates);
    EXPECT_EQ(read[0].memory, Memory::Remembered);
}

TEST(KeyIndex, DamageCostsTheListOnly) {
    test::MemoryFileStore files;
    const std::filesystem::path index = "/data/keys.json";
    EXPECT_TRUE(readKeyIndex(files, index).empty());
    for (const std::string_view content : {"", "{", "[]", R"({"version":2,"keys":[{"path":"/a.p12"}]})",
                                           R"({"version":1,"keys":[{"path":"relative.p12"},7,null]})"}) {
        files.put(index, toBytes(content));
        EXPECT_TRUE(readKeyIndex(files, index).empty()) << content;
    }
    files.put(index, toBytes(R"({"version":1,"keys":[{"path":"/a.p12","certificates":["AAAA", 5]}]})"));
    ASSERT_EQ(readKeyIndex(files, index).size(), 1U);
    EXPECT_TRUE(readKeyIndex(files, index)[0].certificates.empty()) << "a broken certificate is left out";
}

/// A pair as the authority once issued it: one certificate for login, one for signing.
class KeyPair : public testing::Test {
  protected:
    void add(test::CertificateProfile profile, std::string_view until) {
        profile.notAfter = test::at(until);
        entry_.certificates.push_back(root_.issue(crypto::KeyAlgorithm::Ec, profile).certificate);
    }
    /// The place in the file of the one that leads.
    std::ptrdiff_t leads(std::string_view now) const {
        return leadingCertificate(entry_, test::at(now)) - entry_.certificates.data();
    }

    test::Authority root_ = test::Authority::makeRoot(crypto::KeyAlgorithm::Ec, "ROOT");
    KeyEntry entry_ = entry("/home/a/pair.p12", Memory::Remembered);
};

TEST_F(KeyPair, NothingLeadsInALockedFile) {
    EXPECT_EQ(leadingCertificate(entry_, test::goodTime()), nullptr);
    EXPECT_EQ(endOfLast(entry_), std::nullopt);
    EXPECT_EQ(stateOf(entry_, test::goodTime()), KeyState::Locked);
}

TEST_F(KeyPair, TheOneThatEndsFirstLeadsWhileItLasts) {
    add(test::CertificateProfile::rsaSigning(), "2026-12-01T00:00:00Z");
    add(test::CertificateProfile::rsaLogin(), "2026-07-01T00:00:00Z");
    EXPECT_EQ(leads("2026-06-20T00:00:00Z"), 1);
    EXPECT_EQ(stateOf(entry_, test::at("2026-06-20T00:00:00Z")), KeyState::Soon);
    EXPECT_EQ(leads("2026-07-02T00:00:00Z"), 0) << "the file can still sign";
    EXPECT_EQ(stateOf(entry_, test::at("2026-07-02T00:00:00Z")), KeyState::Good);
    EXPECT_EQ(leads("2026-12-02T00:00:00Z"), 0) << "the last one to end";
    EXPECT_EQ(stateOf(entry_, test::at("2026-12-02T00:00:00Z")), KeyState::Expired);
    EXPECT_EQ(endOfLast(entry_), test::at("2026-12-01T00:00:00Z")) << "before that it is no leftover";
}

TEST_F(KeyPair, ServesForWhatBothPermit) {
    EXPECT_EQ(purposeOf(entry_), keys::Purpose::None);
    add(test::CertificateProfile::rsaLogin(), "2026-12-01T00:00:00Z");
    EXPECT_EQ(purposeOf(entry_), keys::Purpose::Login);
    add(test::CertificateProfile::rsaSigning(), "2026-12-01T00:00:00Z");
    EXPECT_EQ(purposeOf(entry_), keys::Purpose::Both);
}

TEST_F(KeyPair, AnOldCertificateBesideItsSuccessorDoesNotLead) {
    add(test::CertificateProfile::person(), "2026-07-01T00:00:00Z");
    add(test::CertificateProfile::person(), "2026-12-01T00:00:00Z");
    EXPECT_EQ(leads("2026-06-20T00:00:00Z"), 1);
}

TEST(KeyWork, TellsAKeyFileByItsBeginning) {
    test::MemoryFileStore files;
    auto root = test::Authority::makeRoot(crypto::KeyAlgorithm::Ec, "ROOT");
    files.put("/a/key.p12", test::pkcs12File(root.issue(crypto::KeyAlgorithm::Ec), "x"));
    files.put("/a/indefinite.p12", Bytes{0x30, 0x80, 0x02, 0x01, 0x03, 0x30, 0x80});
    files.put("/a/certificate.cer",
              Bytes{0x30, 0x82, 0x01, 0x00, 0x30, 0x81, 0x10, 0xA0, 0x03, 0x02, 0x01, 0x02});
    files.put("/a/empty.p12", {});
    EXPECT_EQ(test::outcome(looksLikeKeyFile(files, "/a/key.p12")), "ok");
    EXPECT_EQ(test::outcome(looksLikeKeyFile(files, "/a/indefinite.p12")), "ok");
    EXPECT_EQ(test::outcome(looksLikeKeyFile(files, "/a/certificate.cer")), "pkcs12.not_pkcs12");
    EXPECT_EQ(test::outcome(looksLikeKeyFile(files, "/a/empty.p12")), "pkcs12.not_pkcs12");
    EXPECT_EQ(test::outcome(looksLikeKeyFile(files, "/a/absent.p12")), "file.not_found");
    EXPECT_EQ(test::outcome(looksLikeKeyFile(files, "/a")), "file.is_folder");
}

TEST(KeyWork, ASearchReportsEachFileOnceAndStopsWhenAsked) {
    test::MemoryFileStore files;
    files.put("/home/Downloads/a.p12", {1});
    files.put("/home/b.p12", {1});
    std::vector<std::filesystem::path> found;
    SearchReport report{[](const auto&) {},
                        [&](const keys::FoundKeyFile& file) { found.push_back(file.path); }};
    const std::vector<SearchPlace> places = {{"/home", 3}, {"/home/Downloads", 3}};
    EXPECT_EQ(test::outcome(searchForKeys(files, places, {}, report)), "ok");
    EXPECT_EQ(found.size(), 2U);
    CancelToken cancel;
    cancel.cancel();
    found.clear();
    EXPECT_EQ(test::outcome(searchForKeys(files, places, {&cancel, nullptr}, report)), "cancelled");
    EXPECT_TRUE(found.empty());
}

} // namespace
} // namespace tanba::gui
