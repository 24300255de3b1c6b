#include "core/trust/crl.h"

#include "core/base/der_writer.h"
#include "core/base/disk_file_store.h"
#include "core/base/encoding.h"
#include "tests/support/big_crl.h"
#include "tests/unit/trust/trust_test_support.h"

#include <array>
#include <fstream>

namespace tanba::trust {
namespace {

using crypto::KeyAlgorithm;
using test::outcome;

constexpr KeyAlgorithm kKey = KeyAlgorithm::Ec;

test::Authority& authority() {
    static test::Authority made = test::Authority::makeRoot(kKey, "LIST MAKER");
    return made;
}
const crypto::PublicKey& authorityKey() {
    return authority().certificate().publicKey().value();
}

Result<Crl> read(ByteView encoded) {
    MemoryInput input(encoded);
    return Crl::read(input, WorkControl{});
}

Bytes octets(std::initializer_list<int> values) {
    Bytes bytes;
    for (const int value : values)
        bytes.push_back(static_cast<std::uint8_t>(value));
    return bytes;
}

/// Parts of a list, for such as no authority should make.
struct Recipe {
    Bytes version = der::integer(1);
    std::optional<Bytes> innerAlgorithm;
    Bytes entries;
    /// DER Extension elements.
    std::vector<Bytes> extensions;
    std::optional<Bytes> nextUpdate = der::time(test::at("2026-06-21T00:00:00Z"));
    Bytes behind;
};

Bytes ecdsaSha256(bool withNull) {
    const Bytes oid = der::oid(Oid("1.2.840.10045.4.3.2"));
    return withNull ? der::sequence({oid, der::null()}) : der::sequence({oid});
}

Bytes make(const Recipe& recipe) {
    const Bytes extensions = recipe.extensions.empty() ? Bytes{}
                                                       : der::element(der::contextConstructed(0),
                                                                      der::sequenceOf(recipe.extensions));
    const Bytes entries = recipe.entries.empty() ? Bytes{} : der::element(der::kSequence, recipe.entries);
    const Bytes toBeSigned =
        der::sequence({recipe.version, recipe.innerAlgorithm.value_or(ecdsaSha256(false)),
                       authority().certificate().subject().der(), der::time(test::at("2026-06-20T00:00:00Z")),
                       recipe.nextUpdate.value_or(Bytes{}), entries, extensions});
    Bytes list = der::sequence({toBeSigned, ecdsaSha256(false),
                                der::bitString(test::signMessage(*authority().identity().key, toBeSigned))});
    append(list, recipe.behind);
    return list;
}

Bytes entry(const Bytes& serial, const std::vector<Bytes>& extensions = {}) {
    return der::sequence({der::element(der::kInteger, serial), der::time(test::at("2026-05-01T10:00:00Z")),
                          extensions.empty() ? Bytes{} : der::sequenceOf(extensions)});
}

Bytes extension(std::string_view type, bool critical, const Bytes& value) {
    return der::sequence(
        {der::oid(Oid(type)), critical ? der::boolean(true) : Bytes{}, der::octetString(value)});
}

Bytes uri(std::string_view address) {
    return der::element(der::context(6), viewOf(address));
}

Bytes fullName(const Bytes& generalName) {
    return der::element(der::contextConstructed(0), der::element(der::contextConstructed(0), generalName));
}

TEST(Crl, FieldsAndEntriesAreRead) {
    const Bytes serial = octets({0x12, 0x34});
    auto list = read(authority().crl({{serial, test::at("2026-05-01T10:00:00Z"), 1}},
                                     test::at("2026-06-20T00:00:00Z"), test::at("2026-06-21T03:00:00Z")));
    ASSERT_TRUE(list.ok()) << list.failure().detail;
    const Crl& crl = list.value();
    EXPECT_EQ(crl.issuer(), authority().certificate().subject());
    EXPECT_EQ(crl.thisUpdate(), test::at("2026-06-20T00:00:00Z"));
    EXPECT_EQ(crl.nextUpdate(), test::at("2026-06-21T03:00:00Z"));
    EXPECT_TRUE(sameBytes(crl.authorityKeyId(), authority().certificate().subjectKeyId()));
    EXPECT_EQ(toHex(crl.number()), "01");
    EXPECT_FALSE(crl.delta());
    EXPECT_FALSE(crl.partial());
    EXPECT_EQ(crl.size(), 1U);
    const auto found = crl.find(serial);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->revokedAt, test::at("2026-05-01T10:00:00Z"));
    EXPECT_EQ(found->reason, 1);
    EXPECT_FALSE(crl.find(octets({0x12, 0x35})));
    EXPECT_FALSE(crl.find(octets({0x12})));
    EXPECT_FALSE(crl.find({}));
    EXPECT_EQ(outcome(crl.verifySignedBy(authorityKey())), "ok");
}

TEST(Crl, PemIsReadAsWell) {
    const Bytes der = authority().crl({{octets({5}), test::at("2026-05-01T10:00:00Z"), -1}},
                                      test::at("2026-06-20T00:00:00Z"), test::at("2026-06-21T03:00:00Z"));
    const std::string pem = toPem("X509 CRL", der);
    for (const std::string& text : {pem, "\r\n  " + pem}) {
        auto list = read(viewOf(text));
        ASSERT_TRUE(list.ok()) << codeText(list.failure().code);
        EXPECT_EQ(list.value().size(), 1U);
        EXPECT_EQ(outcome(list.value().verifySignedBy(authorityKey())), "ok");
    }
    EXPECT_EQ(outcome(read(viewOf(pem + "\n" + pem))), "pem.malformed"); // nobody would read the second
    EXPECT_EQ(outcome(read(viewOf(pem.substr(0, pem.size() / 2)))), "pem.malformed");
    EXPECT_EQ(outcome(read(viewOf(toPem("CERTIFICATE", der)))), "pem.malformed");
}

TEST(Crl, AListOfVersionOneHasNoVersion) {
    Recipe recipe;
    recipe.version.clear();
    recipe.entries = entry(octets({9}));
    auto list = read(make(recipe));
    ASSERT_TRUE(list.ok()) << list.failure().detail;
    EXPECT_TRUE(list.value().find(octets({9})));
    EXPECT_EQ(outcome(list.value().verifySignedBy(authorityKey())), "ok");
    recipe.extensions = {extension("2.5.29.20", false, der::integer(1))};
    EXPECT_EQ(outcome(read(make(recipe))), "crl.malformed");
}

TEST(Crl, AnEmptyListAndOneWithoutNextUpdateAreRead) {
    Recipe recipe;
    recipe.nextUpdate.reset();
    auto list = read(make(recipe));
    ASSERT_TRUE(list.ok()) << list.failure().detail;
    EXPECT_EQ(list.value().size(), 0U);
    EXPECT_FALSE(list.value().nextUpdate());
}

// Negative and overlong serials exist, whatever RFC 5280 says; each is found and none is taken for another.
TEST(Crl, SerialsOfEveryShapeAreFound) {
    const std::vector<Bytes> serials{octets({0}),       octets({0x7F}),  octets({0x80}),
                                     octets({0, 0x80}), octets({0xFF}),  octets({0, 0xFF}),
                                     Bytes(20, 0x11),   Bytes(21, 0x11), Bytes(40, 0x22)};
    Recipe recipe;
    for (std::size_t i = 0; i < serials.size(); i += 2)
        append(recipe.entries, entry(serials[i]));
    auto list = read(make(recipe));
    ASSERT_TRUE(list.ok()) << list.failure().detail;
    for (std::size_t i = 0; i < serials.size(); ++i)
        EXPECT_EQ(list.value().find(serials[i]).has_value(), i % 2 == 0) << toHex(serials[i]);
}

TEST(Crl, OfTwoEntriesWithOneSerialTheEarlierCounts) {
    for (const Bytes& serial : {Bytes(20, 0x11), Bytes(30, 0x11)}) {
        auto list = read(authority().crl({{serial, test::at("2026-05-02T00:00:00Z"), 4},
                                          {serial, test::at("2026-05-01T00:00:00Z"), 1},
                                          {serial, test::at("2026-05-03T00:00:00Z"), 5}},
                                         test::at("2026-06-20T00:00:00Z"), test::at("2026-06-21T03:00:00Z")));
        ASSERT_TRUE(list.ok());
        EXPECT_EQ(list.value().find(serial)->revokedAt, test::at("2026-05-01T00:00:00Z"));
    }
}

TEST(Crl, OnlyTheIssuersKeyVerifiesIt) {
    const Bytes der = authority().crl({}, test::at("2026-06-20T00:00:00Z"), test::at("2026-06-21T03:00:00Z"));
    auto list = read(der);
    ASSERT_TRUE(list.ok());
    const auto other = test::Authority::makeRoot(kKey, "OTHER");
    const auto rsa = test::Authority::makeRoot(KeyAlgorithm::Rsa, "RSA");
    EXPECT_EQ(outcome(list.value().verifySignedBy(other.certificate().publicKey().value())),
              "signature.wrong");
    EXPECT_EQ(outcome(list.value().verifySignedBy(rsa.certificate().publicKey().value())), "signature.wrong");
}

TEST(Crl, NoChangedBitIsBelieved) {
    const Bytes serial = octets({0x12, 0x34});
    const Bytes original =
        authority().crl({{serial, test::at("2026-05-01T10:00:00Z"), 1}}, test::at("2026-06-20T00:00:00Z"),
                        test::at("2026-06-21T03:00:00Z"));
    for (std::size_t bit = 0; bit < original.size() * 8; ++bit) {
        Bytes changed = original;
        changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ (1U << (bit % 8)));
        auto list = read(changed);
        if (list.ok()) {
            EXPECT_NE(outcome(list.value().verifySignedBy(authorityKey())), "ok") << "bit " << bit;
        }
    }
}

