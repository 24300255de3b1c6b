#include "cardreader/drivers/ecdsa_value.h"

#include "core/base/der_reader.h"
#include "core/base/der_writer.h"

namespace tanba::card {

namespace {

bool isSequenceOfTwoIntegers(ByteView answer) {
    DerReader outer(answer);
    auto body = outer.enter(der::kSequence);
    return body.ok() && outer.atEnd() && body.value().integer().ok() && body.value().integer().ok() &&
           body.value().atEnd();
}

} // namespace

Result<Bytes> ecdsaValue(ByteView answer, std::size_t fieldSize) {
    // First: a plain value of this length could begin like a SEQUENCE, a SEQUENCE has not exactly this length
    // and two whole integers inside by chance.
    if (isSequenceOfTwoIntegers(answer))
        return Bytes(answer.begin(), answer.end());
    if (answer.size() != 2 * fieldSize)
        return fail(FailureCode::CardAnswerMalformed, {}, "ECDSA value");
    return der::sequence({der::integerFromBigEndian(answer.first(fieldSize)),
                          der::integerFromBigEndian(answer.last(fieldSize))});
}

} // namespace tanba::card
