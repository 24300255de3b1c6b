// NIST Public Key Interoperability Test Suite (PKITS 2011), as the Debian package
// python3-cryptography-vectors carries it: what must come out stands in the names of the end entities' files.

#include "core/trust/anchors.h"
#include "core/trust/crl.h"
#include "core/trust/path.h"
#include "core/trust/revocation.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_pki.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <map>

namespace tanba::trust {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDefaultFolder =
    "/usr/lib/python3/dist-packages/cryptography_vectors/x509/PKITS_data";
/// Within the validity of everything that is meant to be valid.
constexpr std::string_view kJudgedAt = "2020-01-01T00:00:00Z";

fs::path folder() {
    const char* named = std::getenv("TANBA_PKITS");
    return named != nullptr ? fs::path(named) : fs::path(kDefaultFolder);
}

/// The middle of a file name, "ValidSTEMTest3EE.crt", and the section it belongs to.
struct StemRow {
    std::string_view stem;
    std::string_view section;
};
constexpr std::array<StemRow, 56> kIncluded{{
    {"CertificatePath", "4.1"},
    {"CASignature", "4.1"},
    {"EESignature", "4.1"},
    {"CAnotBeforeDate", "4.2"},
    {"EEnotBeforeDate", "4.2"},
    {"pre2000UTCnotBeforeDate", "4.2"},
    {"GeneralizedTimenotBeforeDate", "4.2"},
    {"CAnotAfterDate", "4.2"},
    {"EEnotAfterDate", "4.2"},
    {"pre2000UTCEEnotAfterDate", "4.2"},
    {"GeneralizedTimenotAfterDate", "4.2"},
    {"NameChaining", "4.3"},
    {"NameChainingOrder", "4.3"},
    {"NameChainingWhitespace", "4.3"},
    {"NameChainingCapitalization", "4.3"},
    {"NameUIDs", "4.3"},
    {"RFC3280MandatoryAttributeTypes", "4.3"},
    {"RFC3280OptionalAttributeTypes", "4.3"},
    {"UTF8StringEncodedNames", "4.3"},
    {"RolloverfromPrintableStringtoUTF8String", "4.3"},
    {"UTF8StringCaseInsensitiveMatch", "4.3"},
    {"MissingCRL", "4.4"},
    {"RevokedCA", "4.4"},
    {"RevokedEE", "4.4"},
    {"BadCRLSignature", "4.4"},
    {"BadCRLIssuerName", "4.4"},
    {"WrongCRL", "4.4"},
    {"TwoCRLs", "4.4"},
    {"UnknownCRLEntryExtension", "4.4"},
    {"UnknownCRLExtension", "4.4"},
    {"OldCRLnextUpdate", "4.4"},
    {"pre2000CRLnextUpdate", "4.4"},
    {"GeneralizedTimeCRLnextUpdate", "4.4"},
    {"NegativeSerialNumber", "4.4"},
    {"LongSerialNumber", "4.4"},
    {"SeparateCertificateandCRLKeys", "4.4"},
    {"BasicSelfIssuedOldWithNew", "4.5"},
    {"BasicSelfIssuedNewWithOld", "4.5"},
    {"BasicSelfIssuedCRLSigningKey", "4.5"},
    {"MissingbasicConstraints", "4.6"},
    {"cAFalse", "4.6"},
    {"basicConstraintsNotCritical", "4.6"},
    {"pathLenConstraint", "4.6"},
    {"SelfIssuedpathLenConstraint", "4.6"},
    {"keyUsageCriticalkeyCertSignFalse", "4.7"},
    {"keyUsageNotCriticalkeyCertSignFalse", "4.7"},
    {"keyUsageNotCritical", "4.7"},
    {"keyUsageCriticalcRLSignFalse", "4.7"},
    {"keyUsageNotCriticalcRLSignFalse", "4.7"},
    {"DNnameConstraints", "4.13"},
    {"RFC822nameConstraints", "4.13"},
    {"DNandRFC822nameConstraints", "4.13"},
    {"DNSnameConstraints", "4.13"},
    {"URInameConstraints", "4.13"},
    {"UnknownNotCriticalCertificateExtension", "4.16"},
    {"UnknownCriticalCertificateExtension", "4.16"},
}};

/// How many tests a section has, so that absent files are noticed; 4.1 has 6, three of them with DSA.
struct SectionRow {
    std::string_view section;
    int tests;
};
constexpr std::array<SectionRow, 9> kSections{{
    {"4.1", 3},
    {"4.2", 8},
    {"4.3", 11},
    {"4.4", 21},
    {"4.5", 8},
    {"4.6", 17},
    {"4.7", 5},
    {"4.13", 38},
    {"4.16", 2},
}};

struct ExcludedRow {
    std::string_view stem;
    std::string_view because;
};
constexpr std::string_view kNoDsa = "DSA is in no Kazakh format; this program refuses it";
constexpr std::string_view kNoPolicies =
    "the answer hangs on a set of policies the relying party asks for; the "
    "verification of documents asks for none";
constexpr std::string_view kNoPoints =
    "lists split by distribution point, kind of certificate or reason, and "
    "indirect lists, are not used as proof";
constexpr std::string_view kNoDeltas = "a delta list is proof of what it lists only";
constexpr std::array<ExcludedRow, 30> kExcluded{{
    {"DSASignatures", kNoDsa},
    {"DSASignature", kNoDsa},
    {"DSAParameterInheritance", kNoDsa},
    {"AllCertificatesNoPolicies", kNoPolicies},
    {"AllCertificatesSamePolicies", kNoPolicies},
    {"AllCertificatesanyPolicy", kNoPolicies},
    {"AnyPolicy", kNoPolicies},
    {"CPSPointerQualifier", kNoPolicies},
    {"DifferentPolicies", kNoPolicies},
    {"OverlappingPolicies", kNoPolicies},
    {"UserNoticeQualifier", kNoPolicies},
    {"requireExplicitPolicy", kNoPolicies},
    {"SelfIssuedrequireExplicitPolicy", kNoPolicies},
    {"PolicyMapping", kNoPolicies},
    {"MappingFromanyPolicy", kNoPolicies},
    {"MappingToanyPolicy", kNoPolicies},
    {"inhibitPolicyMapping", kNoPolicies},
    {"SelfIssuedinhibitPolicyMapping", kNoPolicies},
    {"inhibitAnyPolicy", kNoPolicies},
    {"SelfIssuedinhibitAnyPolicy", kNoPolicies},
    {"distributionPoint", kNoPoints},
    {"NoissuingDistributionPoint", kNoPoints},
    {"onlyContainsUserCerts", kNoPoints},
    {"onlyContainsCACerts", kNoPoints},
    {"onlyContainsAttributeCerts", kNoPoints},
    {"onlySomeReasons", kNoPoints},
    {"IDPwithindirectCRL", kNoPoints},
    {"cRLIssuer", kNoPoints},
    {"deltaCRLIndicatorNoBase", kNoDeltas},
    {"deltaCRL", kNoDeltas},
}};

struct EndEntity {
    std::string stem;
    bool valid = false;
};

/// "InvalidRevokedEETest3EE" -> {"RevokedEE", false}; files without the first word are tests of policies.
EndEntity endEntityOf(std::string name) {
    EndEntity entity;
    constexpr std::string_view kInvalid = "Invalid";
    constexpr std::string_view kValid = "Valid";
    if (name.starts_with(kInvalid)) {
        name.erase(0, kInvalid.size());
    } else if (name.starts_with(kValid)) {
        entity.valid = true;
        name.erase(0, kValid.size());
    }
    entity.stem = name.substr(0, name.rfind("Test"));
    return entity;
}

class Pkits : public testing::Test {
  protected:
    void SetUp() override {
        TANBA_NEEDS_VECTORS(folder() / "certs");
        for (const auto& file : fs::directory_iterator(folder() / "certs")) {
            auto certificate = keys::Certificate::fromDer(test::fileContent(file.path()));
            if (certificate.ok())
                certificates_.emplace(file.path().stem().string(), std::move(certificate).value());
            else
                unreadable_.push_back(file.path().stem().string() + ": " + certificate.failure().detail);
        }
        std::vector<Crl> lists;
        for (const auto& file : fs::directory_iterator(folder() / "crls")) {
            const Bytes content = test::fileContent(file.path());
            MemoryInput input(content);
            auto list = Crl::read(input, WorkControl{});
            if (list.ok())
                lists.push_back(std::move(list).value());
            else
                unreadable_.push_back(file.path().stem().string() + ": " + list.failure().detail);
        }
        ASSERT_TRUE(certificates_.contains("TrustAnchorRootCertificate"));
        store_.yours.push_back(certificates_.at("TrustAnchorRootCertificate"));
        for (const auto& [name, certificate] : certificates_)
            carried_.certificates.push_back(certificate);
        validator_ = std::make_unique<PathValidator>(store_);
        revocation_ = std::make_unique<RevocationChecker>(*validator_, std::move(lists), test::at(kJudgedAt));
    }

