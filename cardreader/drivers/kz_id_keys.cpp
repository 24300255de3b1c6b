#include "cardreader/drivers/kz_id_keys.h"

#include "cardreader/drivers/status_words.h"
#include "core/base/der_writer.h"

namespace tanba::card::kz {

namespace {

constexpr std::uint8_t kGetData = 0xCB;
constexpr std::size_t kModulusSize = 256;
constexpr std::size_t kAnswerSize = 271;
constexpr std::uint64_t kExponent = 65537;
constexpr std::string_view kRsaOid = "1.2.840.113549.1.1.1";

/// 6A82 on a card without the key; 6A88 is what ISO 7816-4 11.4.3 says of a data object that is not there.
bool saysNoKey(std::uint16_t status) {
    return status == 0x6A82 || status == 0x6A88;
}

} // namespace

CommandApdu publicKeyCommand(std::uint8_t slot) {
    const std::array<std::uint8_t, 11> list{0x4D, 0x09, 0xFF, 0xA0, slot, 0x05, 0x7F, 0x49, 0x02, 0x81, 0x00};
    return CommandApdu(0x00, kGetData, 0x3F, 0xFF).withData(list).expecting(kAnyLength);
}

Result<Bytes> modulusOf(ByteView answer) {
    if (answer.size() != kAnswerSize)
        return fail(FailureCode::CardAnswerMalformed, {}, "public key: length");
    const ByteView modulus = answer.last(kModulusSize);
    if ((modulus.front() & 0x80) == 0 || (modulus.back() & 0x01) == 0)
        return fail(FailureCode::CardAnswerMalformed, {}, "public key: no RSA modulus of 2048 bits");
    return Bytes(modulus.begin(), modulus.end());
}

Result<std::optional<Bytes>> readModulus(CardSession& session, std::uint8_t slot) {
    TANBA_TRY(const ResponseApdu response, session.transmit(publicKeyCommand(slot)));
    if (saysNoKey(response.status))
        return std::optional<Bytes>();
    if (!response.ok())
        return failureOfStatus(CommandKind::Plain, "GET DATA", response.status);
    TANBA_TRY(Bytes modulus, modulusOf(response.data));
    return std::optional<Bytes>(std::move(modulus));
}

Result<crypto::PublicKey> publicKeyOf(ByteView modulus) {
    const Bytes numbers = der::sequence({der::integerFromBigEndian(modulus), der::integer(kExponent)});
    const Bytes algorithm = der::sequence({der::oid(Oid(kRsaOid)), der::null()});
    return crypto::PublicKey::fromSubjectPublicKeyInfo(der::sequence({algorithm, der::bitString(numbers)}));
}

} // namespace tanba::card::kz
