#include "app/gui/guarded_application.h"

#include <gtest/gtest.h>
#include <openssl/crypto.h>

#ifdef TANBA_SANITIZED
// A QThread counts as finished before its thread-local things are freed. LeakSanitizer, looking in that
// moment, takes OpenSSL's state of such a thread for lost. Leaks of our own use of OpenSSL are found by the
// tests of core.
extern "C" const char* __lsan_default_suppressions() {
    return "leak:CRYPTO_zalloc\n";
}
#endif

int main(int argc, char** argv) {
    // Offscreen wherever the tests are run; real_window/ runs them in windows as well.
    qputenv("QT_QPA_PLATFORM", qEnvironmentVariable("TANBA_TEST_PLATFORM", "offscreen").toUtf8());
    // A QThread counts as finished before it has freed what OpenSSL keeps for it: OpenSSL's own tidying up at
    // the end of the process would free the same a second time.
    OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
    tanba::gui::GuardedApplication application(argc, argv);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