    struct Answer {
        bool accepted = false;
        std::string why;
    };
    Answer judge(const std::string& name) const {
        const auto found = certificates_.find(name);
        if (found == certificates_.end())
            return {false, "unreadable"};
        const JudgingTime time{test::at(kJudgedAt), false};
        const PathResult chain = validator_->validate(found->second, carried_.certificates, time);
        const ChainRevocation revocation = revocation_->check(chain.path, carried_, time);
        Answer answer;
        answer.accepted = chain.status == ChainStatus::Ok && revocation.status == RevocationStatus::Good;
        for (const auto& reasons : {chain.reasons, revocation.reasons})
            for (const sign::Reason& reason : reasons)
                answer.why += std::string(sign::reasonRow(reason.code).text) + " (" + reason.detail + ") ";
        return answer;
    }

    std::vector<std::string> endEntities() const {
        std::vector<std::string> names;
        for (const auto& file : fs::directory_iterator(folder() / "certs")) {
            const std::string name = file.path().stem().string();
            if (name.ends_with("EE") && name.find("Test") != std::string::npos)
                names.push_back(name);
        }
        std::ranges::sort(names);
        return names;
    }

    std::map<std::string, keys::Certificate> certificates_;
    std::vector<std::string> unreadable_;
    TrustStore store_;
    CarriedEvidence carried_;
    std::unique_ptr<PathValidator> validator_;
    std::unique_ptr<RevocationChecker> revocation_;
};

// What is refused as an encoding counts as absent: this one list, whose signature has unused bits, and no
// other.
TEST_F(Pkits, NearlyEverythingIsReadable) {
    EXPECT_THAT(unreadable_, testing::ElementsAre(testing::StartsWith("BadCRLSignatureCACRL: ")));
}

TEST_F(Pkits, EveryTestIsEitherJudgedOrExcludedForAReason) {
    for (const std::string& name : endEntities()) {
        const std::string stem = endEntityOf(name).stem;
        const bool included = std::ranges::find(kIncluded, stem, &StemRow::stem) != kIncluded.end();
        const bool excluded = std::ranges::find(kExcluded, stem, &ExcludedRow::stem) != kExcluded.end();
        EXPECT_NE(included, excluded) << name << " has the stem " << stem;
    }
}

TEST_F(Pkits, TheIncludedSectionsPass) {
    std::map<std::string_view, int> judged;
    for (const std::string& name : endEntities()) {
        const EndEntity entity = endEntityOf(name);
        const auto row = std::ranges::find(kIncluded, entity.stem, &StemRow::stem);
        if (row == kIncluded.end())
            continue;
        ++judged[row->section];
        const Answer answer = judge(name);
        EXPECT_EQ(answer.accepted, entity.valid) << row->section << " " << name << ": " << answer.why;
    }
    for (const SectionRow& row : kSections)
        EXPECT_EQ(judged[row.section], row.tests) << "section " << row.section;
}

/// For tests whose answer could be right for a wrong reason.
struct CauseRow {
    std::string_view name;
    std::string_view code;
};
constexpr std::array<CauseRow, 14> kCauses{{
    {"InvalidEESignatureTest3EE", "chain.broken (signature"},
    {"InvalidCAnotBeforeDateTest1EE", "chain.not_yet_valid"},
    {"InvalidEEnotAfterDateTest6EE", "chain.expired"},
    {"InvalidMissingCRLTest1EE", "revocation.unknown"},
    {"InvalidRevokedCATest2EE", "revocation.authority_revoked"},
    {"InvalidRevokedEETest3EE", "revocation.revoked"},
    {"InvalidOldCRLnextUpdateTest11EE", "revocation.stale"},
    {"InvalidNegativeSerialNumberTest15EE", "revocation.revoked"},
    {"InvalidLongSerialNumberTest18EE", "revocation.revoked"},
    {"InvalidSeparateCertificateandCRLKeysTest20EE", "revocation.revoked"},
    {"InvalidMissingbasicConstraintsTest1EE", "chain.broken (not_an_authority"},
    {"InvalidpathLenConstraintTest12EE", "chain.broken (path_length"},
    {"InvalidDNnameConstraintsTest2EE", "chain.broken (name_constraints"},
    {"InvalidUnknownCriticalCertificateExtensionTest2EE", "chain.broken (critical_extension"},
}};

TEST_F(Pkits, RejectionsHaveTheRightCause) {
    for (const CauseRow& row : kCauses) {
        const Answer answer = judge(std::string(row.name));
        EXPECT_FALSE(answer.accepted) << row.name;
        EXPECT_THAT(answer.why, testing::HasSubstr(std::string(row.code))) << row.name;
    }
}

// What is excluded must still never be accepted by accident where the suite says "invalid".
TEST_F(Pkits, NothingInvalidIsAcceptedInTheExcludedListsSections) {
    for (const std::string& name : endEntities()) {
        const EndEntity entity = endEntityOf(name);
        const auto row = std::ranges::find(kExcluded, entity.stem, &ExcludedRow::stem);
        if (row == kExcluded.end() || row->because == kNoPolicies || entity.valid)
            continue;
        EXPECT_FALSE(judge(name).accepted) << name;
    }
}

} // namespace
} // namespace tanba::trust
