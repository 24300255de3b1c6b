// Trust and revocation lists are given such that the original is valid. Then no changed bit of what a
// signature protects is ever valid, and no other changed bit is valid with another content or signer.
#include "core/base/der_reader.h"
#include "core/base/encoding.h"
#include "core/sign/cms_reader.h"
#include "core/sign/xml_signer.h"
#include "tests/unit/trust/trust_test_support.h"

#include <algorithm>
#include <array>
#include <memory>

namespace tanba::trust {
namespace {

using crypto::KeyAlgorithm;

/// Which part of a signed file an octet belongs to.
enum class Part { Elsewhere, ContentType, Content, SignedAttributes, SignedInfo, Signature, Certificate };
constexpr std::size_t kParts = 7;
constexpr std::array<const char*, kParts> kPartNames{
    "elsewhere", "content type", "content", "signed attributes", "SignedInfo", "signature", "certificate"};

struct Span {
    Part part;
    std::size_t start;
    std::size_t end;
};

constexpr std::string_view kAgreement = "<?xml version=\"1.0\"?><agreement n=\"7\"><side>A &amp; B</side>"
                                        "<sum xmlns=\"urn:sum\">100 \xD1\x82\xD0\xB3</sum></agreement>";
constexpr std::string_view kOwed = "I owe 100 tenge";

struct Signer {
    explicit Signer(KeyAlgorithm algorithm)
        : root(test::Authority::makeRoot(algorithm, "ROOT")),
          person(root.issue(algorithm, algorithm == KeyAlgorithm::Rsa ? test::CertificateProfile::rsaSigning()
                                                                      : test::CertificateProfile::head())) {
        Verifier::Settings settings;
        settings.trust = test::nationalStore(root.certificate());
        settings.crls.push_back(test::freshList(root));
        settings.now = test::goodTime();
        verifier = std::make_unique<Verifier>(std::move(settings));
    }

    test::Authority root;
    test::Identity person;
    std::unique_ptr<Verifier> verifier;
};

/// A signed file with its parts; what no part names is Elsewhere.
struct Original {
    Bytes file;
    std::vector<Span> parts;
    /// Content of the changed file as a reader of it gets it.
    Bytes (*contentOf)(const Bytes& file);
    /// Beside the file; empty: it is inside.
    Bytes detached{};
};

Part partAt(const Original& original, std::size_t octet) {
    for (const Span& span : original.parts)
        if (octet >= span.start && octet < span.end)
            return span.part;
    return Part::Elsewhere;
}

Span spanOf(Part part, const DerElement& element) {
    return {part, element.offset, element.offset + element.encoded.size()};
}

DerReader entered(DerReader& reader, std::uint8_t tag) {
    return reader.enter(tag).value();
}

/// The parts of a CMS with one signer (RFC 5652 5.1): each with its identifier and length octets.
std::vector<Span> partsOfCms(const Bytes& cms) {
    DerReader file(cms);
    DerReader contentInfo = entered(file, der::kSequence);
    EXPECT_TRUE(contentInfo.oid().ok());
    DerReader wrapped = entered(contentInfo, der::contextConstructed(0));
    DerReader signedData = entered(wrapped, der::kSequence);
    EXPECT_TRUE(signedData.integer().ok() && signedData.any().ok());
    std::vector<Span> parts;
    DerReader encapsulated = entered(signedData, der::kSequence);
    parts.push_back(spanOf(Part::ContentType, encapsulated.any().value()));
    if (!encapsulated.atEnd())
        parts.push_back(spanOf(Part::Content, encapsulated.any().value()));
    parts.push_back(spanOf(Part::Certificate, signedData.expect(der::contextConstructed(0)).value()));
    DerReader signers = entered(signedData, der::kSet);
    DerReader signer = entered(signers, der::kSequence);
    EXPECT_TRUE(signer.integer().ok() && signer.any().ok() && signer.any().ok());
    parts.push_back(spanOf(Part::SignedAttributes, signer.expect(der::contextConstructed(0)).value()));
    EXPECT_TRUE(signer.any().ok());
    parts.push_back(spanOf(Part::Signature, signer.expect(der::kOctetString).value()));
    return parts;
}

Bytes contentOfCms(const Bytes& file) {
    MemoryInput input(file);
    MemorySink content;
    return sign::readCms(input, &content, {}).ok() ? content.content : Bytes();
}

Original cmsOf(const Signer& signer, sign::CmsContent place) {
    MemoryInput input(viewOf(kOwed));
    MemorySink out;
    sign::CmsOptions options;
    options.content = place;
    options.signingTime = test::goodTime();
    const auto session = test::sessionFor(signer.person);
    EXPECT_TRUE(sign::signCms(*session, input, options, out, WorkControl{}).ok());
    Original made{out.content, partsOfCms(out.content), &contentOfCms};
    if (place == sign::CmsContent::Detached)
        made.detached = toBytes(kOwed);
    return made;
}

constexpr std::string_view kDeclarationEnd = "?>";
constexpr std::string_view kSignatureStart = "<ds:Signature ";
constexpr std::string_view kSignatureEnd = "</ds:Signature>";

/// Everything but the signature; what the declaration in front says is nobody's content.
Bytes contentOfXml(const Bytes& file) {
    std::string text(asText(file));
    text.erase(0, std::min(text.find(kDeclarationEnd), text.size()));
    const std::size_t start = text.find(kSignatureStart);
    const std::size_t end = text.find(kSignatureEnd);
    if (start == std::string::npos || end == std::string::npos || end < start)
        return {};
    return toBytes(text.erase(start, end + kSignatureEnd.size() - start));
}

Span between(std::string_view text, Part part, std::string_view start, std::string_view end) {
    const std::size_t from = text.find(start);
    const std::size_t until = text.find(end, from);
    EXPECT_NE(until, std::string_view::npos) << start;
    return {part, from + start.size(), until};
}

Original xmlOf(const Signer& signer) {
    const auto session = test::sessionFor(signer.person);
    const Bytes file = sign::signXml(*session, viewOf(kAgreement), {}).value();
    const std::string_view text = asText(file);
    return {file,
            {between(text, Part::Content, kDeclarationEnd, kSignatureStart),
             between(text, Part::SignedInfo, "<ds:SignedInfo", "</ds:SignedInfo>"),
             between(text, Part::Signature, "<ds:SignatureValue>", "</ds:SignatureValue>"),
             between(text, Part::Certificate, "<ds:X509Certificate>", "</ds:X509Certificate>")},
            &contentOfXml};
}

class Flips {
  public:
    Flips(const Signer& signer, const Original& original) : signer_(signer), original_(original) {
        const auto report = verdictOf(original.file, original.detached);
        EXPECT_TRUE(report && report->verdict == Verdict::Valid);
        content_ = original.contentOf(original.file);
    }

