// The locks that modules are given: OpenSC's waited for itself with the system's.
#include "cardreader/pkcs11/helper/module_locks.h"

#include <gtest/gtest.h>

#include <thread>

namespace tanba::pkcs11::helper {
namespace {

template <typename Work>
CK_RV inAnotherThread(const Work& work) {
    CK_RV returned = CKR_GENERAL_ERROR;
    std::thread([&] { returned = work(); }).join();
    return returned;
}

class ModuleLocks : public testing::Test {
  protected:
    void SetUp() override { ASSERT_EQ(locks.CreateMutex(&lock), CKR_OK); }
    void TearDown() override { EXPECT_EQ(locks.DestroyMutex(lock), CKR_OK); }

    CK_C_INITIALIZE_ARGS& locks = moduleArguments();
    void* lock = nullptr;
};

TEST_F(ModuleLocks, WhoHasOneMayTakeItAgain) {
    EXPECT_EQ(locks.LockMutex(lock), CKR_OK);
    EXPECT_EQ(locks.LockMutex(lock), CKR_OK);
    EXPECT_EQ(inAnotherThread([this] { return locks.UnlockMutex(lock); }), CKR_MUTEX_NOT_LOCKED);
    EXPECT_EQ(locks.UnlockMutex(lock), CKR_OK);
    EXPECT_EQ(locks.UnlockMutex(lock), CKR_OK);
    EXPECT_EQ(inAnotherThread([this] {
                  const CK_RV taken = locks.LockMutex(lock);
                  return taken == CKR_OK ? locks.UnlockMutex(lock) : taken;
              }),
              CKR_OK);
}

TEST_F(ModuleLocks, OneTooManyIsToldToTheModule) {
    EXPECT_EQ(locks.UnlockMutex(lock), CKR_MUTEX_NOT_LOCKED);
    EXPECT_EQ(locks.LockMutex(lock), CKR_OK);
    EXPECT_EQ(locks.UnlockMutex(lock), CKR_OK);
    EXPECT_EQ(locks.UnlockMutex(lock), CKR_MUTEX_NOT_LOCKED);
    EXPECT_EQ(locks.LockMutex(lock), CKR_OK) << "none the worse for it";
    EXPECT_EQ(locks.UnlockMutex(lock), CKR_OK);
    EXPECT_EQ(locks.LockMutex(nullptr), CKR_MUTEX_BAD);
    EXPECT_EQ(locks.UnlockMutex(nullptr), CKR_MUTEX_BAD);
}

TEST_F(ModuleLocks, TheyKeepThreadsApart) {
    int counted = 0;
    const auto count = [&] {
        for (int i = 0; i < 10'000; ++i) {
            EXPECT_EQ(locks.LockMutex(lock), CKR_OK);
            ++counted;
            EXPECT_EQ(locks.UnlockMutex(lock), CKR_OK);
        }
    };
    std::thread one(count);
    std::thread other(count);
    one.join();
    other.join();
    EXPECT_EQ(counted, 20'000);
}

} // namespace
} // namespace tanba::pkcs11::helper
