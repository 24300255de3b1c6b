#include "cardreader/pkcs11/helper/commands.h"

#include <array>

namespace tanba::pkcs11::helper {

namespace {

constexpr std::size_t kMaxSignedData = 1024;

/// Handles of one class, until the module has no more.
Answer collectHandles(const CK_FUNCTION_LIST& functions, CK_SESSION_HANDLE session) {
    // One more than allowed, so that too many are noticed.
    std::array<CK_OBJECT_HANDLE, wire::kMaxObjects + 1> handles{};
    std::size_t found = 0;
    while (found < handles.size()) {
        CK_ULONG count = 0;
        const CK_RV searched = call(functions.C_FindObjects, session, handles.data() + found,
                                    lengthOf(handles.size() - found), &count);
        if (searched != CKR_OK)
            return answered(searched);
        if (count > handles.size() - found)
            return unbelievable("C_FindObjects");
        if (count == 0)
            break;
        found += count;
    }
    if (found == handles.size())
        return unbelievable("C_FindObjects: too many objects");
    Answer answer;
    answer.body.number(found);
    for (const CK_OBJECT_HANDLE handle : std::span(handles).first(found))
        answer.body.number(handle);
    return answer;
}

/// Asks for the size, then for the value; attributes one by one, because one that a module does not know
/// spoils the others of the same call.
void readAttribute(const CK_FUNCTION_LIST& functions, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object,
                   CK_ATTRIBUTE_TYPE type, wire::Writer& body) {
    const auto write = [&body](wire::AttributeState state, ByteView value) {
        body.number(static_cast<std::uint64_t>(state)).bytes(value);
    };
    CK_ATTRIBUTE attribute{type, nullptr, 0};
    if (call(functions.C_GetAttributeValue, session, object, &attribute, CK_ULONG{1}) != CKR_OK ||
        attribute.ulValueLen == CK_UNAVAILABLE_INFORMATION)
        return write(wire::AttributeState::Absent, {});
    if (attribute.ulValueLen > wire::kMaxAttributeSize)
        return write(wire::AttributeState::TooLarge, {});
    Bytes value(attribute.ulValueLen);
    attribute.pValue = value.data();
    if (!value.empty() &&
        call(functions.C_GetAttributeValue, session, object, &attribute, CK_ULONG{1}) != CKR_OK)
        return write(wire::AttributeState::Absent, {});
    if (attribute.ulValueLen > value.size())
        return write(wire::AttributeState::Absent, {});
    write(wire::AttributeState::Present, ByteView(value).first(attribute.ulValueLen));
}

} // namespace

Result<Answer> findObjects(Module& module, Request& request) {
    wire::Reader reader(request.body);
    TANBA_TRY(const std::uint64_t wanted, reader.number());
    TANBA_CHECK(reader.end());
    if (!module.session())
        return misused();
    const CK_FUNCTION_LIST& functions = module.functions();
    auto objectClass = static_cast<CK_OBJECT_CLASS>(wanted);
    CK_ATTRIBUTE pattern{CKA_CLASS, &objectClass, sizeof objectClass};
    const CK_RV begun = call(functions.C_FindObjectsInit, *module.session(), &pattern, CK_ULONG{1});
    if (begun != CKR_OK)
        return answered(begun);
    Answer answer = collectHandles(functions, *module.session());
    call(functions.C_FindObjectsFinal, *module.session());
    return answer;
}

Result<Answer> readAttributes(Module& module, Request& request) {
    wire::Reader reader(request.body);
    TANBA_TRY(const std::uint64_t object, reader.number());
    TANBA_TRY(const std::uint64_t count, reader.number(wire::kMaxAttributes));
    if (!module.session())
        return misused();
    Answer answer;
    for (std::uint64_t i = 0; i < count; ++i) {
        TANBA_TRY(const std::uint64_t type, reader.number());
        readAttribute(module.functions(), *module.session(), static_cast<CK_OBJECT_HANDLE>(object),
                      static_cast<CK_ATTRIBUTE_TYPE>(type), answer.body);
    }
    TANBA_CHECK(reader.end());
    return answer;
}

Result<Answer> sign(Module& module, Request& request) {
    wire::Reader reader(request.body);
    TANBA_TRY(const std::uint64_t key, reader.number());
    TANBA_TRY(const std::uint64_t mechanismType, reader.number());
    TANBA_TRY(const std::uint64_t contextLogin, reader.number(1));
    TANBA_TRY(const ByteView view, reader.bytes(kMaxSignedData));
    TANBA_CHECK(reader.end());
    if (!module.session())
        return misused();
    Bytes data(view.begin(), view.end());
    const CK_FUNCTION_LIST& functions = module.functions();
    const CK_SESSION_HANDLE session = *module.session();
    CK_MECHANISM mechanism{static_cast<CK_MECHANISM_TYPE>(mechanismType), nullptr, 0};
    CK_RV returned = call(functions.C_SignInit, session, &mechanism, static_cast<CK_OBJECT_HANDLE>(key));
    if (returned == CKR_OK && contextLogin == static_cast<std::uint64_t>(wire::ContextLogin::Yes)) {
        std::optional<SecretBytes>& pin = request.firstSecret;
        returned = call(functions.C_Login, session, CK_USER_TYPE{CKU_CONTEXT_SPECIFIC},
                        pin ? pin->data() : nullptr, pin ? lengthOf(pin->size()) : CK_ULONG{0});
    }
    std::array<std::uint8_t, wire::kMaxSignatureSize> value{};
    CK_ULONG size = value.size();
    if (returned == CKR_OK)
        returned = call(functions.C_Sign, session, data.data(), lengthOf(data.size()), value.data(), &size);
    if (returned != CKR_OK)
        return answered(returned);
    if (size > value.size())
        return unbelievable("C_Sign");
    Answer answer;
    answer.body.bytes(ByteView(value).first(size));
    return answer;
}

} // namespace tanba::pkcs11::helper
