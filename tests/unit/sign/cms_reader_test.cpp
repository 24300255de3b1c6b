#include "core/base/der_writer.h"
#include "core/base/encoding.h"
#include "tests/unit/sign/cms_test_support.h"

#include <cctype>
#include <functional>

namespace tanba::test {
namespace {

using sign::CmsContent;

const Bytes kText = toBytes("Сенімхат мәтіні, which is long enough for several segments of an OCTET STRING");

const Bytes& attachedFile() {
    static const Bytes file = signWith(rsaPerson(), kText, CmsContent::Attached);
    return file;
}

/// Gives one byte at a time.
class DripInput : public InputFile {
  public:
    explicit DripInput(ByteView content) : memory_(content) {}
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
        return memory_.read(buffer.first(std::min<std::size_t>(buffer.size(), 1)));
    }
    std::uint64_t size() const override { return memory_.size(); }
    Outcome rewind() override { return memory_.rewind(); }

  private:
    MemoryInput memory_;
};

std::string wrapped(const std::string& base64, std::size_t width, const std::string& lineEnd) {
    std::string text;
    for (std::size_t at = 0; at < base64.size(); at += width)
        text += base64.substr(at, width) + lineEnd;
    return text;
}

Bytes pem(const std::string& label) {
    return toBytes(toPem(label, attachedFile()));
}

struct Encoding {
    std::string name;
    std::function<Bytes()> encode;
};

class Encoded : public testing::TestWithParam<Encoding> {};

void expectReads(InputFile& input) {
    MemorySink content;
    const auto cms = sign::readCms(input, &content, {});
    ASSERT_TRUE(cms.ok()) << cms.failure().detail;
    EXPECT_EQ(content.content, kText);
    EXPECT_EQ(cms.value().contentStart, kText);
    EXPECT_EQ(cms.value().contentSize, kText.size());
    EXPECT_EQ(cms.value().signers.size(), 1U);
    EXPECT_EQ(cms.value().certificates, std::vector<Bytes>{certificateOf(rsaPerson())});
}

TEST_P(Encoded, IsRead) {
    const Bytes file = GetParam().encode();
    MemoryInput whole(file);
    expectReads(whole);
    DripInput drip(file);
    expectReads(drip);
    EXPECT_TRUE(sign::looksLikeCms(file));
    EXPECT_TRUE(sign::looksLikeCms(ByteView(file).first(200)));
    EXPECT_EQ(onlySignature(file).integrity, sign::Integrity::Ok);
}

TEST_P(Encoded, CutOffAnywhereIsMalformed) {
    const Bytes file = GetParam().encode();
    // White space at the end of a text may be missing.
    std::size_t needed = file.size();
    while (std::isspace(file[needed - 1]) != 0)
        --needed;
    for (std::size_t size = 0; size < needed; ++size)
        ASSERT_EQ(readOutcome(ByteView(file).first(size)), "cms.malformed") << size;
}

INSTANTIATE_TEST_SUITE_P(
    Encodings, Encoded,
    testing::Values(
        Encoding{"Der", [] { return attachedFile(); }},
        Encoding{"DerWithLineEnd",
                 [] {
                     Bytes file = attachedFile();
                     append(file, viewOf("\r\n"));
                     return file;
                 }},
        Encoding{"PemCms", [] { return pem("CMS"); }}, Encoding{"PemPkcs7", [] { return pem("PKCS7"); }},
        Encoding{"PemSignedData", [] { return pem("PKCS #7 SIGNED DATA"); }},
        Encoding{"PemWithCrLf",
                 [] {
                     return toBytes("\r\n-----BEGIN CMS-----\r\n" +
                                    wrapped(toBase64(attachedFile()), 64, "\r\n") + "-----END CMS-----\r\n");
                 }},
        Encoding{"PemOnOneLine",
                 [] {
                     return toBytes("-----BEGIN CMS-----\n" + toBase64(attachedFile()) +
                                    "\n-----END CMS-----");
                 }},
        Encoding{"Base64OneLine", [] { return toBytes(toBase64(attachedFile())); }},
        Encoding{"Base64CrLf", [] { return toBytes(wrapped(toBase64(attachedFile()), 76, "\r\n")); }},
        Encoding{"Base64Spaces",
                 [] { return toBytes(" \n\t" + wrapped(toBase64(attachedFile()), 7, " \t\n")); }},
        Encoding{"Base64ByteOrderMark", [] { return toBytes("\xEF\xBB\xBF" + toBase64(attachedFile())); }}),
    [](const auto& instance) { return instance.param.name; });

TEST(CmsText, FaultyTextIsMalformed) {
    const std::string base64 = toBase64(attachedFile());
    const std::string text = toPem("CMS", attachedFile());
    std::string exclamation = base64;
    exclamation[500] = '!';
    for (const std::string& faulty :
         {exclamation, base64 + "QQ==", base64 + "-", base64 + "=", base64.substr(0, base64.size() - 1),
          text + text, text + "x", toPem("CERTIFICATE", attachedFile()),
          "-----BEGIN CMS-----\n" + base64 + "\n-----END PKCS7-----\n", "-----BEGIN CMS\n" + base64,
          "-----BEGIN CMS-----\n" + base64 + "\n", "-----BEGIN -----\n" + base64, std::string("-"),
          std::string("M"), std::string("\xEF\xBB"), std::string(" "), std::string("hello"), std::string()})
        EXPECT_EQ(readOutcome(viewOf(faulty)), "cms.malformed") << faulty.substr(0, 40);
}

TEST(CmsText, PaddingHasOneForm) {
    // A file whose length leaves one octet for the last group: "QQ==" and "QR==" would decode to the same.
    FileRecipe recipe;
    for (std::size_t extra = 0; extra < 3; ++extra) {
        recipe.content = Bytes(40 + extra, 'x');
        recipe.signers = {signerInfo({&rsaPerson()}, *recipe.content)};
        std::string base64 = toBase64(signedData(recipe));
        if (!base64.ends_with("=="))
            continue;
        EXPECT_EQ(readOutcome(viewOf(base64)), "ok");
        ++base64[base64.size() - 3];
        EXPECT_EQ(readOutcome(viewOf(base64)), "cms.malformed");
        return;
    }
    FAIL() << "no content length gave two padding characters";
}

TEST(CmsReader, OtherStructuresAreTold) {
    EXPECT_EQ(readOutcome(certificateOf(rsaPerson())), "cms.malformed");
    const Bytes enveloped =
        der::sequence({der::oid(Oid("1.2.840.113549.1.7.3")), der::element(0xA0, Bytes{0x30, 0})});
    EXPECT_EQ(readOutcome(enveloped), "cms.not_signed_data");
    EXPECT_TRUE(sign::looksLikeCms(enveloped));
    EXPECT_FALSE(sign::looksLikeCms(certificateOf(rsaPerson())));
    EXPECT_FALSE(sign::looksLikeCms({}));
    EXPECT_FALSE(sign::looksLikeCms(viewOf("<?xml version=\"1.0\"?>")));
    EXPECT_FALSE(sign::looksLikeCms(viewOf("MIIM is not always base64")));
}

TEST(CmsReader, SomethingBehindIsRefused) {
    Bytes file = attachedFile();
    file.push_back(0);
    EXPECT_EQ(readOutcome(file), "cms.malformed");
    file = attachedFile();
    append(file, attachedFile());
    EXPECT_EQ(readOutcome(file), "cms.malformed");
    file = attachedFile();
    file.insert(file.end(), 65, ' ');
    EXPECT_EQ(readOutcome(file), "cms.malformed");
    file.pop_back();
    EXPECT_EQ(readOutcome(file), "ok");
}

// ---- BER ----

/// Splits a DER element into its identifier and its content, which is taken to be the rest.
Bytes indefinite(std::uint8_t tag, const std::vector<Bytes>& parts) {
    Bytes all{tag, 0x80};
    for (const Bytes& part : parts)
        append(all, part);
    all.push_back(0);
    all.push_back(0);
    return all;
}

Bytes berFile(const Bytes& octets) {
    const Bytes signer = signerInfo({&rsaPerson()}, kText);
    const Bytes digestAlgorithms = indefinite(0x31, {algorithm("2.16.840.1.101.3.4.2.1")});
    const Bytes encapsulated = indefinite(0x30, {der::oid(Oid(kIdData)), indefinite(0xA0, {octets})});
    const Bytes body =
        indefinite(0x30, {der::integer(1), digestAlgorithms, encapsulated,
                          indefinite(0xA0, {certificateOf(rsaPerson())}), indefinite(0x31, {signer})});
    return indefinite(0x30, {der::oid(Oid(kIdSignedData)), indefinite(0xA0, {body})});
}

Bytes segment(std::size_t from, std::size_t count) {
    return der::octetString(ByteView(kText).subspan(from, count));
}

TEST(CmsBer, IndefiniteLengthsAndSegmentsAreRead) {
    const std::size_t rest = kText.size() - 15;
    const std::vector<Bytes> forms = {
        der::octetString(kText),
        indefinite(0x24, {segment(0, 10), segment(10, 0), segment(10, 5), segment(15, rest)}),
        der::constructed(0x24, {segment(0, 15), segment(15, rest)}),
        indefinite(0x24, {der::constructed(0x24, {segment(0, 10), segment(10, 5)}),
                          indefinite(0x24, {indefinite(0x24, {}), segment(15, rest)})}),
    };
    for (const Bytes& octets : forms) {
        const Bytes file = berFile(octets);
        MemoryInput whole(file);
        expectReads(whole);
        DripInput drip(file);
        expectReads(drip);
        EXPECT_EQ(onlySignature(file).integrity, sign::Integrity::Ok);
        EXPECT_EQ(onlySignature(toBytes(toPem("CMS", file))).integrity, sign::Integrity::Ok);
        for (std::size_t size = 0; size < file.size(); ++size)
            ASSERT_EQ(readOutcome(ByteView(file).first(size)), "cms.malformed") << size;
    }
}

TEST(CmsBer, LongFormLengthsOutsideAreRead) {
    // The outer SEQUENCE's length of two octets (30 82 ....) written in four.
    Bytes file = attachedFile();
    ASSERT_EQ(file[1], 0x82);
    file[1] = 0x84;
    file.insert(file.begin() + 2, {0x00, 0x00});
    EXPECT_EQ(onlySignature(file).integrity, sign::Integrity::Ok);
}

TEST(CmsBer, MixedUpEndsAreMalformed) {
    const Bytes good = berFile(indefinite(0x24, {der::octetString(kText)}));
    for (const std::string_view octets : {
             "0480",                   // indefinite length of a primitive
             "2480040161",             // the end of contents is the parent's
             "2406040161",             // segment shorter than the string
             "2403040561",             // segment longer than the string
             "248030000000",           // something else than an OCTET STRING inside
             "3000",                   // no OCTET STRING at all
             "1f810461",               // a tag of several octets
             "0489000000000000000161", // a length of nine octets
             "0488ffffffffffffffff",   // the largest length there is
             "0484ffffffff61",
         })
        EXPECT_EQ(readOutcome(berFile(fromHex(octets).value())), "cms.malformed") << octets;
    EXPECT_EQ(readOutcome(good), "ok");
}

TEST(CmsBer, NestingIsBounded) {
    Bytes octets = der::octetString(kText);
    for (int i = 0; i < 8; ++i)
        octets = indefinite(0x24, {octets});
    EXPECT_EQ(readOutcome(berFile(octets)), "ok");
    for (int i = 0; i < 1000; ++i)
        octets = indefinite(0x24, {octets});
    EXPECT_EQ(readOutcome(berFile(octets)), "cms.malformed");
    Bytes open;
    for (int i = 0; i < 100'000; ++i)
        append(open, Bytes{0x24, 0x80});
    EXPECT_EQ(readOutcome(berFile(open)), "cms.malformed");
}

TEST(CmsBer, IndefiniteLengthInsideElementsIsMalformed) {
    FileRecipe recipe;
    recipe.content = kText;
    recipe.digestAlgorithms = {algorithm("2.16.840.1.101.3.4.2.1")};
    recipe.signers = {signerInfo({&rsaPerson()}, kText)};
    recipe.certificates = {indefinite(0x30, {certificateOf(rsaPerson())})};
    EXPECT_EQ(readOutcome(signedData(recipe)), "cms.malformed");
}

// ---- sizes and counts ----

FileRecipe recipeWith(std::size_t signers) {
    static const Bytes signer = signerInfo({&rsaPerson()}, kText);
    FileRecipe recipe;
    recipe.content = kText;
    recipe.digestAlgorithms = {algorithm("2.16.840.1.101.3.4.2.1")};
    recipe.certificates = {certificateOf(rsaPerson())};
    recipe.signers.assign(signers, signer);
    return recipe;
}

TEST(CmsLimits, SixtyFourSignersAreRead) {
    EXPECT_EQ(readOutcome(signedData(recipeWith(64))), "ok");
    EXPECT_EQ(readOutcome(signedData(recipeWith(65))), "cms.too_many_signers");
    EXPECT_EQ(readOutcome(signedData(recipeWith(10'000))), "cms.too_many_signers");
}

TEST(CmsLimits, EmptySetsAreRead) {
    FileRecipe recipe;
    recipe.content = kText;
    EXPECT_EQ(readOutcome(signedData(recipe)), "ok");
    const Bytes file = signedData(recipe);
    MemoryInput input(file);
    EXPECT_EQ(outcome(sign::verifyCms(input, nullptr, {})), "cms.no_signers");
}

TEST(CmsLimits, ElementsAreCounted) {
    FileRecipe recipe = recipeWith(1);
    recipe.certificates.assign(sign::kMaxCmsElements, Bytes{0x30, 0});
    EXPECT_EQ(readOutcome(signedData(recipe)), "ok");
    recipe.certificates.assign(sign::kMaxCmsElements + 1, Bytes{0x30, 0});
    EXPECT_EQ(readOutcome(signedData(recipe)), "cms.too_large");
    recipe = recipeWith(1);
    recipe.revocationInfos.assign(sign::kMaxCmsElements + 1, Bytes{0x30, 0});
    EXPECT_EQ(readOutcome(signedData(recipe)), "cms.too_large");
    recipe = recipeWith(1);
    recipe.digestAlgorithms.assign(sign::kMaxSigners + 1, algorithm("1.2.3"));
    EXPECT_EQ(readOutcome(signedData(recipe)), "cms.too_large");
}

TEST(CmsLimits, AttributesAreCounted) {
    SignerRecipe signer{&rsaPerson()};
    signer.unsignedAttributes.assign(sign::kMaxCmsAttributes, attribute("1.2.3", {der::null()}));
    EXPECT_EQ(readOutcome(attachedBy(signer, kText)), "ok");
    signer.unsignedAttributes.push_back(attribute("1.2.3", {der::null()}));
    EXPECT_EQ(readOutcome(attachedBy(signer, kText)), "cms.too_large");
}

TEST(CmsLimits, MetadataIsBounded) {
    FileRecipe recipe = recipeWith(1);
    recipe.certificates.assign(3, der::octetString(Bytes(11 * 1024 * 1024)));
    EXPECT_EQ(readOutcome(signedData(recipe)), "cms.too_large");
    recipe.certificates.assign(2, der::octetString(Bytes(11 * 1024 * 1024)));
    EXPECT_EQ(readOutcome(signedData(recipe)), "ok");
}

TEST(CmsLimits, HugeLengthsAreNotBelieved) {
    // SignedData of indefinite length up to the certificates: 30 80 OID A0 80 30 80 version {} { id-data }
    const Bytes start = fromHex("308006092a864886f70d010702a0803080020101"
                                "3100"
                                "300b06092a864886f70d010701")
                            .value();
    for (const std::string_view lie :
         {"a08430000000308430000000", "a0803088ff00000000000000", "a08030840f000000", "a080308401e00000"}) {
        Bytes file = start;
        append(file, fromHex(lie).value());
        file.insert(file.end(), 1000, 0x30);
        EXPECT_NE(readOutcome(file), "ok") << lie;
    }
}

TEST(CmsReader, VersionsThatExistAreRead) {
    for (const std::uint64_t version : {1U, 3U, 4U, 5U}) {
        FileRecipe recipe = recipeWith(1);
        recipe.version = version;
        EXPECT_EQ(onlySignature(signedData(recipe)).integrity, sign::Integrity::Ok) << version;
    }
    for (const std::uint64_t version : {0U, 2U, 6U, 255U, 65536U}) {
        FileRecipe recipe = recipeWith(1);
        recipe.version = version;
        EXPECT_EQ(readOutcome(signedData(recipe)), "cms.malformed") << version;
    }
}

TEST(CmsReader, OtherKindsOfElementsAreKept) {
    FileRecipe recipe = recipeWith(1);
    const Bytes attributeCertificate = der::element(0xA2, der::octetString(kText));
    const Bytes garbage = fromHex("0403616263").value();
    recipe.certificates = {attributeCertificate, certificateOf(rsaPerson()), garbage, Bytes{0x30, 0}};
    const Bytes crl = der::sequence({der::null()});
    const Bytes ocspResponse = der::sequence({der::octetString(kText)});
    const Bytes ocsp = der::constructed(0xA1, {der::oid(Oid("1.3.6.1.5.5.7.16.2")), ocspResponse});
    const Bytes unknown = der::constructed(0xA1, {der::oid(Oid("1.2.3.4")), der::null()});
    const Bytes broken = fromHex("a1020601").value();
    recipe.revocationInfos = {ocsp, crl, unknown, broken};
    const Bytes file = signedData(recipe);
    MemoryInput input(file);
    const auto cms = sign::readCms(input, nullptr, {});
    ASSERT_TRUE(cms.ok());
    EXPECT_EQ(cms.value().certificates, recipe.certificates);
    EXPECT_EQ(cms.value().crls, std::vector<Bytes>{crl});
    EXPECT_EQ(cms.value().ocspResponses, std::vector<Bytes>{ocspResponse});
    EXPECT_EQ(cms.value().otherRevocationInfos, (std::vector<Bytes>{ocsp, unknown, broken}));
    EXPECT_EQ(sign::certificatesOf(cms.value()).size(), 1U);
    EXPECT_EQ(onlySignature(file).integrity, sign::Integrity::Ok);
}

TEST(CmsReader, SignerFieldsAreRead) {
    SignerRecipe signer{&gostPerson(), crypto::DigestAlgorithm::Streebog512};
    const Bytes token = der::sequence({der::octetString(kText)});
    const Bytes stamp = attribute("1.2.840.113549.1.9.16.2.14", {token});
    const Bytes other = attribute("1.2.3", {der::null(), der::null()});
    signer.unsignedAttributes = {other, stamp, attribute("1.2.840.113549.1.9.16.2.14", {der::null()})};
    const Bytes file = attachedBy(signer, kText);
    MemoryInput input(file);
    const auto cms = sign::readCms(input, nullptr, {});
    ASSERT_TRUE(cms.ok());
    const sign::SignerInfo& info = cms.value().signers.front();
    EXPECT_EQ(info.timestampToken, token);
    EXPECT_EQ(info.unsignedAttributes, signer.unsignedAttributes);
    EXPECT_EQ(info.digestAlgorithm.dotted(), "1.2.398.3.10.1.3.3");
    EXPECT_EQ(info.signatureAlgorithm.dotted(), "1.2.398.3.10.1.1.2.3.2");
    EXPECT_EQ(info.signatureAlgorithmDer, algorithm("1.2.398.3.10.1.1.2.3.2"));
    EXPECT_EQ(info.signedAttributes.front(), der::kSet);
    EXPECT_EQ(info.signature.size(), 128U);
    EXPECT_TRUE(sameBytes(info.serial, gostPerson().certificate.serial()));
    EXPECT_TRUE(sameBytes(info.issuerName, gostPerson().certificate.issuer().der()));
}

TEST(CmsReader, BerTimestampTokenIsHandedOnAsItStands) {
    const Bytes token = berFile(der::octetString(kText));
    SignerRecipe signer{&rsaPerson()};
    signer.unsignedAttributes = {attribute("1.2.840.113549.1.9.16.2.14", {token})};
    EXPECT_EQ(onlySignature(attachedBy(signer, kText)).timestampToken, token);
}

} // namespace
} // namespace tanba::test
