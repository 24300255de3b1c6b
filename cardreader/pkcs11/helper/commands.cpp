#include "cardreader/pkcs11/helper/commands.h"

#include <algorithm>
#include <array>
#include <string>

namespace tanba::pkcs11::helper {

namespace {

using wire::Operation;

constexpr std::size_t kMaxPath = 4096;

Result<Answer> load(Module& module, Request& request) {
    wire::Reader reader(request.body);
    TANBA_TRY(const std::string path, reader.text(kMaxPath));
    TANBA_CHECK(reader.end());
    if (module.loaded())
        return misused();
    const Result<CK_RV> loaded = module.load(path);
    if (loaded.ok())
        return answered(loaded.value());
    Answer answer;
    answer.state = wire::HelperState::NotLoaded;
    answer.body.text(loaded.failure().detail);
    return answer;
}

/// Fields of the standard are padded with blanks; some modules pad with zeros.
template <std::size_t Size>
std::string_view padded(const unsigned char (&field)[Size]) {
    std::string_view text = asText({field, Size});
    text = text.substr(0, text.find('\0'));
    const std::size_t last = text.find_last_not_of(' ');
    return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

/// False when there is no token in it (any more), or one that the module cannot read.
bool describeSlot(const CK_FUNCTION_LIST& functions, CK_SLOT_ID slot, wire::Writer& body) {
    CK_SLOT_INFO slotInfo{};
    CK_TOKEN_INFO token{};
    if (call(functions.C_GetSlotInfo, slot, &slotInfo) != CKR_OK ||
        (slotInfo.flags & CKF_TOKEN_PRESENT) == 0 || call(functions.C_GetTokenInfo, slot, &token) != CKR_OK)
        return false;
    body.number(slot).text(padded(slotInfo.slotDescription));
    body.text(padded(token.label)).text(padded(token.manufacturerID));
    body.text(padded(token.model)).text(padded(token.serialNumber));
    body.number(token.flags).number(token.ulMinPinLen).number(token.ulMaxPinLen);
    return true;
}

Result<Answer> slots(Module& module, Request&) {
    const CK_FUNCTION_LIST& functions = module.functions();
    // Asking for the number makes modules look at their readers; asking for the list alone may not.
    CK_ULONG count = 0;
    CK_RV listed = call(functions.C_GetSlotList, CK_BYTE{CK_TRUE}, static_cast<CK_SLOT_ID*>(nullptr), &count);
    if (listed != CKR_OK)
        return answered(listed);
    std::array<CK_SLOT_ID, wire::kMaxSlots> ids{};
    if (count > ids.size())
        return unbelievable("C_GetSlotList");
    count = ids.size();
    listed = call(functions.C_GetSlotList, CK_BYTE{CK_TRUE}, ids.data(), &count);
    if (listed != CKR_OK)
        return answered(listed);
    if (count > ids.size())
        return unbelievable("C_GetSlotList");
    wire::Writer entries;
    std::uint64_t described = 0;
    for (const CK_SLOT_ID slot : std::span(ids).first(count))
        described += describeSlot(functions, slot, entries) ? 1U : 0U;
    Answer answer;
    answer.body.number(described).bytes(entries.content());
    return answer;
}

Result<Answer> openSession(Module& module, Request& request) {
    wire::Reader reader(request.body);
    TANBA_TRY(const std::uint64_t slot, reader.number());
    TANBA_TRY(const std::uint64_t kind, reader.number(1));
    TANBA_CHECK(reader.end());
    const bool writing = kind == static_cast<std::uint64_t>(wire::SessionKind::Writing);
    const CK_FLAGS flags = CKF_SERIAL_SESSION | (writing ? CKF_RW_SESSION : CK_FLAGS{0});
    return answered(module.openSession(static_cast<CK_SLOT_ID>(slot), flags));
}

Result<Answer> login(Module& module, Request& request) {
    if (!module.session())
        return misused();
    std::optional<SecretBytes>& pin = request.firstSecret;
    return answered(call(module.functions().C_Login, *module.session(), CK_USER_TYPE{CKU_USER},
                         pin ? pin->data() : nullptr, pin ? lengthOf(pin->size()) : CK_ULONG{0}));
}

Result<Answer> setPin(Module& module, Request& request) {
    if (!module.session() || request.firstSecret.has_value() != request.secondSecret.has_value())
        return misused();
    std::optional<SecretBytes>& old = request.firstSecret;
    std::optional<SecretBytes>& next = request.secondSecret;
    return answered(call(module.functions().C_SetPIN, *module.session(), old ? old->data() : nullptr,
                         old ? lengthOf(old->size()) : CK_ULONG{0}, next ? next->data() : nullptr,
                         next ? lengthOf(next->size()) : CK_ULONG{0}));
}

Result<Answer> finish(Module& module, Request&) {
    module.finish();
    return answered(CKR_OK);
}

struct Command {
    Operation operation;
    Result<Answer> (*carryOut)(Module&, Request&);
};
constexpr std::array<Command, 9> kCommands = {{
    {Operation::Load, &load},
    {Operation::Slots, &slots},
    {Operation::OpenSession, &openSession},
    {Operation::Login, &login},
    {Operation::FindObjects, &findObjects},
    {Operation::Attributes, &readAttributes},
    {Operation::Sign, &sign},
    {Operation::SetPin, &setPin},
    {Operation::Finish, &finish},
}};

bool needsModule(Operation operation) {
    return operation != Operation::Load && operation != Operation::Finish;
}

} // namespace

Answer carryOut(Module& module, Request& request) {
    const auto* command = std::ranges::find(kCommands, request.operation, &Command::operation);
    if (command != kCommands.end() && (module.loaded() || !needsModule(request.operation))) {
        Result<Answer> answer = command->carryOut(module, request);
        if (answer.ok())
            return std::move(answer).value();
    }
    Answer refused;
    refused.state = wire::HelperState::Misused;
    return refused;
}

} // namespace tanba::pkcs11::helper