// The authority's lists of 2026 lack the NULL inside; nothing else may differ.
TEST(Crl, OnlyAMissingNullMayTellInnerAndOuterAlgorithmApart) {
    Recipe recipe;
    recipe.innerAlgorithm = ecdsaSha256(true);
    EXPECT_EQ(outcome(read(make(recipe)).value().verifySignedBy(authorityKey())), "ok");
    recipe.innerAlgorithm = der::sequence({der::oid(Oid("1.2.840.10045.4.3.2")), der::integer(1)});
    EXPECT_EQ(outcome(read(make(recipe)).value().verifySignedBy(authorityKey())), "signature.wrong");
    recipe.innerAlgorithm = der::sequence({der::oid(Oid("1.2.840.10045.4.3.3"))});
    EXPECT_EQ(outcome(read(make(recipe)).value().verifySignedBy(authorityKey())), "signature.wrong");
    recipe.innerAlgorithm = der::sequence({der::oid(Oid("1.2.3.4"))});
    EXPECT_EQ(outcome(read(make(recipe)).value().verifySignedBy(authorityKey())), "algorithm.unsupported");

    auto gost = test::Authority::makeRoot(KeyAlgorithm::Gost2015_512, "GOST");
    auto list = read(gost.crl({}, test::at("2026-06-20T00:00:00Z"), test::at("2026-06-21T03:00:00Z"), false));
    ASSERT_TRUE(list.ok());
    EXPECT_EQ(outcome(list.value().verifySignedBy(gost.certificate().publicKey().value())), "ok");
}

