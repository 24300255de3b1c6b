#include "app/platform/qt/activation_right.h"

#include <QtGlobal>

namespace tanba::platform {

namespace {

// The only way in which Qt 6.4 takes a token that it did not ask for itself: QWindow::requestActivate() looks
// for this variable (setXdgActivationToken() is in private headers, which change with every release). Other
// threads may read theirs meanwhile, so it is there for one call only, and alone changes: glibc then writes
// it behind all others, in a place that stays (its realloc() keeps a block that need not grow), and takes
// away the last one.
constexpr const char* kVariable = "XDG_ACTIVATION_TOKEN";

} // namespace

ActivationRight::ActivationRight(const QString& token) : given_(!token.isEmpty()) {
    if (given_)
        qputenv(kVariable, token.toUtf8());
}

ActivationRight::~ActivationRight() {
    // Qt takes it away when it was used. A press that activated nothing must not leave it for a later window.
    if (given_)
        qunsetenv(kVariable);
}

} // namespace tanba::platform
