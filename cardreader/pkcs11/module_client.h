#pragma once

#include "cardreader/pkcs11/helper_process.h"
#include "cardreader/pkcs11/slot_view.h"
#include "cardreader/pkcs11/wire/message.h"
#include "core/base/secret_bytes.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace tanba::pkcs11 {

/// How long a module may think before it is ended.
struct ModuleTimeouts {
    std::chrono::milliseconds load{20'000};
    std::chrono::milliseconds ask{15'000};
    std::chrono::milliseconds login{30'000};
    std::chrono::milliseconds onReader{120'000}; ///< somebody types on the reader's keys
    std::chrono::milliseconds sign{60'000};
    std::chrono::milliseconds finish{2'000};
};

struct ModuleOptions {
    std::filesystem::path helper; ///< helperBesideThisProgram()
    ModuleTimeouts timeouts;
    /// After a pulled token modules go on showing it for a moment: the time between two looks.
    std::chrono::milliseconds settle{500};
    /// Makes the card forget its PIN, which modules leave verified for every other program. Called with the
    /// description of the slot once the process of a module that was given a PIN has ended, however it did.
    /// Empty: nobody (cardreader/pcsc/reset_card.h).
    std::function<void(const std::string& slotDescription)> afterPin;
};

struct AttributeValue {
    wire::AttributeState state = wire::AttributeState::Absent;
    Bytes bytes; ///< with `Present`
    bool present() const { return state == wire::AttributeState::Present; }
};

struct SignOrder {
    std::uint64_t key = 0; ///< object handle
    std::uint64_t mechanism = 0;
    wire::ContextLogin contextLogin = wire::ContextLogin::No;
    ByteView data;
};

/// One module in a helper process of its own, with at most one session, for one thread at a time. Failures of
/// the process (module.load_failed, module.crashed, module.timeout, cancelled) and senseless answers
/// (module.failed) are final; return values of the module come through failureOf(). The subject of every
/// failure is the module's file name.
/// A PIN is a pointer; null means that it is typed on the reader.
class ModuleClient {
  public:
    /// @param cancel outlives the client.
    static Result<ModuleClient> start(const std::filesystem::path& module, const ModuleOptions& options,
                                      const CancelToken* cancel);
    ModuleClient(ModuleClient&&) noexcept = default;
    ModuleClient& operator=(ModuleClient&&) = delete;
    /// Lets the module log out and finish, not longer than the time for it; then the process ends.
    ~ModuleClient();

    /// Slots with a token.
    Result<std::vector<SlotView>> tokenSlots();
    /// An earlier session is closed first.
    Outcome openSession(const SlotView& slot, wire::SessionKind kind);
    /// Exactly one C_Login. A token on which somebody is logged in already is a success.
    Outcome login(const SecretBytes* pin);
    /// Handles of the visible objects of a class (CKO_...).
    Result<std::vector<std::uint64_t>> findObjects(std::uint64_t objectClass);
    /// Values in the order of `types` (CKA_...).
    Result<std::vector<AttributeValue>> attributes(std::uint64_t object,
                                                   std::span<const std::uint64_t> types);
    /// The bytes of C_Sign. @param pin for ContextLogin::Yes.
    Result<Bytes> sign(const SignOrder& order, const SecretBytes* pin);
    /// Exactly one C_SetPIN.
    Outcome setPin(const SecretBytes* old, const SecretBytes* next);

  private:
    struct Call {
        wire::Operation operation;
        std::string_view name; ///< of the module's function, for details
        std::chrono::milliseconds time;
        const SecretBytes* first = nullptr;
        const SecretBytes* second = nullptr;
    };
    struct Reply {
        std::uint64_t returned = 0;
        Bytes body;
    };

    ModuleClient(std::unique_ptr<ChildProcess> process, std::string name, const ModuleOptions& options,
                 const CancelToken* cancel);
    Result<Reply> exchange(const Call& call, ByteView body, const CancelToken* cancel);
    Result<Reply> exchangeOnce(const Call& call, ByteView body, const Patience& patience);
    Outcome sendRequest(const Call& call, ByteView body, const Patience& patience);
    Result<Reply> receiveReply(const Call& call, const Patience& patience);
    /// exchange(), with the module's name in every failure and only CKR_OK as success.
    Result<Bytes> ask(const Call& call, ByteView body);
    Failure named(Failure failure) const;
    /// For an answer that makes no sense.
    Failure ended(Failure failure);
    /// Before a PIN is sent: even a lost answer may leave the card open.
    void forgetPinAtEnd();

    /// Does what `ModuleOptions::afterPin` says when it is destroyed.
    class AfterPin {
      public:
        AfterPin(const std::function<void(const std::string&)>& act, std::string slot)
            : act_(act), slot_(std::move(slot)) {}
        ~AfterPin() { act_(slot_); }
        AfterPin(const AfterPin&) = delete;
        AfterPin& operator=(const AfterPin&) = delete;

      private:
        std::function<void(const std::string&)> act_;
        std::string slot_;
    };

    std::function<void(const std::string&)> actAfterPin_;
    std::string slotDescription_; ///< of the session
    /// Before the process, so that it is destroyed after it.
    std::unique_ptr<AfterPin> afterPin_;
    std::unique_ptr<ChildProcess> process_;
    std::string name_;
    ModuleTimeouts timeouts_;
    const CancelToken* cancel_;
    /// Why the process was ended before its time.
    std::optional<Failure> ended_;
};

} // namespace tanba::pkcs11
