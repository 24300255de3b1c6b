#pragma once

#include "core/trust/crl.h"
#include "core/trust/list_signatures.h"
#include "core/trust/ocsp.h"
#include "core/trust/online_evidence.h"
#include "core/trust/path.h"
#include "core/trust/revocation_rules.h"

#include <memory>
#include <vector>

namespace tanba::trust {

/// What a signed file carries along; trusted in nothing.
struct CarriedEvidence {
    std::vector<keys::Certificate> certificates;
    std::vector<Crl> crls;
    std::vector<OcspResponse> ocspResponses;
    /// Of everything that is judged by it; joined evidence shares it.
    std::shared_ptr<SignatureChecks> signatures = std::make_shared<SignatureChecks>();
};

/// The state of revocation of a whole chain.
struct ChainRevocation {
    /// The worst of its certificates.
    RevocationStatus status = RevocationStatus::Unknown;
    std::vector<sign::Reason> reasons;
    std::vector<RevocationEvidence> evidence;
    /// One of its certificates was revoked, at whatever time, because somebody else may have had the key.
    bool compromised = false;
};

/// Looks the certificates of chains up in lists and answers whose authenticity it proves first.
/// May be used from several threads at once.
class RevocationChecker {
  public:
    /// @param lists those the user gave, beside what files carry.
    /// @param latest statements made later than this are from the future and say nothing.
    RevocationChecker(const PathValidator& validator, std::vector<Crl> lists, Time latest)
        : validator_(validator), lists_(std::move(lists)), latest_(latest) {}

    /// @param online asked about each certificate that is no authority of the tables, and believed no more
    /// than what a file carries.
    ChainRevocation check(const Path& path, const CarriedEvidence& carried, JudgingTime time,
                          const OnlineAccess& online = {}) const {
        return checkChain({path, carried, time, 0, online});
    }

  private:
    /// What is asked about.
    struct Subject {
        ByteView serial;
        Time notAfter{};
        /// Null for an authority of the tables.
        const keys::Certificate* certificate = nullptr;
    };
    /// Who may answer.
    struct Issuer {
        keys::Name name;
        std::string foldedName;
        crypto::PublicKey key;
        bool signsLists = true;

        /// Whether this list, if it is authentic, speaks of the subject.
        bool mayList(const Crl& list, const Subject& subject) const;
        /// The answer about the subject; null when there is none or the response may not be used.
        const OcspAnswer* answerIn(const OcspResponse& response, const Subject& subject) const;
    };
    struct Question {
        const Path& path;
        const CarriedEvidence& carried;
        JudgingTime time;
        /// A list may have a signer of its own, whose certificate is looked up in lists as well.
        int recursion = 0;
        OnlineAccess online;
    };
    using Problems = std::vector<OnlineProblem>;
    using Statements = std::vector<RevocationStatement>;

    static std::optional<Issuer> issuerAbove(const Path& path, std::size_t index);
    ChainRevocation checkChain(const Question& question) const;
    void checkAuthorities(const Question& question, ChainRevocation& result) const;
    RevocationFinding findingFor(const Subject& subject, const Issuer& issuer,
                                 const Question& question) const;

    void addListStatements(const Subject& subject, const Issuer& issuer, const Question& question,
                           Statements& statements) const;
    bool isAuthentic(const Crl& list, std::optional<std::size_t> place, const Issuer& issuer,
                     const Question& question) const;
    bool hasOwnSigner(const Crl& list, const Issuer& issuer, const Question& question) const;

    void addOcspStatements(const Subject& subject, const Issuer& issuer, const Question& question,
                           Statements& statements) const;
    bool isAuthentic(const OcspResponse& response, const Issuer& issuer, const Question& question) const;
    bool mayAnswer(const keys::Certificate& responder, const OcspResponse& response, const Issuer& issuer,
                   const Question& question) const;

    RevocationFinding askedOnline(const Subject& subject, const Issuer& issuer, const Question& question,
                                  Statements statements) const;
    bool addOnlineStatus(const Subject& subject, const Issuer& issuer, const Question& question,
                         Statements& statements, Problems& problems) const;
    void addOnlineLists(const Subject& subject, const Issuer& issuer, const Question& question,
                        Statements& statements, Problems& problems) const;
    Time latestOnline(const Question& question) const;
    static void tellTime(const Question& question, Time time, const std::optional<ClockMoment>& asked);

    const PathValidator& validator_;
    std::vector<Crl> lists_;
    Time latest_;
    mutable ListSignatures signatures_;
};

} // namespace tanba::trust
