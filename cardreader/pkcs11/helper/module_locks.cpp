#include "cardreader/pkcs11/helper/module_locks.h"

#include <atomic>
#include <mutex>
#include <new>
#include <thread>

namespace tanba::pkcs11::helper {

namespace {

/// Not std::recursive_mutex alone: unlocking that too often is undefined.
class ModuleLock {
  public:
    void lock() {
        mutex_.lock();
        const std::lock_guard guard(guard_);
        owner_ = std::this_thread::get_id();
        ++depth_;
    }
    CK_RV unlock() {
        {
            const std::lock_guard guard(guard_);
            if (depth_ == 0 || owner_ != std::this_thread::get_id())
                return CKR_MUTEX_NOT_LOCKED;
            --depth_;
        }
        mutex_.unlock();
        return CKR_OK;
    }

    ModuleLock* older = nullptr; ///< made before this one

  private:
    std::recursive_mutex mutex_;
    std::mutex guard_; ///< of what follows
    std::thread::id owner_;
    unsigned depth_ = 0;
};

/// All of them, each with the one before it.
std::atomic<ModuleLock*> newest = nullptr;

// Called by the module, through C: nothing may be thrown.

CK_RV createLock(void** lock) noexcept {
    if (lock == nullptr)
        return CKR_ARGUMENTS_BAD;
    auto* const made = new (std::nothrow) ModuleLock;
    *lock = made;
    if (made == nullptr)
        return CKR_HOST_MEMORY;
    made->older = newest.load();
    while (!newest.compare_exchange_weak(made->older, made)) {
    }
    return CKR_OK;
}

/// It stays: threads of the module may still be in it, and the process ends with the module.
CK_RV destroyLock(void* lock) noexcept {
    return lock == nullptr ? CKR_MUTEX_BAD : CKR_OK;
}

CK_RV takeLock(void* lock) noexcept {
    if (lock == nullptr)
        return CKR_MUTEX_BAD;
    try {
        static_cast<ModuleLock*>(lock)->lock();
    } catch (...) {
        return CKR_FUNCTION_FAILED;
    }
    return CKR_OK;
}

CK_RV giveLock(void* lock) noexcept {
    if (lock == nullptr)
        return CKR_MUTEX_BAD;
    try {
        return static_cast<ModuleLock*>(lock)->unlock();
    } catch (...) {
        return CKR_FUNCTION_FAILED;
    }
}

} // namespace

CK_C_INITIALIZE_ARGS& moduleArguments() {
    // By position: on Windows the names of the fields are macros of the system's headers.
    static CK_C_INITIALIZE_ARGS arguments{&createLock, &destroyLock,      &takeLock,
                                          &giveLock,   CKF_OS_LOCKING_OK, nullptr};
    return arguments;
}

} // namespace tanba::pkcs11::helper