TEST(Crl, DeltaListsAreMarked) {
    Recipe recipe;
    recipe.extensions = {extension("2.5.29.27", true, der::integer(14))};
    auto list = read(make(recipe));
    ASSERT_TRUE(list.ok());
    EXPECT_TRUE(list.value().delta());
    EXPECT_FALSE(list.value().partial());
}

TEST(Crl, ListsOfLimitedScopeAreMarked) {
    const auto isPartial = [](const Bytes& oneExtension) {
        Recipe recipe;
        recipe.extensions = {oneExtension};
        auto list = read(make(recipe));
        EXPECT_TRUE(list.ok());
        return list.ok() && list.value().partial();
    };
    constexpr std::string_view kScope = "2.5.29.28";
    const Bytes yes = octets({0xFF});
    for (const int field : {1, 2, 4, 5})
        EXPECT_TRUE(
            isPartial(extension(kScope, true, der::sequence({der::element(der::context(field), yes)}))))
            << field;
    EXPECT_TRUE(isPartial(
        extension(kScope, true, der::sequence({der::element(der::context(3), octets({0, 0x40}))}))));
    EXPECT_TRUE(isPartial(extension("1.2.3.4", true, der::null())));
    EXPECT_FALSE(isPartial(extension("1.2.3.4", false, der::null())));
    EXPECT_FALSE(isPartial(extension(kScope, true, der::sequence({fullName(uri("http://a/b.crl"))}))));
}