    /// @param bits of each octet, others in each octet.
    void everywhere(unsigned bits) {
        for (std::size_t octet = 0; octet < original_.file.size() && !testing::Test::HasFailure(); ++octet) {
            const Part part = partAt(original_, octet);
            for (unsigned turn = 0; turn < bits; ++turn) {
                Bytes changed = original_.file;
                flip(changed, octet, static_cast<unsigned>(octet + turn * 3) % 8);
                ++flipped_[static_cast<std::size_t>(part)];
                judge(part, changed, original_.detached, octet);
            }
        }
    }
    void inTheDetachedContent() {
        for (std::size_t bit = 0; bit < original_.detached.size() * 8; ++bit) {
            Bytes changed = original_.detached;
            flip(changed, bit / 8, static_cast<unsigned>(bit % 8));
            ++flipped_[static_cast<std::size_t>(Part::Content)];
            judge(Part::Content, original_.file, changed, bit / 8);
        }
    }
    /// A part that was not found proves nothing.
    void expectFlipsIn(const std::vector<Part>& parts) const {
        for (const Part part : parts)
            EXPECT_GT(flipped_[static_cast<std::size_t>(part)], 8U)
                << kPartNames[static_cast<std::size_t>(part)];
    }

  private:
    static void flip(Bytes& bytes, std::size_t octet, unsigned bit) {
        bytes[octet] = static_cast<std::uint8_t>(bytes[octet] ^ (1U << bit));
    }
    std::optional<Report> verdictOf(const Bytes& file, const Bytes& detached) const {
        MemoryInput input(file);
        MemoryInput beside(detached);
        auto report =
            signer_.verifier->verify("x", input, detached.empty() ? nullptr : &beside, WorkControl{});
        return report.ok() ? std::optional(std::move(report).value()) : std::nullopt;
    }
    void judge(Part part, const Bytes& file, const Bytes& detached, std::size_t octet) const {
        const auto report = verdictOf(file, detached);
        if (!report || report->verdict != Verdict::Valid)
            return;
        const auto name = kPartNames[static_cast<std::size_t>(part)];
        ASSERT_EQ(part, Part::Elsewhere) << name << ", octet " << octet << ": still valid";
        ASSERT_EQ(report->signatures.size(), 1U) << name << ", octet " << octet;
        EXPECT_EQ(report->signatures.front().certificate, signer_.person.certificate) << "octet " << octet;
        EXPECT_EQ(original_.contentOf(file), content_) << "octet " << octet;
    }

    const Signer& signer_;
    const Original& original_;
    Bytes content_;
    std::array<unsigned, kParts> flipped_{};
};

const Signer& rsa() {
    static const Signer made(KeyAlgorithm::Rsa);
    return made;
}

const Signer& gost() {
    static const Signer made(KeyAlgorithm::Gost2015_512);
    return made;
}

const std::vector<Part> kPartsOfCms{Part::ContentType, Part::Content, Part::SignedAttributes, Part::Signature,
                                    Part::Certificate};
const std::vector<Part> kPartsOfXml{Part::Content, Part::SignedInfo, Part::Signature, Part::Certificate};

void expectNoCmsFlip(const Signer& signer, sign::CmsContent place, unsigned bits) {
    const Original original = cmsOf(signer, place);
    Flips flips(signer, original);
    flips.everywhere(bits);
    flips.inTheDetachedContent();
    flips.expectFlipsIn(kPartsOfCms);
}

void expectNoXmlFlip(const Signer& signer, unsigned bits) {
    const Original original = xmlOf(signer);
    Flips flips(signer, original);
    flips.everywhere(bits);
    flips.expectFlipsIn(kPartsOfXml);
}

TEST(VerdictFlips, CmsRsaAttached) {
    expectNoCmsFlip(rsa(), sign::CmsContent::Attached, 8);
}

TEST(VerdictFlips, CmsRsaDetached) {
    expectNoCmsFlip(rsa(), sign::CmsContent::Detached, 4);
}

TEST(VerdictFlips, CmsGostAttached) {
    expectNoCmsFlip(gost(), sign::CmsContent::Attached, 3);
}

TEST(VerdictFlips, CmsGostDetached) {
    expectNoCmsFlip(gost(), sign::CmsContent::Detached, 2);
}

TEST(VerdictFlips, XmlRsa) {
    expectNoXmlFlip(rsa(), 5);
}

TEST(VerdictFlips, XmlGost) {
    expectNoXmlFlip(gost(), 3);
}

} // namespace
} // namespace tanba::trust
