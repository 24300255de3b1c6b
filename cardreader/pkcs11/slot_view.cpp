#include "cardreader/pkcs11/slot_view.h"

#include "cardreader/pkcs11/wire/message.h"
#include "core/base/utf8.h"

#include <p11-kit/pkcs11.h>

#include <algorithm>

namespace tanba::pkcs11 {

namespace {

constexpr std::size_t kMaxFieldText = 64;

keys::PinRules rulesOf(std::uint64_t flags, std::uint64_t shortest, std::uint64_t longest) {
    keys::PinRules rules;
    // Modules that do not know their lengths say 0 or the largest number there is.
    rules.minimumLength = shortest <= wire::kMaxSecret ? static_cast<std::size_t>(shortest) : 0;
    rules.maximumLength = longest <= wire::kMaxSecret ? static_cast<std::size_t>(longest) : 0;
    rules.enteredOnReader = (flags & CKF_PROTECTED_AUTHENTICATION_PATH) != 0;
    rules.countLow = (flags & CKF_USER_PIN_COUNT_LOW) != 0;
    rules.lastTry = (flags & CKF_USER_PIN_FINAL_TRY) != 0;
    if ((flags & CKF_USER_PIN_LOCKED) != 0)
        rules.triesLeft = 0;
    if (rules.maximumLength < rules.minimumLength)
        rules.maximumLength = 0;
    return rules;
}

Result<SlotView> readSlot(wire::Reader& reader) {
    SlotView slot;
    TANBA_TRY(slot.id, reader.number());
    TANBA_TRY(slot.description, reader.text(kMaxFieldText));
    TANBA_TRY(slot.token.label, reader.text(kMaxFieldText));
    TANBA_TRY(slot.token.manufacturer, reader.text(kMaxFieldText));
    TANBA_TRY(slot.token.model, reader.text(kMaxFieldText));
    TANBA_TRY(slot.token.serial, reader.text(kMaxFieldText));
    TANBA_TRY(slot.flags, reader.number());
    TANBA_TRY(const std::uint64_t shortest, reader.number());
    TANBA_TRY(const std::uint64_t longest, reader.number());
    slot.pinRules = rulesOf(slot.flags, shortest, longest);
    return slot;
}

} // namespace

bool SlotView::initialised() const {
    return (flags & CKF_TOKEN_INITIALIZED) != 0;
}

bool SlotView::pinLocked() const {
    return (flags & CKF_USER_PIN_LOCKED) != 0;
}

bool SlotView::loginRequired() const {
    return (flags & CKF_LOGIN_REQUIRED) != 0;
}

bool SlotView::writable() const {
    return (flags & CKF_WRITE_PROTECTED) == 0;
}

std::string displayLabelOf(const TokenIdentity& token) {
    for (const std::string* text : {&token.label, &token.model, &token.serial}) {
        if (!text->empty())
            return displayText(*text);
    }
    return "PKCS#11";
}

Result<std::vector<SlotView>> readSlots(ByteView body) {
    wire::Reader outer(body);
    TANBA_TRY(const std::uint64_t count, outer.number(wire::kMaxSlots));
    TANBA_TRY(const ByteView entries, outer.bytes(wire::kMaxReplyBody));
    TANBA_CHECK(outer.end());
    wire::Reader reader(entries);
    std::vector<SlotView> slots;
    for (std::uint64_t i = 0; i < count; ++i) {
        TANBA_TRY(SlotView slot, readSlot(reader));
        slots.push_back(std::move(slot));
    }
    TANBA_CHECK(reader.end());
    return slots;
}

} // namespace tanba::pkcs11
