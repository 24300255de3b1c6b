#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/keys/token.h"
#include "core/sign/classify.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tanba::service {

/// One connection of this run of the program; never used again.
using ConnectionId = std::uint64_t;
/// One question to the person in this run of the program; never used again.
using ConsentId = std::uint64_t;

/// Who is at the other end, as far as this computer itself vouches for it (SECURITY.md, rule 8).
struct Caller {
    enum class Kind {
        Browser, ///< a known browser: what it says about the page's origin is believed
        Program, ///< any other program of this user; an origin it states is not believed
    };
    ConnectionId connection = 0;
    Kind kind = Kind::Program;
    std::string program; ///< name of the peer's executable, for people; empty when it could not be found out
    /// sign::normaliseOrigin; absent for programs, for `null` and for what is no origin.
    std::optional<std::string> origin;
};

/// Which keys a page can use; an empty member does not restrict.
struct KeyWish {
    enum class Use { Any, Signing, Login };
    std::vector<std::string> storages; ///< names of the interface: "PKCS12", "AKKZIDCardStore", ...
    Use use = Use::Any;
    std::vector<std::string> extendedKeyUsages; ///< dotted; each must be in the certificate
    std::string iin;
    std::string bin;
    std::string serialNumber; ///< lower-case hex
    enum class Chain { NationalAuthority, Given, Any };
    Chain chain = Chain::Any;
    std::vector<keys::Certificate> chainCertificates; ///< for Given
    bool allowExpired = false;
};

/// What is to be signed, one row of a question.
struct ConsentItem {
    std::shared_ptr<const Bytes> content; ///< the bytes that will be signed; null for a bare digest
    Bytes digest;                         ///< SHA-256 of the content, or the bare digest itself
    std::uint64_t size = 0;
    std::string name; ///< of a file the person chose before; else empty
    sign::Classification classification;
    std::vector<std::string> presentSigners; ///< names of those who signed it before
};

enum class ConsentFormat { CmsAttached, CmsDetached, Xml, Raw };

/// A question to the person. Everything in it comes from a page and is untrusted, but for `caller`.
struct ConsentQuestion {
    enum class Kind {
        Sign,         ///< `items` with a key, and nothing else
        ShowIdentity, ///< the page learns whose key it is (getKeyInfo)
        ChooseFile,   ///< the page gets a token for a file, never its path
    };
    ConsentId id = 0;
    Kind kind = Kind::Sign;
    Caller caller;
    std::vector<ConsentItem> items;
    ConsentFormat format = ConsentFormat::CmsAttached;
    bool withTimestamp = false;
    /// The page gets the certificate besides the signatures: an identity handed out (rule 6).
    bool withCertificate = false;
    KeyWish key;
    std::string fileExtension; ///< for ChooseFile: "ALL", "P12", ...
    std::string locale;        ///< "kk", "ru", "en" or empty
};

struct ConsentAnswer {
    enum class Kind {
        Granted,
        Cancelled,     ///< by the person
        NoSuchStorage, ///< the storage that the page insists on holds no key
    };
    Kind kind = Kind::Cancelled;
    /// For Sign: opened, for these items only. It is closed as soon as the items are signed.
    std::unique_ptr<keys::KeySession> session;
    std::optional<keys::Certificate> certificate; ///< for ShowIdentity
    std::filesystem::path file;                   ///< for ChooseFile
};

/// Why a request was answered without asking the person for consent; the person is told in a line.
struct RefusalNotice {
    Caller caller;
    Failure reason;
    std::size_t items = 0;
};

/// The person, seen from the service. Called on the service's threads; `answer` may be called on any thread,
/// exactly once for each question unless it was withdrawn.
class ConsentDesk {
  public:
    virtual ~ConsentDesk() = default;
    virtual void ask(std::shared_ptr<const ConsentQuestion> question,
                     std::function<void(ConsentAnswer)> answer) = 0;
    /// The page has gone or given up: the question disappears, its answer is not called any more.
    virtual void withdraw(ConsentId id) = 0;
    /// The items of a granted question were signed, or could not be.
    virtual void finished(ConsentId id, const Outcome& outcome) = 0;
    /// The connection is closed for good: what was bound to it (a series) ends. Comes for every connection.
    virtual void connectionClosed(ConnectionId connection) = 0;
    virtual void refused(const RefusalNotice& notice) = 0;
    /// A page asked for a module that this program does not have.
    virtual void missingModule(const Caller& caller, const std::string& module) = 0;
    /// Kinds of tokens that are present now, by their names in the interface; asks nobody.
    virtual std::vector<std::string> activeTokenKinds() = 0;
    /// The question that the person looks at now, as far as there is one; asks nobody.
    virtual std::optional<ConsentId> shownQuestion() const { return std::nullopt; }
};

} // namespace tanba::service
