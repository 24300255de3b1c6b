// A reader driver for pcscd (IFD handler 3.0), for tests only. Configured by
//     DEVICENAME 127.0.0.1:PORT          a plain reader
//     DEVICENAME 127.0.0.1:PORT:pinpad   one with keys on it
// The file /run/pcscd/unplug-PORT pulls the reader out; without it, SIGUSR1 to pcscd puts it back.

#include "tests/card_rig/reader/card_link.h"
#include "tests/card_rig/reader/pin_entry.h"

#include <unistd.h>

#include <array>
#include <cstring>
#include <memory>
#include <string>

extern "C" {
#include <ifdhandler.h>
#include <reader.h>
}

namespace {

using rig::Bytes;

constexpr std::uint8_t kPowerOff = 0x00;
constexpr std::uint8_t kPowerOn = 0x01;
constexpr std::uint8_t kReset = 0x02;
constexpr std::uint8_t kAskAtr = 0x04;
constexpr std::uint8_t kUseT0 = 0x20;
constexpr std::uint8_t kUseT1 = 0x21;

constexpr DWORD kVerify = SCARD_CTL_CODE(3401);
constexpr DWORD kModify = SCARD_CTL_CODE(3402);
constexpr DWORD kPinProperties = SCARD_CTL_CODE(3403);
constexpr DWORD kProperties = SCARD_CTL_CODE(3404);

struct Reader {
    std::string unplugFile;
    bool pinPad;
    rig::CardLink link;
};

std::array<std::unique_ptr<Reader>, 8> readers;

std::unique_ptr<Reader>& slotOf(DWORD lun) {
    return readers[(lun >> 16) % readers.size()];
}

/// The ATR; empty for a mute card, none without a card.
std::optional<Bytes> askAtr(Reader& reader) {
    reader.link.look();
    return reader.link.ask({kAskAtr});
}

RESPONSECODE give(const Bytes& value, PUCHAR into, DWORD room, PDWORD size) {
    if (value.size() > room)
        return IFD_ERROR_INSUFFICIENT_BUFFER;
    std::copy(value.begin(), value.end(), into);
    *size = value.size();
    return IFD_SUCCESS;
}

/// CM_IOCTL_GET_FEATURE_REQUEST (PC/SC part 10, 2.2): tag, length 4, control code in big endian.
Bytes features(bool pinPad) {
    Bytes told;
    const auto tell = [&](std::uint8_t tag, DWORD code) {
        told.insert(told.end(),
                    {tag, 4, static_cast<std::uint8_t>(code >> 24), static_cast<std::uint8_t>(code >> 16),
                     static_cast<std::uint8_t>(code >> 8), static_cast<std::uint8_t>(code)});
    };
    if (pinPad) {
        tell(FEATURE_VERIFY_PIN_DIRECT, kVerify);
        tell(FEATURE_MODIFY_PIN_DIRECT, kModify);
        tell(FEATURE_IFD_PIN_PROPERTIES, kPinProperties);
    }
    tell(FEATURE_GET_TLV_PROPERTIES, kProperties);
    return told;
}

Bytes pinProperties() {
    PIN_PROPERTIES_STRUCTURE properties{};
    properties.bEntryValidationCondition = 7; // maximum length, key pressed, time is up
    Bytes told(sizeof properties);
    std::memcpy(told.data(), &properties, sizeof properties);
    return told;
}

Bytes readerProperties() {
    return {PCSCv2_PART10_PROPERTY_dwMaxAPDUDataSize,
            4,
            0,
            0,
            1,
            0,
            PCSCv2_PART10_PROPERTY_wIdVendor,
            2,
            0x34,
            0x12,
            PCSCv2_PART10_PROPERTY_wIdProduct,
            2,
            0x78,
            0x56,
            PCSCv2_PART10_PROPERTY_bMinPINSize,
            1,
            4,
            PCSCv2_PART10_PROPERTY_bMaxPINSize,
            1,
            12};
}

} // namespace

