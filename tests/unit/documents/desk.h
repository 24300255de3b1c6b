#pragma once

#include "app/documents/signing_run.h"
#include "core/base/clock.h"
#include "tests/support/memory_file_store.h"
#include "tests/support/test_pki.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tanba::documents::desk {

/// The people of these tests, with GOST keys made once a process.
const test::Identity& person();
const test::Identity& secondPerson();
const test::Identity& loginOnly(); ///< an RSA key that may not sign documents

/// A key that counts, and does what a test wants before a signature.
class WatchedSession : public keys::KeySession {
  public:
    explicit WatchedSession(const test::Identity& identity) : session_(test::sessionFor(identity)) {}
    const keys::Certificate& certificate() const override { return session_->certificate(); }
    Result<Bytes> sign(const crypto::Digest& digest) override;

    /// @param number of the signature, from 1 on. Its failure is the answer.
    std::function<Outcome(int number)> before;
    int signatures = 0;

  private:
    std::unique_ptr<keys::KeySession> session_;
};

/// Remembers what it was told.
class Remembering : public RunObserver {
  public:
    void rowChanged(std::size_t row, const RunRow& now) override { states.emplace_back(row, now.state); }
    std::vector<std::pair<std::size_t, RowState>> states;
};

/// "/documents/letter-001.txt" and so on, with different contents.
std::string pathOf(int number);
Bytes contentOf(int number);
void putDocuments(test::MemoryFileStore& disk, int count);
/// The list of a folder; the test fails when it cannot be made.
std::vector<Document> listed(FileStore& files, const std::filesystem::path& folder = "/documents");

SigningOrder detached();
SigningRun runOf(FileStore& files, std::vector<Document> documents, SigningOrder order = detached());
const Clock& clock();

/// True for an intact signature by `signer` over the document: beside it, or inside where `document` is
/// empty.
bool isSignatureOf(const std::optional<Bytes>& signature, const std::optional<Bytes>& document,
                   const test::Identity& signer = person());
/// How many intact signatures a CMS has.
std::size_t signaturesIn(const Bytes& cms, const std::optional<Bytes>& document);

/// "done done failed waiting"
std::string statesOf(const SigningRun& run);
/// The code of a row's failure; "ok" without one.
std::string failureOf(const RunRow& row);

} // namespace tanba::documents::desk
