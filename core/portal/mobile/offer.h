#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/portal/mobile/invitation.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::portal::mobile {

inline constexpr std::size_t kMaxDocumentSize = std::size_t{50} * 1024 * 1024;
inline constexpr std::size_t kMaxXmlSize = std::size_t{1024} * 1024;
/// One consent enumerates them all.
inline constexpr std::size_t kMaxDocuments = 100;
inline constexpr std::size_t kMaxMeta = 50;

enum class SignMethod {
    Xml,         ///< XML: an enveloped XML signature
    CmsDetached, ///< CMS_SIGN_ONLY
    CmsAttached, ///< CMS_WITH_DATA
    Bytes,       ///< SIGN_BYTES_ARRAY: the bare signature value, and the certificate beside it
};

struct OfferedDocument {
    Names names;
    /// What the site tells about it; foreign texts.
    struct Fact {
        std::string name;
        std::string value;
    };
    std::vector<Fact> facts;
    SignMethod method = SignMethod::CmsDetached;
    std::string mime; ///< what the site calls it ("@file/pdf"); proves nothing
    std::shared_ptr<const Bytes> content;
};

/// What a site wants to have signed (API 2), and everything else that its answer held, since the same answer
/// goes back with signatures in it.
class Offer {
  public:
    /// mobile.answer_wrong with the member as subject; file.too_large beyond the limits above.
    static Result<Offer> read(std::string_view answer);

    const std::vector<OfferedDocument>& documents() const { return documents_; }
    /// The answer with the signed form of each document in its place, in their order.
    Bytes withSigned(const std::vector<Bytes>& signedForms) const;

  private:
    struct Tree;

    std::vector<OfferedDocument> documents_;
    std::shared_ptr<const Tree> tree_; ///< without the contents
};

} // namespace tanba::portal::mobile
