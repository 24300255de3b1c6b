#include "cardreader/pkcs11/return_values.h"

#include <p11-kit/pkcs11.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace tanba::pkcs11 {

namespace {

struct Row {
    std::uint64_t returned;
    FailureCode code;
};

constexpr std::array<Row, 36> kRows = {{
    {CKR_PIN_INCORRECT, FailureCode::PinWrongCountUnknown},
    {CKR_PIN_INVALID, FailureCode::PinCharacters},
    {CKR_PIN_LEN_RANGE, FailureCode::PinLength},
    {CKR_PIN_EXPIRED, FailureCode::PinUnusable},
    {CKR_PIN_LOCKED, FailureCode::PinBlocked},
    {CKR_PIN_TOO_WEAK, FailureCode::PinNewRefused},
    {CKR_USER_PIN_NOT_INITIALIZED, FailureCode::PinUnusable},
    {CKR_CANCEL, FailureCode::PinPadCancelled},
    {CKR_FUNCTION_CANCELED, FailureCode::PinPadCancelled},
    {CKR_FUNCTION_REJECTED, FailureCode::PinPadCancelled},
    {CKR_TOKEN_WRITE_PROTECTED, FailureCode::PinChangeNotHere},
    {CKR_SESSION_READ_ONLY, FailureCode::PinChangeNotHere},
    {CKR_SESSION_COUNT, FailureCode::TokenFull},
    {CKR_HOST_MEMORY, FailureCode::OutOfMemory},
    {CKR_FUNCTION_NOT_SUPPORTED, FailureCode::ModuleMechanism},
    {CKR_MECHANISM_INVALID, FailureCode::ModuleMechanism},
    {CKR_MECHANISM_PARAM_INVALID, FailureCode::ModuleMechanism},
    {CKR_KEY_TYPE_INCONSISTENT, FailureCode::ModuleMechanism},
    {CKR_KEY_SIZE_RANGE, FailureCode::ModuleMechanism},
    {CKR_KEY_FUNCTION_NOT_PERMITTED, FailureCode::ModuleMechanism},
    {CKR_ACTION_PROHIBITED, FailureCode::ModuleMechanism},
    {CKR_CURVE_NOT_SUPPORTED, FailureCode::ModuleMechanism},
    {CKR_DOMAIN_PARAMS_INVALID, FailureCode::ModuleMechanism},
    {CKR_DATA_INVALID, FailureCode::ModuleMechanism},
    {CKR_DATA_LEN_RANGE, FailureCode::ModuleMechanism},
    // To be looked at again: what modules were seen to say when a token was pulled.
    {CKR_GENERAL_ERROR, FailureCode::TokenRemoved},
    {CKR_FUNCTION_FAILED, FailureCode::TokenRemoved},
    {CKR_DEVICE_ERROR, FailureCode::TokenRemoved},
    {CKR_DEVICE_MEMORY, FailureCode::TokenRemoved},
    {CKR_DEVICE_REMOVED, FailureCode::TokenRemoved},
    {CKR_SLOT_ID_INVALID, FailureCode::TokenRemoved},
    {CKR_SESSION_CLOSED, FailureCode::TokenRemoved},
    {CKR_SESSION_HANDLE_INVALID, FailureCode::TokenRemoved},
    {CKR_TOKEN_NOT_PRESENT, FailureCode::TokenRemoved},
    {CKR_TOKEN_NOT_RECOGNIZED, FailureCode::TokenRemoved},
    {CKR_USER_NOT_LOGGED_IN, FailureCode::TokenRemoved},
}};

std::string describe(std::uint64_t returned, std::string_view call) {
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), returned, 16).ptr;
    return std::string(call) + ": CKR 0x" + std::string(digits.data(), end);
}

} // namespace

Failure failureOf(std::uint64_t returned, std::string_view call) {
    const auto* row = std::ranges::find(kRows, returned, &Row::returned);
    const FailureCode code = row == kRows.end() ? FailureCode::ModuleFailed : row->code;
    return fail(code, {}, describe(returned, call));
}

} // namespace tanba::pkcs11
