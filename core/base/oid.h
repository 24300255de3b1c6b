#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <compare>
#include <string>
#include <string_view>

namespace tanba {

/// An ASN.1 OBJECT IDENTIFIER in dotted form, such as "1.2.398.3.10.1.1.2.3.2".
class Oid {
  public:
    Oid() = default;
    /// For constants in the code and in tables; a malformed text gives an empty Oid.
    explicit Oid(std::string_view dotted);
    /// From the content octets of the DER element (X.690 8.19). Arcs are at most 2^128 - 1, as UUIDs (2.25)
    /// need; more than 64 arcs are refused.
    static Result<Oid> fromDerContent(ByteView content);

    const std::string& dotted() const { return dotted_; }
    bool empty() const { return dotted_.empty(); }
    Bytes derContent() const;

    friend bool operator==(const Oid&, const Oid&) = default;
    friend auto operator<=>(const Oid&, const Oid&) = default;

  private:
    std::string dotted_;
};

} // namespace tanba
