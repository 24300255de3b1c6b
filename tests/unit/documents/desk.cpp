#include "tests/unit/documents/desk.h"

#include "core/sign/cms_verifier.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tanba::documents::desk {

namespace {

test::Authority& authority() {
    static test::Authority root =
        test::Authority::makeRoot(crypto::KeyAlgorithm::Gost2015_512, "СЫНАҚ КУӘЛАНДЫРУШЫ");
    return root;
}

std::vector<sign::SignatureEvidence> signaturesOf(const Bytes& cms, const std::optional<Bytes>& document) {
    MemoryInput input(cms);
    const Bytes content = document.value_or(Bytes());
    MemoryInput beside(content);
    const auto verified = sign::verifyCms(input, document ? &beside : nullptr, {});
    return verified.ok() ? verified.value().signatures : std::vector<sign::SignatureEvidence>();
}

} // namespace

const test::Identity& person() {
    static const test::Identity identity = authority().issue(crypto::KeyAlgorithm::Gost2015_512);
    return identity;
}

const test::Identity& secondPerson() {
    static const test::Identity identity =
        authority().issue(crypto::KeyAlgorithm::Gost2015_512, test::CertificateProfile::head());
    return identity;
}

const test::Identity& loginOnly() {
    static const test::Identity identity =
        authority().issue(crypto::KeyAlgorithm::Rsa, test::CertificateProfile::rsaLogin());
    return identity;
}

Result<Bytes> WatchedSession::sign(const crypto::Digest& digest) {
    ++signatures;
    if (before)
        TANBA_CHECK(before(signatures));
    return session_->sign(digest);
}

std::string pathOf(int number) {
    const std::string digits = std::to_string(number);
    return "/documents/letter-" + std::string(3 - digits.size(), '0') + digits + ".txt";
}

Bytes contentOf(int number) {
    return toBytes("Letter number " + std::to_string(number) + ", with a few words.\n");
}

void putDocuments(test::MemoryFileStore& disk, int count) {
    for (int number = 1; number <= count; ++number)
        disk.put(pathOf(number), contentOf(number));
}

std::vector<Document> listed(FileStore& files, const std::filesystem::path& folder) {
    auto list = listDocuments(files, {folder}, {}, {});
    EXPECT_TRUE(list.ok());
    EXPECT_TRUE(list.value().notListed.empty());
    return std::move(list).value().documents;
}

SigningOrder detached() {
    SigningOrder order;
    order.format = SignFormat::CmsDetached;
    return order;
}

const Clock& clock() {
    static const FixedClock fixed(test::goodTime());
    return fixed;
}

SigningRun runOf(FileStore& files, std::vector<Document> documents, SigningOrder order) {
    return SigningRun(SigningRun::Places{files, clock()}, std::move(order), std::move(documents));
}

bool isSignatureOf(const std::optional<Bytes>& signature, const std::optional<Bytes>& document,
                   const test::Identity& signer) {
    if (!signature)
        return false;
    const auto found = signaturesOf(*signature, document);
    return found.size() == 1 && found.front().integrity == sign::Integrity::Ok &&
           found.front().signer == signer.certificate;
}

std::size_t signaturesIn(const Bytes& cms, const std::optional<Bytes>& document) {
    const auto found = signaturesOf(cms, document);
    return static_cast<std::size_t>(
        std::ranges::count(found, sign::Integrity::Ok, &sign::SignatureEvidence::integrity));
}

std::string statesOf(const SigningRun& run) {
    std::string states;
    for (const RunRow& row : run.rows())
        states += (states.empty() ? "" : " ") + std::string(rowStateName(row.state));
    return states;
}

std::string failureOf(const RunRow& row) {
    return row.failure ? std::string(codeText(row.failure->code)) : "ok";
}

} // namespace tanba::documents::desk