TEST(Crl, AnEntryThatMayBelongToAnotherIssuerMakesTheListUseless) {
    Recipe recipe;
    recipe.entries = entry(octets({1}), {extension("2.5.29.29", true, der::sequence({}))});
    EXPECT_TRUE(read(make(recipe)).value().partial());
    recipe.entries =
        entry(octets({1}), {extension("2.5.29.24", true, der::generalizedTime(test::goodTime()))});
    EXPECT_FALSE(read(make(recipe)).value().partial());
    recipe.entries = entry(octets({1}), {extension("1.2.3.4", false, der::null())});
    EXPECT_FALSE(read(make(recipe)).value().partial());
}

TEST(Crl, ADistributionPointCoversOnlyCertificatesThatNameIt) {
    const auto certificateWith = [](std::string_view address) {
        test::CertificateProfile profile;
        profile.moreExtensions = {
            extension("2.5.29.31", false, der::sequence({der::sequence({fullName(uri(address))})}))};
        return authority().issue(kKey, profile).certificate;
    };
    Recipe recipe;
    recipe.extensions = {extension("2.5.29.28", true, der::sequence({fullName(uri("http://a/b.crl"))}))};
    const Crl list = read(make(recipe)).value();
    const keys::Certificate named = certificateWith("http://a/b.crl");
    const keys::Certificate other = certificateWith("http://a/c.crl");
    const keys::Certificate without = authority().issue(kKey).certificate;
    EXPECT_TRUE(list.covers(&named));
    EXPECT_FALSE(list.covers(&other));
    EXPECT_FALSE(list.covers(&without));
    EXPECT_FALSE(list.covers(nullptr));
    const Crl unlimited = read(make(Recipe{})).value();
    EXPECT_TRUE(unlimited.covers(&named));
    EXPECT_TRUE(unlimited.covers(nullptr));
}

TEST(Crl, EveryTruncationIsMalformed) {
    Recipe recipe;
    recipe.entries = entry(octets({1}));
    recipe.extensions = {extension("2.5.29.20", false, der::integer(1))};
    const Bytes whole = make(recipe);
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_EQ(outcome(read(ByteView(whole).first(size))), "crl.malformed") << size;
}

TEST(Crl, OtherThingsAreMalformed) {
    Recipe behind;
    behind.behind = octets({0});
    EXPECT_EQ(outcome(read(make(behind))), "crl.malformed");
    Recipe version;
    version.version = der::integer(2);
    EXPECT_EQ(outcome(read(make(version))), "crl.malformed");
    Recipe padded;
    padded.entries = entry(octets({0, 1}));
    EXPECT_EQ(outcome(read(make(padded))), "crl.malformed");
    EXPECT_EQ(outcome(read(authority().certificate().der())), "crl.malformed");
    EXPECT_EQ(outcome(read(viewOf("not a list at all"))), "crl.malformed");
    EXPECT_EQ(outcome(read({})), "crl.malformed");
}

/// Claims a size without having it.
class EndlessInput : public InputFile {
  public:
    explicit EndlessInput(std::uint64_t claimed) : claimed_(claimed) {}
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
        std::ranges::fill(buffer, std::uint8_t{0x30});
        return buffer.size();
    }
    std::uint64_t size() const override { return claimed_; }
    Outcome rewind() override { return Done{}; }

  private:
    std::uint64_t claimed_;
};

TEST(Crl, TooLargeIsRefusedBeforeItIsRead) {
    EndlessInput input(kMaxCrlSize + 1);
    EXPECT_EQ(outcome(Crl::read(input, WorkControl{})), "crl.too_large");
}

TEST(Crl, ReadingCanBeCancelled) {
    CancelToken cancel;
    cancel.cancel();
    const Bytes der = make(Recipe{});
    MemoryInput input(der);
    EXPECT_EQ(outcome(Crl::read(input, WorkControl{&cancel, nullptr})), "cancelled");
}

