#include "core/base/der_reader.h"
#include "core/base/der_writer.h"
#include "core/sign/xml_check.h"

#include <algorithm>

namespace tanba::sign::xml {

namespace {

std::size_t octetsOf(int keyBits) {
    return (static_cast<std::size_t>(keyBits) + 7) / 8;
}

/// Big-endian, filled with zeros on the left.
Outcome appendNumber(Bytes& target, ByteView integer, std::size_t width) {
    while (!integer.empty() && integer.front() == 0)
        integer = integer.subspan(1);
    if (integer.size() > width)
        return fail(FailureCode::SignatureWrong);
    target.insert(target.end(), width - integer.size(), 0);
    append(target, integer);
    return Done{};
}

} // namespace

Result<Bytes> ecdsaToDer(ByteView sideBySide, int keyBits) {
    const std::size_t width = octetsOf(keyBits);
    if (sideBySide.size() != 2 * width)
        return fail(FailureCode::SignatureWrong);
    return der::sequence({der::integerFromBigEndian(sideBySide.first(width)),
                          der::integerFromBigEndian(sideBySide.subspan(width))});
}

Result<Bytes> ecdsaFromDer(ByteView der, int keyBits) {
    const std::size_t width = octetsOf(keyBits);
    DerReader outer(der);
    TANBA_TRY(DerReader numbers, outer.enter(der::kSequence));
    TANBA_TRY(const ByteView r, numbers.integer());
    TANBA_TRY(const ByteView s, numbers.integer());
    Bytes value;
    TANBA_CHECK(appendNumber(value, r, width));
    TANBA_CHECK(appendNumber(value, s, width));
    return value;
}

} // namespace tanba::sign::xml
