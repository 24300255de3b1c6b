#include "app/net/online_checks.h"

#include "core/base/disk_file_store.h"
#include "core/trust/verify_document.h"
#include "tests/support/fixtures.h"
#include "tests/support/loopback_server.h"
#include "tests/support/online_extensions.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>

#include <fstream>

namespace tanba::net {
namespace {

using crypto::KeyAlgorithm;
using test::LoopbackServer;
using test::outcome;

const FixedClock kClock(test::goodTime());

void write(const std::filesystem::path& path, ByteView content) {
    std::ofstream(path, std::ios::binary) << asText(content);
}

/// Asks for the lists of a certificate that names the server, with the server allowed or not.
trust::OnlineLists listsFrom(const LoopbackServer& server, test::Authority& authority,
                             const std::filesystem::path& trustFolder,
                             const std::filesystem::path& dataFolder) {
    test::CertificateProfile profile;
    profile.moreExtensions = test::onlineExtensions({{}, {server.address("/list.crl")}, {}});
    const test::Identity person = authority.issue(KeyAlgorithm::Ec, profile);
    DiskFileStore files;
    const auto online = onlineChecks(files, kClock, {dataFolder, trustFolder});
    EXPECT_EQ(outcome(online), "ok");
    const keys::Certificate& root = authority.certificate();
    return online.value()->lists({person.certificate, root.subject(), root.publicKey().value()}, nullptr);
}

struct World {
    test::Authority authority = test::Authority::makeRoot(KeyAlgorithm::Ec, "ROOT");
    Bytes list = authority.crl({}, test::at("2026-06-20T00:00:00Z"), test::at("2026-06-21T00:00:00Z"));
    LoopbackServer server{[this](const test::ServedRequest&, test::ServedConnection& connection) {
        connection.send(test::httpAnswer("200 OK", "application/pkix-crl", list));
    }};
    std::filesystem::path trust = test::scratchFolder();
    std::filesystem::path data = test::scratchFolder() / "not" / "there yet";

    void allow(const std::string& host) const {
        write(trust / "online-hosts.json",
              toBytes(R"({"hosts":[{"host":")" + host + R"(","for":["lists"]}]})"));
    }
};

TEST(OnlineChecks, AHostThatIsNotListedIsNotAsked) {
    World w;
    const trust::OnlineLists lists = listsFrom(w.server, w.authority, w.trust, w.data);
    EXPECT_TRUE(lists.lists.empty());
    ASSERT_EQ(lists.problems.size(), 1U);
    EXPECT_EQ(lists.problems.front().trouble, trust::OnlineTrouble::NotAsked);
    EXPECT_TRUE(w.server.requests().empty());
}

TEST(OnlineChecks, TheUserMayAddHostsBesideTheirAnchors) {
    World w;
    w.allow("127.0.0.1:" + std::to_string(w.server.port()));
    const trust::OnlineLists lists = listsFrom(w.server, w.authority, w.trust, w.data);
    ASSERT_EQ(lists.lists.size(), 1U);
    EXPECT_FALSE(lists.lists.front().kept);
    EXPECT_EQ(lists.lists.front().host, "127.0.0.1:" + std::to_string(w.server.port()));
}

TEST(OnlineChecks, AListIsFetchedOnceInItsLife) {
    World w;
    w.allow("127.0.0.1:" + std::to_string(w.server.port()));
    listsFrom(w.server, w.authority, w.trust, w.data);
    const trust::OnlineLists again = listsFrom(w.server, w.authority, w.trust, w.data);
    ASSERT_EQ(again.lists.size(), 1U);
    EXPECT_TRUE(again.lists.front().kept);
    EXPECT_EQ(w.server.requests().size(), 1U);
    const auto permissions = std::filesystem::status(w.data / "revocation-lists").permissions();
    EXPECT_EQ(permissions & std::filesystem::perms::others_all, std::filesystem::perms::none);
}

TEST(OnlineChecks, WithoutAFolderNothingIsKept) {
    World w;
    w.allow("127.0.0.1:" + std::to_string(w.server.port()));
    write(w.data.parent_path(), toBytes("a file where the folder should be"));
    for (const std::filesystem::path& folder : {std::filesystem::path(), w.data}) {
        EXPECT_EQ(listsFrom(w.server, w.authority, w.trust, folder).lists.size(), 1U);
        EXPECT_FALSE(listsFrom(w.server, w.authority, w.trust, folder).lists.front().kept);
    }
    EXPECT_EQ(w.server.requests().size(), 4U);
}

TEST(OnlineChecks, AMalformedTableIsAFailure) {
    World w;
    DiskFileStore files;
    for (const char* table :
         {"", "{", "{\"hosts\":1}", "{\"hosts\":[{\"host\":\"a b\",\"for\":[\"lists\"]}]}",
          "{\"hosts\":[{\"host\":\"a.kz\",\"for\":[\"everything\"]}]}"}) {
        write(w.trust / "online-hosts.json", toBytes(table));
        EXPECT_EQ(outcome(onlineChecks(files, kClock, {w.data, w.trust})), "trust.folder_unusable") << table;
    }
}

} // namespace
} // namespace tanba::net
