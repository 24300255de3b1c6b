#pragma once

#include "core/sign/login_shapes.h"

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::sign {

/// Which names of the table of login shapes some text has shown, and which shapes they may therefore be.
/// Errs on the side of a login.
class ShownNames {
  public:
    /// An element of this local name (in lower case) was opened somewhere.
    void opened(std::string_view name);
    /// It was the first one of a document.
    void first(std::string_view name);
    /// The only element of a document, apart from a signature.
    void alone(std::string_view name);
    /// A document type may define entities, which hide everything but the name of the root.
    void entities() { entities_ = true; }

    /// Only ever more, but for those that alone() brings.
    std::vector<const ShapePattern*> shapes() const;

  private:
    static constexpr std::size_t kMaxNames = 64;

    static void mark(std::bitset<kMaxNames>& names, std::string_view name);
    bool has(std::string_view name) const;

    std::bitset<kMaxNames> opened_;
    std::bitset<kMaxNames> first_;
    std::bitset<kMaxNames> alone_;
    bool entities_ = false;
};

/// Finds the local names of the elements that a text opens, wherever that stands, fed in pieces. A byte that
/// is not ASCII is part of a name for one reader and its end for another (XML 1.1 takes U+0085 and U+2028 for
/// line ends).
class NameFinder {
  public:
    explicit NameFinder(ShownNames& shown) : shown_(shown) {}

    void feed(std::string_view text);
    /// The document is at its end.
    void finish();
    /// True once a document type was seen that may define entities.
    bool sawEntities() const { return entities_; }

  private:
    void extend(std::string_view part);
    void cut();
    void endOfName();
    void element();
    std::size_t documentType(std::string_view text);
    void endOfDocumentType(bool definesHere);

    ShownNames& shown_;
    bool inName_ = false;
    bool inDocumentType_ = false;
    bool entities_ = false;
    std::string documentType_; ///< what follows its "<!DOCTYPE"
    bool prefixSeen_ = false;
    bool cut_ = false;          ///< behind a foreign character, until a prefix turns out to be at its end
    std::string name_;          ///< as it stands in the text
    std::size_t count_ = 0;     ///< names so far
    bool onlySignature_ = true; ///< nothing but a signature was opened after the first
    std::vector<std::string> first_; ///< in every reading
};

} // namespace tanba::sign
