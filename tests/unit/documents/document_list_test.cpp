#include "app/documents/document_list.h"

#include "core/crypto/digest.h"
#include "core/sign/xml_signer.h"
#include "tests/support/outcome.h"
#include "tests/unit/documents/desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace tanba::documents {
namespace {

using test::MemoryFileStore;
using testing::ElementsAre;
using testing::IsEmpty;

DocumentList list(FileStore& files, const std::vector<std::filesystem::path>& chosen,
                  const std::vector<Document>& known = {}) {
    auto listed = listDocuments(files, chosen, known, {});
    EXPECT_TRUE(listed.ok());
    return std::move(listed).value();
}

std::vector<std::string> pathsOf(const DocumentList& list) {
    std::vector<std::string> paths;
    for (const Document& document : list.documents)
        paths.push_back(document.path.string());
    return paths;
}

Bytes signedXml() {
    const auto session = test::sessionFor(desk::person());
    auto made = sign::signXml(*session, toBytes("<act><sum>5</sum></act>"), {});
    EXPECT_TRUE(made.ok());
    return std::move(made).value();
}

TEST(DocumentList, NotesSizeTimeAndContent) {
    MemoryFileStore disk;
    disk.put("/in/a.txt", toBytes("one"));
    disk.put("/in/large.bin", Bytes(kMaxNoted + 1, 'x'));
    const DocumentList found = list(disk, {"/in/a.txt", "/in/large.bin"});
    ASSERT_EQ(found.documents.size(), 2u);
    const Document& small = found.documents[0];
    EXPECT_EQ(small.size, 3u);
    EXPECT_EQ(small.modified, disk.status("/in/a.txt").value().modified);
    EXPECT_EQ(small.sha256, crypto::digestOf(crypto::DigestAlgorithm::Sha256, toBytes("one")).value().bytes);
    EXPECT_THAT(found.documents[1].sha256, IsEmpty());
    EXPECT_EQ(found.totalSize(), 3 + kMaxNoted + 1);
}

TEST(DocumentList, OpensFoldersInOrderWithoutHiddenFiles) {
    MemoryFileStore disk;
    for (const char* path : {"/in/b.txt", "/in/a.txt", "/in/sub/c.txt", "/in/.hidden", "/in/.git/config"})
        disk.put(path, toBytes(path));
    EXPECT_THAT(pathsOf(list(disk, {"/in"})), ElementsAre("/in/a.txt", "/in/b.txt", "/in/sub/c.txt"));
    // What is named itself is listed, hidden or not.
    EXPECT_THAT(pathsOf(list(disk, {"/in/.hidden"})), ElementsAre("/in/.hidden"));
}

TEST(DocumentList, WhoeverWantsAnotherOrderOfAFolderGivesIt) {
    MemoryFileStore disk;
    for (const char* path : {"/in/a.txt", "/in/b.txt", "/in/sub/c.txt", "/in/sub/d.txt", "/x.txt", "/y.txt"})
        disk.put(path, toBytes(path));
    const FolderOrder backwards = [](std::vector<FolderEntry>& entries) {
        std::ranges::sort(entries, std::ranges::greater(), &FolderEntry::name);
    };
    const auto listed = listDocuments(disk, {"/x.txt", "/in", "/y.txt"}, {}, {}, backwards);
    ASSERT_TRUE(listed.ok());
    EXPECT_THAT(pathsOf(listed.value()),
                ElementsAre("/x.txt", "/in/sub/d.txt", "/in/sub/c.txt", "/in/b.txt", "/in/a.txt", "/y.txt"));
}

TEST(DocumentList, ListsNothingTwice) {
    MemoryFileStore disk;
    disk.put("/in/a.txt", toBytes("one"));
    const DocumentList first = list(disk, {"/in/a.txt", "/in", "/in/../in/a.txt"});
    EXPECT_THAT(pathsOf(first), ElementsAre("/in/a.txt"));
    EXPECT_THAT(pathsOf(list(disk, {"/in"}, first.documents)), IsEmpty());
}

TEST(DocumentList, KeepsWhatCannotBeReadAsARowWithItsReason) {
    MemoryFileStore disk;
    disk.put("/in/a.txt", toBytes("one"));
    disk.put("/in/empty.txt", {});
    const DocumentList found = list(disk, {"/in/missing.txt", "/in/empty.txt", "/in/a.txt", "/nowhere"});
    ASSERT_EQ(found.documents.size(), 4u);
    EXPECT_EQ(found.documents[0].failure->code, FailureCode::FileNotFound);
    EXPECT_EQ(found.documents[0].failure->subject, "/in/missing.txt");
    EXPECT_EQ(found.documents[1].failure->code, FailureCode::InputEmpty);
    EXPECT_EQ(found.documents[2].failure, std::nullopt);
    EXPECT_EQ(found.documents[3].failure->code, FailureCode::FileNotFound);
}

TEST(DocumentList, KnowsSignaturesBesideTheirDocuments) {
    MemoryFileStore disk;
    for (const char* path :
         {"/in/a.pdf", "/in/a.pdf.p7s", "/in/a.pdf (2).p7s", "/in/b.xml", "/in/b.signed.xml", "/in/c.txt",
          "/in/d.pdf.p7s", "/in/e.pdf", "/in/e.pdf-cosigned.p7s"})
        disk.put(path, toBytes(path));
    const DocumentList found = list(disk, {"/in"});
    EXPECT_THAT(pathsOf(found),
                ElementsAre("/in/a.pdf", "/in/b.xml", "/in/c.txt", "/in/d.pdf.p7s", "/in/e.pdf"));
    EXPECT_EQ(found.documents[1].signature, "/in/b.signed.xml");
    EXPECT_TRUE(found.documents[0].isSigned());
    EXPECT_FALSE(found.documents[2].isSigned());
    EXPECT_FALSE(found.documents[3].isSigned()); // a name alone is no signature
    EXPECT_TRUE(found.documents[4].isSigned());
    const DocumentList named = list(disk, {"/in/a.pdf", "/in/a.pdf.p7s", "/in/c.txt"});
    EXPECT_EQ(named.documents[0].signature, "/in/a.pdf.p7s");
    EXPECT_EQ(named.documents[1].signature, "/in/a.pdf.p7s");
    EXPECT_FALSE(named.documents[2].isSigned());
}

TEST(DocumentList, KnowsSignedFilesByTheirContent) {
    MemoryFileStore disk;
    desk::putDocuments(disk, 1);
    SigningRun run = desk::runOf(disk, desk::listed(disk));
    desk::WatchedSession session(desk::person());
    ASSERT_TRUE(run.run(session, {}, {}).ok());
    disk.put("/other/received.bin", *disk.content(run.rows()[0].output));
    disk.put("/other/received.xml", signedXml());
    disk.put("/other/mentions.xml", toBytes("<a>http://www.w3.org/2000/09/xmldsig#</a>"));
    disk.put("/other/plain.xml", toBytes("<a/>"));
    const DocumentList found = list(disk, {"/other"});
    ASSERT_THAT(pathsOf(found), ElementsAre("/other/mentions.xml", "/other/plain.xml", "/other/received.bin",
                                            "/other/received.xml"));
    EXPECT_FALSE(found.documents[0].isSigned());
    EXPECT_FALSE(found.documents[1].isSigned());
    EXPECT_EQ(found.documents[2].signature, "/other/received.bin");
    EXPECT_EQ(found.documents[3].signature, "/other/received.xml");
}

TEST(DocumentList, IsBounded) {
    MemoryFileStore disk;
    disk.put("/in/a.txt", toBytes("one"));
    disk.put("/in/b.txt", toBytes("two"));
    std::vector<Document> known(kMaxDocuments - 1);
    for (std::size_t index = 0; index < known.size(); ++index)
        known[index].path = "/known/" + std::to_string(index);
    const DocumentList found = list(disk, {"/in"}, known);
    EXPECT_THAT(pathsOf(found), ElementsAre("/in/a.txt"));
    ASSERT_EQ(found.notListed.size(), 1u);
    EXPECT_EQ(found.notListed[0].failure.code, FailureCode::DocumentsTooMany);
    EXPECT_EQ(found.notListed[0].path, "/in/b.txt");
    std::string deep = "/deep";
    for (int depth = 0; depth < 40; ++depth)
        deep += "/x";
    disk.put(deep + "/a.txt", toBytes("one"));
    const DocumentList tooDeep = list(disk, {"/deep"});
    EXPECT_THAT(pathsOf(tooDeep), IsEmpty());
    ASSERT_EQ(tooDeep.notListed.size(), 1u);
    EXPECT_EQ(tooDeep.notListed[0].failure.code, FailureCode::DocumentsTooMany);
}

TEST(DocumentList, IsCancelled) {
    MemoryFileStore disk;
    desk::putDocuments(disk, 3);
    CancelToken cancel;
    cancel.cancel();
    EXPECT_EQ(test::outcome(listDocuments(disk, {"/documents"}, {}, {&cancel, nullptr})), "cancelled");
}

TEST(DocumentList, TellsOfAFolderThatCannotBeLookedInto) {
    MemoryFileStore disk;
    disk.putFolder("/in");
    disk.failStep(2, FailureCode::FileNoPermission); // status, then list
    const DocumentList found = list(disk, {"/in"});
    ASSERT_EQ(found.notListed.size(), 1u);
    EXPECT_EQ(found.notListed[0].failure.code, FailureCode::FileNoPermission);
    EXPECT_EQ(found.notListed[0].failure.subject, "/in");
    const DocumentList empty = list(disk, {"/in"});
    ASSERT_EQ(empty.notListed.size(), 1u);
    EXPECT_EQ(empty.notListed[0].failure.code, FailureCode::InputEmpty);
    EXPECT_EQ(empty.notListed[0].failure.detail, "folder") << "nobody is told that a file is empty";
}

} // namespace
} // namespace tanba::documents
