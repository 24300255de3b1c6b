#include "tests/gui/gallery/login_pictures.h"

#include "tests/gui/login_world.h"

namespace tanba::gui::test {

void drawLogin(World& world, const std::function<void(const char* name)>& take) {
    struct Picture {
        const char* name;
        void (*goThere)(World& world);
    };
    for (const Picture& picture : {
             Picture{"login-01-keys", goToLoginKeys},
             Picture{"login-02-consent", goToLoginConsent},
             Picture{"login-03-refused", goToLoginRefused},
             Picture{"login-04-factors", goToLoginFactors},
             Picture{"login-05-sms", goToLoginSms},
             Picture{"login-06-sms-wrong", goToLoginWrongCode},
             Picture{"login-07-sms-trouble", goToLoginTrouble},
             Picture{"login-08-sms-expired", goToLoginExpired},
             Picture{"login-09-qr", goToLoginQr},
             Picture{"login-10-qr-large", goToLoginQrLarge},
             Picture{"login-11-qr-over", goToLoginQrOver},
             Picture{"login-12-inside", goToLoginInside},
         }) {
        picture.goThere(world);
        take(picture.name);
    }
}

} // namespace tanba::gui::test