extern "C" {

RESPONSECODE IFDHCreateChannelByName(DWORD lun, LPSTR deviceName) {
    const std::string name = deviceName;
    const auto colon = name.find(':');
    if (colon == std::string::npos)
        return IFD_COMMUNICATION_ERROR;
    const std::string port = name.substr(colon + 1, name.find(':', colon + 1) - colon - 1);
    const bool pinPad = name.ends_with(":pinpad");
    slotOf(lun) = std::unique_ptr<Reader>(new Reader{
        "/run/pcscd/unplug-" + port, pinPad, rig::CardLink(static_cast<std::uint16_t>(std::stoi(port)))});
    return slotOf(lun)->link.listening() ? IFD_SUCCESS : IFD_COMMUNICATION_ERROR;
}

RESPONSECODE IFDHCreateChannel(DWORD, DWORD) {
    return IFD_COMMUNICATION_ERROR; // pcscd asks by name
}

RESPONSECODE IFDHCloseChannel(DWORD lun) {
    slotOf(lun).reset();
    return IFD_SUCCESS;
}

RESPONSECODE IFDHGetCapabilities(DWORD lun, DWORD tag, PDWORD length, PUCHAR value) {
    const DWORD room = *length;
    *length = 0;
    switch (tag) {
    case TAG_IFD_ATR:
    case SCARD_ATTR_ATR_STRING: {
        const auto atr = askAtr(*slotOf(lun));
        return atr && !atr->empty() ? give(*atr, value, MAX_ATR_SIZE, length) : IFD_COMMUNICATION_ERROR;
    }
    case TAG_IFD_SIMULTANEOUS_ACCESS:
        return give({static_cast<std::uint8_t>(readers.size())}, value, room, length);
    case TAG_IFD_SLOTS_NUMBER:
    case TAG_IFD_THREAD_SAFE:
        return give({1}, value, room, length);
    default:
        return IFD_ERROR_TAG;
    }
}

RESPONSECODE IFDHSetCapabilities(DWORD, DWORD, DWORD, PUCHAR) {
    return IFD_NOT_SUPPORTED;
}

RESPONSECODE IFDHSetProtocolParameters(DWORD lun, DWORD protocol, UCHAR, UCHAR, UCHAR, UCHAR) {
    const std::uint8_t control = protocol == SCARD_PROTOCOL_T0 ? kUseT0 : kUseT1;
    return slotOf(lun)->link.tell(control) ? IFD_SUCCESS : IFD_ERROR_PTS_FAILURE;
}

RESPONSECODE IFDHPowerICC(DWORD lun, DWORD action, PUCHAR atr, PDWORD length) {
    Reader& reader = *slotOf(lun);
    *length = 0;
    const std::uint8_t control = action == IFD_POWER_DOWN ? kPowerOff
                                 : action == IFD_POWER_UP ? kPowerOn
                                                          : kReset;
    if (!reader.link.tell(control))
        return IFD_COMMUNICATION_ERROR;
    if (action == IFD_POWER_DOWN)
        return IFD_SUCCESS;
    const auto told = askAtr(reader);
    return told && !told->empty() ? give(*told, atr, MAX_ATR_SIZE, length) : IFD_ERROR_POWER_ACTION;
}

RESPONSECODE IFDHTransmitToICC(DWORD lun, SCARD_IO_HEADER, PUCHAR command, DWORD commandLength, PUCHAR answer,
                               PDWORD answerLength, PSCARD_IO_HEADER) {
    const DWORD room = *answerLength;
    *answerLength = 0;
    const auto told = slotOf(lun)->link.ask(Bytes(command, command + commandLength));
    return told ? give(*told, answer, room, answerLength) : IFD_ICC_NOT_PRESENT;
}

RESPONSECODE IFDHControl(DWORD lun, DWORD code, PUCHAR request, DWORD requestLength, PUCHAR answer,
                         DWORD room, LPDWORD answerLength) {
    Reader& reader = *slotOf(lun);
    *answerLength = 0;
    if (code == CM_IOCTL_GET_FEATURE_REQUEST)
        return give(features(reader.pinPad), answer, room, answerLength);
    if (code == kProperties)
        return give(readerProperties(), answer, room, answerLength);
    if (!reader.pinPad)
        return IFD_ERROR_NOT_SUPPORTED;
    if (code == kPinProperties)
        return give(pinProperties(), answer, room, answerLength);
    if (code != kVerify && code != kModify)
        return IFD_ERROR_NOT_SUPPORTED;
    const Bytes structure(request, request + requestLength);
    const auto told =
        code == kVerify ? rig::verifyOnPad(reader.link, structure) : rig::modifyOnPad(reader.link, structure);
    return told ? give(*told, answer, room, answerLength) : IFD_COMMUNICATION_ERROR;
}

RESPONSECODE IFDHICCPresence(DWORD lun) {
    Reader& reader = *slotOf(lun);
    if (::access(reader.unplugFile.c_str(), F_OK) == 0)
        return IFD_NO_SUCH_DEVICE;
    return askAtr(reader) ? IFD_ICC_PRESENT : IFD_ICC_NOT_PRESENT;
}

} // extern "C"
