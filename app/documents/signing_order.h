#pragma once

#include "app/documents/signing_format.h"
#include "core/crypto/algorithms.h"
#include "core/sign/classify.h"

#include <filesystem>
#include <optional>
#include <string>

namespace tanba::documents {

enum class Adding {
    NewSignature, ///< a new signed file for each document
    ToExisting,   ///< each document is a signed CMS that gets one more signer
};
/// What happens when the name of a result is taken.
enum class IfTaken {
    NextFree, ///< "a.pdf (2).p7s"
    Refuse,   ///< file.exists
    Replace,  ///< the older result, never a document
};
/// Documents that have a signature beside them, or in them.
enum class IfSigned { Skip, SignAgain };
/// A certificate outside its validity.
enum class IfExpired { Refuse, Allow };

/// The document of a detached signed file that gets one more signer, where it was not named.
enum class IfOriginalMissing { LookBeside, Refuse };

/// That each new signature gets a time stamp before it is written; CMS only.
struct TimestampWish {
    /// Of an authority that the user chose in person; empty: the national one.
    std::string address;
    friend bool operator==(const TimestampWish&, const TimestampWish&) = default;
};

/// How documents are to be signed: what a person decided before consenting.
struct SigningOrder {
    SignFormat format = SignFormat::CmsDetached;
    Encoding encoding = Encoding::Der;
    Adding adding = Adding::NewSignature;
    IfTaken ifTaken = IfTaken::NextFree;
    IfSigned ifSigned = IfSigned::Skip;
    IfExpired ifExpired = IfExpired::Refuse;
    IfOriginalMissing ifOriginalMissing = IfOriginalMissing::LookBeside; ///< not kept in a record
    std::filesystem::path outputFolder;                                  ///< empty: beside each document
    std::filesystem::path outputFile; ///< of the only document; empty: its name is made from the document's
    std::string purpose;              ///< what for, or for whom; for the journal, may be empty
    std::optional<TimestampWish> timestamp;
    /// Who wants the signatures; nobody for documents of the user's own choice. Not kept in a record.
    sign::SigningRequester requester;
    /// The documents are digest values of this algorithm: always refused by the gate, as nobody can show what
    /// they stand for.
    std::optional<crypto::DigestAlgorithm> readyDigest;
};

} // namespace tanba::documents
