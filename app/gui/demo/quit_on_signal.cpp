#include "app/gui/demo/quit_on_signal.h"

#include <sys/signalfd.h>
#include <unistd.h>

#include <QCoreApplication>

namespace tanba::gui {

QuitOnSignal::QuitOnSignal() {
    sigset_t ending{};
    ::sigemptyset(&ending);
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        ::sigaddset(&ending, number);
    ::pthread_sigmask(SIG_BLOCK, &ending, nullptr);
    descriptor_ = ::signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK);
}

QuitOnSignal::~QuitOnSignal() {
    notifier_.reset();
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

void QuitOnSignal::listen() {
    if (descriptor_ < 0)
        return;
    notifier_ = std::make_unique<QSocketNotifier>(descriptor_, QSocketNotifier::Read);
    QObject::connect(notifier_.get(), &QSocketNotifier::activated, QCoreApplication::instance(),
                     &QCoreApplication::quit);
}

} // namespace tanba::gui
