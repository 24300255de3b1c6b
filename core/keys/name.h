#pragma once

#include "core/base/bytes.h"
#include "core/base/oid.h"
#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace tanba::keys {

struct NameAttribute {
    Oid type;
    /// UTF-8, whatever string type the certificate used.
    std::string value;
};

/// A distinguished name (RFC 5280 4.1.2.4). Compared by its DER; looked into by attribute type, never by
/// position.
class Name {
  public:
    static Result<Name> fromDer(ByteView der);

    ByteView der() const { return der_; }
    const std::vector<NameAttribute>& attributes() const { return attributes_; }
    /// The first value of this type, or empty.
    std::string_view first(const Oid& type) const;
    /// "CN=..., O=..., C=KZ" for people; control and bidirectional characters are replaced by U+FFFD.
    std::string display() const;

    friend bool operator==(const Name& left, const Name& right) { return left.der_ == right.der_; }

  private:
    Bytes der_;
    std::vector<NameAttribute> attributes_;
};

} // namespace tanba::keys
