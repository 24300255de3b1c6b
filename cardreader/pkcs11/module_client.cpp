#include "cardreader/pkcs11/module_client.h"

#include "cardreader/pkcs11/return_values.h"

#include <p11-kit/pkcs11.h>

#include <utility>

namespace tanba::pkcs11 {

namespace {

using wire::Operation;

std::uint32_t secretLength(const SecretBytes* secret) {
    return secret == nullptr ? wire::kOnReader : static_cast<std::uint32_t>(secret->size());
}

bool secretFits(const SecretBytes* secret) {
    return secret == nullptr || secret->size() <= wire::kMaxSecret;
}

/// What the helper says instead of an answer of the module.
Failure helperFailure(wire::HelperState state, std::string_view call, ByteView body) {
    wire::Reader reader(body);
    const Result<std::string> said = reader.text(wire::kMaxReplyBody);
    const std::string detail = said.ok() ? said.value() : std::string(call);
    if (state == wire::HelperState::NotLoaded)
        return fail(FailureCode::ModuleLoadFailed, {}, detail);
    return fail(FailureCode::ModuleFailed, {}, detail);
}

} // namespace

ModuleClient::ModuleClient(std::unique_ptr<ChildProcess> process, std::string name,
                           const ModuleOptions& options, const CancelToken* cancel)
    : actAfterPin_(options.afterPin), process_(std::move(process)), name_(std::move(name)),
      timeouts_(options.timeouts), cancel_(cancel) {}

Result<ModuleClient> ModuleClient::start(const std::filesystem::path& module, const ModuleOptions& options,
                                         const CancelToken* cancel) {
    TANBA_TRY(std::unique_ptr<ChildProcess> process, startHelper(options.helper));
    ModuleClient client(std::move(process), module.filename().string(), options, cancel);
    // UTF-8 on every system.
    const std::u8string path = module.u8string();
    wire::Writer body;
    body.text(std::string(path.begin(), path.end()));
    TANBA_CHECK(client.ask({Operation::Load, "C_Initialize", options.timeouts.load}, body.content()));
    return client;
}

ModuleClient::~ModuleClient() {
    // Also when cancelled: the token is to be logged out. A dead helper fails at once.
    if (process_ != nullptr)
        static_cast<void>(exchange({Operation::Finish, "C_Finalize", timeouts_.finish}, {}, nullptr));
}

Outcome ModuleClient::sendRequest(const Call& call, ByteView body, const Patience& patience) {
    wire::RequestHeader header;
    header.operation = call.operation;
    header.bodySize = static_cast<std::uint32_t>(body.size());
    header.firstSecret = secretLength(call.first);
    header.secondSecret = secretLength(call.second);
    TANBA_CHECK(process_->send(wire::encode(header), patience));
    TANBA_CHECK(process_->send(body, patience));
    for (const SecretBytes* secret : {call.first, call.second}) {
        if (secret != nullptr)
            TANBA_CHECK(process_->send(secret->view(), patience));
    }
    return Done{};
}

Result<ModuleClient::Reply> ModuleClient::receiveReply(const Call& call, const Patience& patience) {
    std::array<std::uint8_t, wire::kReplyHeaderSize> bytes{};
    TANBA_CHECK(process_->receive(bytes, patience));
    TANBA_TRY(const wire::ReplyHeader header, wire::decodeReplyHeader(bytes));
    Reply reply;
    reply.returned = header.returned;
    reply.body.resize(header.bodySize);
    TANBA_CHECK(process_->receive(reply.body, patience));
    if (header.state != wire::HelperState::Answered)
        return helperFailure(header.state, call.name, reply.body);
    return reply;
}

Result<ModuleClient::Reply> ModuleClient::exchangeOnce(const Call& call, ByteView body,
                                                       const Patience& patience) {
    TANBA_CHECK(sendRequest(call, body, patience));
    return receiveReply(call, patience);
}

Result<ModuleClient::Reply> ModuleClient::exchange(const Call& call, ByteView body,
                                                   const CancelToken* cancel) {
    if (ended_)
        return *ended_;
    if (body.size() > wire::kMaxRequestBody || !secretFits(call.first) || !secretFits(call.second))
        return fail(FailureCode::Internal, {}, std::string(call.name));
    Result<Reply> reply = exchangeOnce(call, body, Patience::forAtMost(call.time, cancel));
    if (!reply.ok())
        return ended(reply.failure());
    return reply;
}

Failure ModuleClient::ended(Failure failure) {
    process_.reset();
    ended_ = named(std::move(failure));
    return *ended_;
}

void ModuleClient::forgetPinAtEnd() {
    if (actAfterPin_ && afterPin_ == nullptr)
        afterPin_ = std::make_unique<AfterPin>(actAfterPin_, slotDescription_);
}

Failure ModuleClient::named(Failure failure) const {
    failure.subject = name_;
    return failure;
}

Result<Bytes> ModuleClient::ask(const Call& call, ByteView body) {
    Result<Reply> reply = exchange(call, body, cancel_);
    if (!reply.ok())
        return reply.failure();
    if (reply.value().returned != CKR_OK)
        return named(failureOf(reply.value().returned, call.name));
    return std::move(reply.value().body);
}

Result<std::vector<SlotView>> ModuleClient::tokenSlots() {
    TANBA_TRY(const Bytes body, ask({Operation::Slots, "C_GetSlotList", timeouts_.ask}, {}));
    Result<std::vector<SlotView>> slots = readSlots(body);
    return slots.ok() ? std::move(slots) : ended(slots.failure());
}

Outcome ModuleClient::openSession(const SlotView& slot, wire::SessionKind kind) {
    slotDescription_ = slot.description;
    wire::Writer body;
    body.number(slot.id).number(static_cast<std::uint64_t>(kind));
    TANBA_CHECK(ask({Operation::OpenSession, "C_OpenSession", timeouts_.ask}, body.content()));
    return Done{};
}

Outcome ModuleClient::login(const SecretBytes* pin) {
    const auto time = pin == nullptr ? timeouts_.onReader : timeouts_.login;
    const Call call{Operation::Login, "C_Login", time, pin};
    forgetPinAtEnd();
    const Result<Reply> reply = exchange(call, {}, cancel_);
    if (!reply.ok())
        return reply.failure();
    const std::uint64_t returned = reply.value().returned;
    if (returned != CKR_OK && returned != CKR_USER_ALREADY_LOGGED_IN)
        return named(failureOf(returned, call.name));
    return Done{};
}

Result<std::vector<std::uint64_t>> ModuleClient::findObjects(std::uint64_t objectClass) {
    wire::Writer body;
    body.number(objectClass);
    TANBA_TRY(const Bytes answer,
              ask({Operation::FindObjects, "C_FindObjects", timeouts_.ask}, body.content()));
    wire::Reader reader(answer);
    TANBA_TRY(const std::uint64_t count, reader.number(wire::kMaxObjects));
    std::vector<std::uint64_t> handles;
    for (std::uint64_t i = 0; i < count; ++i) {
        TANBA_TRY(handles.emplace_back(), reader.number());
    }
    TANBA_CHECK(reader.end());
    return handles;
}

Result<std::vector<AttributeValue>> ModuleClient::attributes(std::uint64_t object,
                                                             std::span<const std::uint64_t> types) {
    wire::Writer body;
    body.number(object).number(types.size());
    for (const std::uint64_t type : types)
        body.number(type);
    TANBA_TRY(const Bytes answer,
              ask({Operation::Attributes, "C_GetAttributeValue", timeouts_.ask}, body.content()));
    wire::Reader reader(answer);
    std::vector<AttributeValue> values;
    for (std::size_t i = 0; i < types.size(); ++i) {
        constexpr auto kLast = static_cast<std::uint64_t>(wire::AttributeState::TooLarge);
        TANBA_TRY(const std::uint64_t state, reader.number(kLast));
        TANBA_TRY(const ByteView value, reader.bytes(wire::kMaxAttributeSize));
        values.push_back({static_cast<wire::AttributeState>(state), Bytes(value.begin(), value.end())});
    }
    TANBA_CHECK(reader.end());
    return values;
}

Result<Bytes> ModuleClient::sign(const SignOrder& order, const SecretBytes* pin) {
    const bool onReader = order.contextLogin == wire::ContextLogin::Yes && pin == nullptr;
    wire::Writer body;
    body.number(order.key).number(order.mechanism);
    body.number(static_cast<std::uint64_t>(order.contextLogin)).bytes(order.data);
    const Call call{Operation::Sign, "C_Sign", onReader ? timeouts_.onReader : timeouts_.sign, pin};
    if (order.contextLogin == wire::ContextLogin::Yes)
        forgetPinAtEnd();
    TANBA_TRY(const Bytes answer, ask(call, body.content()));
    wire::Reader reader(answer);
    TANBA_TRY(const ByteView value, reader.bytes(wire::kMaxSignatureSize));
    TANBA_CHECK(reader.end());
    return Bytes(value.begin(), value.end());
}

Outcome ModuleClient::setPin(const SecretBytes* old, const SecretBytes* next) {
    const auto time = old == nullptr ? timeouts_.onReader : timeouts_.login;
    forgetPinAtEnd();
    TANBA_CHECK(ask({Operation::SetPin, "C_SetPIN", time, old, next}, {}));
    return Done{};
}

} // namespace tanba::pkcs11
