#pragma once

#include "core/sign/login_shapes.h"

#include <array>
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
    void first(std::string_view name, bool hasDoctype);
    /// The only element of a document, apart from a signature.
    void alone(std::string_view name);

    /// Only ever more, but for those that alone() brings.
    std::vector<const ShapePattern*> shapes() const;

  private:
    static constexpr std::size_t kMaxNames = 64;

    static void mark(std::bitset<kMaxNames>& names, std::string_view name);
    bool has(std::string_view name) const;

    std::bitset<kMaxNames> opened_;
    std::bitset<kMaxNames> first_;
    std::bitset<kMaxNames> alone_;
    std::bitset<kMaxNames> firstWithDoctype_;
};

/// How a text spells names, by byte.
struct Spelling {
    /// @param meanings ASCII of each byte; ' ' where that does not matter.
    explicit Spelling(const std::array<char, 256>& meanings);

    std::array<char, 256> lower; ///< meanings, in lower case
    std::array<bool, 256> ends;  ///< a name
    /// No ASCII: part of a name for one reader and its end for another (XML 1.1 takes U+0085 and U+2028 for
    /// line ends).
    std::array<bool, 256> foreign;
    char open;
    char colon;
};
const Spelling& asciiSpelling();

/// Finds the local names of the elements that a text opens, wherever that stands, fed in pieces.
class NameFinder {
  public:
    NameFinder(ShownNames& shown, const Spelling& spelling) : shown_(shown), spelling_(spelling) {}

    void feed(std::string_view text);
    /// The document is at its end.
    void finish();
    bool sawDoctype() const { return doctype_; }

  private:
    void extend(std::string_view part);
    void cut();
    void endOfName();
    void lower();
    void element();

    ShownNames& shown_;
    const Spelling& spelling_;
    bool inName_ = false;
    bool prefixSeen_ = false;
    bool cut_ = false;      ///< behind a foreign character, until a prefix turns out to be at its end
    std::string name_;      ///< as it stands in the text
    std::size_t count_ = 0; ///< names so far
    bool doctype_ = false;
    bool onlySignature_ = true;      ///< nothing but a signature was opened after the first
    std::vector<std::string> first_; ///< in every reading
};

} // namespace tanba::sign
