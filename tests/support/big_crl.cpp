#include "tests/support/big_crl.h"

#include "core/base/der_writer.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace tanba::test {

namespace {

constexpr std::size_t kSerialOctets = 20;
constexpr std::size_t kReasons = 6;
constexpr std::size_t kDates = 1000;

/// SplitMix64: scatters consecutive numbers.
std::uint64_t scattered(std::uint64_t number) {
    number += 0x9E3779B97F4A7C15U;
    number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9U;
    number = (number ^ (number >> 27)) * 0x94D049BB133111EBU;
    return number ^ (number >> 31);
}

/// Makes entries by filling in a pattern: there are hundreds of thousands of them.
class EntryMaker {
  public:
    EntryMaker() {
        static constexpr std::uint8_t kReason = 0;
        const Bytes extension =
            der::sequence({der::oid(Oid("2.5.29.21")),
                           der::octetString(der::element(der::kEnumerated, ByteView(&kReason, 1)))});
        pattern_ = der::sequence({der::element(der::kInteger, Bytes(kSerialOctets)),
                                  der::time(bigCrlRevokedAt(0)), der::sequence({extension})});
        for (std::size_t i = 0; i < kDates; ++i)
            dates_.push_back(der::time(bigCrlRevokedAt(i)));
    }

    const Bytes& entry(std::size_t index) {
        // Behind the headers of the SEQUENCE and the INTEGER comes the serial, behind that the date; the
        // reason is the last octet.
        constexpr std::ptrdiff_t kSerialAt = 4;
        std::ranges::copy(bigCrlSerial(index), pattern_.begin() + kSerialAt);
        std::ranges::copy(dates_[index % kDates], pattern_.begin() + kSerialAt + kSerialOctets);
        pattern_.back() = static_cast<std::uint8_t>(index % kReasons);
        return pattern_;
    }

  private:
    Bytes pattern_;
    std::vector<Bytes> dates_;
};

Bytes algorithmOf(const Identity& issuer) {
    const crypto::KeyAlgorithm kind = issuer.key->algorithm();
    const crypto::SignatureRow* row = crypto::signatureRow({kind, crypto::naturalDigest(kind)});
    if (row == nullptr)
        std::abort();
    return row->nullParameters ? der::sequence({der::oid(Oid(row->oid)), der::null()})
                               : der::sequence({der::oid(Oid(row->oid))});
}

} // namespace

Bytes bigCrlSerial(std::size_t index) {
    Bytes serial(kSerialOctets);
    for (std::size_t i = 0; i < kSerialOctets; ++i)
        serial[i] = static_cast<std::uint8_t>(scattered(index * 3 + i / 8) >> (i % 8 * 8));
    serial[0] = static_cast<std::uint8_t>((serial[0] & 0x3FU) | 0x40U);
    return serial;
}

Time bigCrlRevokedAt(std::size_t index) {
    static const Time first = at("2024-01-01T00:00:00Z");
    return first + std::chrono::hours(index % kDates);
}

Bytes bigCrl(const Identity& issuer, std::size_t count) {
    EntryMaker maker;
    Bytes entries;
    entries.reserve(count * 52);
    for (std::size_t i = 0; i < count; ++i)
        append(entries, maker.entry(i));
    const Bytes algorithm = algorithmOf(issuer);
    const Bytes toBeSigned =
        der::sequence({der::integer(1), algorithm, issuer.certificate.subject().der(),
                       der::time(at("2026-06-20T00:00:00Z")), der::time(at("2026-06-21T03:00:00Z")),
                       der::element(der::kSequence, entries)});
    return der::sequence({toBeSigned, algorithm, der::bitString(signMessage(*issuer.key, toBeSigned))});
}

} // namespace tanba::test