TEST(Crl, AListOfTheProductionSizeIsReadWhole) {
    // Under the sanitizers a smaller one shows the same; the whole size is measured in tests/bench as well.
#ifdef TANBA_SANITIZED
    constexpr std::size_t kCount = 50'000;
#else
    constexpr std::size_t kCount = test::kProductionEntries;
#endif
    const Bytes der = test::bigCrl(authority().identity(), kCount);
    auto list = read(der);
    ASSERT_TRUE(list.ok()) << list.failure().detail;
    const Crl& crl = list.value();
    EXPECT_EQ(crl.size(), kCount);
    EXPECT_EQ(outcome(crl.verifySignedBy(authorityKey())), "ok");
    for (std::size_t i = 0; i < kCount; ++i) {
        const auto found = crl.find(test::bigCrlSerial(i));
        ASSERT_TRUE(found) << i;
        ASSERT_EQ(found->revokedAt, test::bigCrlRevokedAt(i)) << i;
        ASSERT_EQ(found->reason, static_cast<int>(i % 6)) << i;
    }
    for (std::size_t i = kCount; i < 2 * kCount; ++i)
        ASSERT_FALSE(crl.find(test::bigCrlSerial(i))) << i;
}

TEST(CrlFolder, TakesListsAndNothingElse) {
    namespace fs = std::filesystem;
    const fs::path folder = test::scratchFolder();
    const auto write = [&](const char* name, ByteView content) {
        std::ofstream file(folder / name, std::ios::binary);
        file.write(reinterpret_cast<const char*>(content.data()),
                   static_cast<std::streamsize>(content.size()));
    };
    const Bytes der = make(Recipe{});
    write("a.crl", der);
    write("b.CRL", viewOf(toPem("X509 CRL", der)));
    write("c.der", der);
    write("d.pem", viewOf(toPem("X509 CRL", der)));
    write("root.der", authority().certificate().der());
    write("root.pem", viewOf(toPem("CERTIFICATE", authority().certificate().der())));
    write("notes.txt", der);
    DiskFileStore files;
    auto lists = readCrlFolder(files, folder, WorkControl{});
    ASSERT_TRUE(lists.ok()) << lists.failure().subject;
    EXPECT_EQ(lists.value().size(), 4U);

    write("e.crl", viewOf("damaged"));
    lists = readCrlFolder(files, folder, WorkControl{});
    EXPECT_EQ(outcome(lists), "crl.malformed");
    EXPECT_EQ(lists.failure().subject, (folder / "e.crl").string());
    EXPECT_EQ(outcome(readCrlFolder(files, folder / "absent", WorkControl{})), "file.not_found");
}

struct FixtureRow {
    std::string_view list;
    std::string_view authority;
    std::size_t entries;
    std::string_view thisUpdate;
};
TEST(CrlFixtures, TheAuthoritysListsVerify) {
    TANBA_NEEDS_FIXTURES();
    constexpr std::array<FixtureRow, 3> rows{{
        {"nca_gost2022_test_2026", "test_nca_gost2022", 195, "2026-08-11T03:49:19Z"},
        {"nca_gost_test", "test_nca_gost_test_2012", 31, "2022-03-29T04:30:07Z"},
        {"nca_rsa_test", "test_nca_rsa_test_2012", 126, "2022-03-29T04:18:29Z"},
    }};
    for (const FixtureRow& row : rows) {
        auto list = read(test::fixture("crl/" + std::string(row.list) + ".crl"));
        ASSERT_TRUE(list.ok()) << row.list << ": " << list.failure().detail;
        EXPECT_EQ(list.value().size(), row.entries) << row.list;
        EXPECT_EQ(formatRfc3339(list.value().thisUpdate()), row.thisUpdate) << row.list;
        const auto certificate =
            keys::Certificate::fromDer(test::fixture("ca/" + std::string(row.authority) + ".der"));
        EXPECT_EQ(outcome(list.value().verifySignedBy(certificate.value().publicKey().value())), "ok")
            << row.list;
    }
}

} // namespace
} // namespace tanba::trust
