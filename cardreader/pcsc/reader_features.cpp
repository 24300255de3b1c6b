#include "cardreader/pcsc/reader_features.h"

#include <algorithm>
#include <array>

namespace tanba::card::pcsc {
namespace {

constexpr std::uint8_t kVerifyPinDirect = 0x06;
constexpr std::uint8_t kModifyPinDirect = 0x07;
constexpr std::uint8_t kPinProperties = 0x0A;
constexpr std::uint8_t kTlvProperties = 0x12;

constexpr std::uint8_t kLargestApdu = 10;
constexpr std::uint8_t kVendor = 11;
constexpr std::uint8_t kProduct = 12;

/// Both lists of part 10 are rows of one byte tag, one byte length, value.
struct TagValue {
    std::uint8_t tag;
    ByteView value;
};

std::optional<TagValue> takeRow(ByteView& rest) {
    if (rest.size() < 2 || rest.size() - 2 < rest[1])
        return std::nullopt;
    const TagValue row{rest[0], rest.subspan(2, rest[1])};
    rest = rest.subspan(2 + row.value.size());
    return row;
}

std::uint32_t bigEndian(ByteView value) {
    std::uint32_t number = 0;
    for (const std::uint8_t byte : value)
        number = number << 8 | byte;
    return number;
}

std::uint32_t littleEndian(ByteView value) {
    std::uint32_t number = 0;
    for (std::size_t i = value.size(); i-- > 0;)
        number = number << 8 | value[i];
    return number;
}

/// The control code of a feature.
std::optional<std::uint32_t> featureCode(ByteView list, std::uint8_t tag) {
    while (const auto row = takeRow(list))
        if (row->tag == tag && row->value.size() == 4)
            return bigEndian(row->value);
    return std::nullopt;
}

void readTlvProperties(ByteView list, ReaderFeatures& features) {
    while (const auto row = takeRow(list)) {
        if (row->value.size() > 4)
            continue;
        const std::uint32_t value = littleEndian(row->value);
        if (row->tag == kLargestApdu)
            features.largestApdu = value;
        else if (row->tag == kVendor)
            features.vendor = static_cast<std::uint16_t>(value);
        else if (row->tag == kProduct)
            features.product = static_cast<std::uint16_t>(value);
    }
}

struct Liar {
    std::uint16_t vendor;
    std::uint16_t product;
    /// Where the driver does not tell the USB numbers: both in the reader's name.
    std::string_view maker;
    std::string_view model;
};

/// HID OMNIKEY 3x21 and 6121 are plain readers whose firmware is that of their sisters with keys.
constexpr std::array kLiars = {
    Liar{0x076B, 0x3031, "OMNIKEY", "3x21"},
    Liar{0x076B, 0x6632, "OMNIKEY", "6121"},
};

} // namespace

bool liesAboutItsPad(std::uint16_t vendor, std::uint16_t product, std::string_view readerName) {
    return std::ranges::any_of(kLiars, [&](const Liar& liar) {
        if (vendor != 0)
            return liar.vendor == vendor && liar.product == product;
        return readerName.find(liar.maker) != std::string_view::npos &&
               readerName.find(liar.model) != std::string_view::npos;
    });
}

ReaderFeatures readFeatures(const OpenCard& card) {
    Api& api = card.api();
    ReaderFeatures features;
    const Answer<Bytes> list = api.control(card.handle(), api.featureRequestCode(), {});
    features.asked = list.status;
    if (!list.status.ok())
        return features;
    features.verifyPin = featureCode(list.value, kVerifyPinDirect);
    features.modifyPin = featureCode(list.value, kModifyPinDirect);
    if (const auto code = featureCode(list.value, kTlvProperties)) {
        const Answer<Bytes> properties = api.control(card.handle(), *code, {});
        if (properties.status.ok())
            readTlvProperties(properties.value, features);
    }
    if (liesAboutItsPad(features.vendor, features.product, card.reader())) {
        features.verifyPin.reset();
        features.modifyPin.reset();
    }
    const auto properties = featureCode(list.value, kPinProperties);
    if (properties && (features.verifyPin || features.modifyPin)) {
        // PIN_PROPERTIES_STRUCTURE: wLcdLayout, bEntryValidationCondition, bTimeOut2.
        const Answer<Bytes> answer = api.control(card.handle(), *properties, {});
        if (answer.status.ok() && answer.value.size() >= 3)
            features.validationConditions = answer.value[2];
    }
    return features;
}

} // namespace tanba::card::pcsc
