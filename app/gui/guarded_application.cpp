#include "app/gui/guarded_application.h"

#include "core/base/thrown_failure.h"

#include <QMetaMethod>
#include <QThread>
#include <iostream>

namespace tanba::gui {

namespace {

/// More often than this within the time below, it is no accident.
constexpr int kMostAccidents = 5;
constexpr qint64 kTogetherMs = 60'000;
constexpr int kBroken = 1;

} // namespace

bool GuardedApplication::notify(QObject* receiver, QEvent* event) {
    try {
        return QApplication::notify(receiver, event);
    } catch (...) {
        // Qt brings events of its own threads here as well: they are nobody's to tell.
        if (QThread::currentThread() != thread() ||
            !isSignalConnected(QMetaMethod::fromSignal(&GuardedApplication::broke)))
            throw;
        take(thrownFailure());
        return true;
    }
}

void GuardedApplication::take(const Failure& failure) {
    std::cerr << "tanba: " << codeText(failure.code) << " " << failure.detail << std::endl;
    if (!first_.isValid() || first_.elapsed() > kTogetherMs) {
        first_.start();
        count_ = 0;
    }
    if (++count_ > kMostAccidents) {
        exit(kBroken);
        return;
    }
    // Told by an event of its own: where this one was broken off, a page may be half laid out. What telling
    // throws comes here again.
    QMetaObject::invokeMethod(
        this, [this, failure] { emit broke(failure); }, Qt::QueuedConnection);
}

} // namespace tanba::gui
