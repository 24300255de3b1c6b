#pragma once

#include "core/base/failure.h"

#include <QApplication>
#include <QElapsedTimer>

namespace tanba::gui {

/// Work beside the windows turns what it throws into failures (TaskRunner); here it is done for the thread of
/// the windows itself. What happened is told, and the program goes on: memory that one page wants must not
/// cost a person the signatures that are being made. When it happens again and again, the program ends in
/// order, with its work written down and its secrets wiped, which it would not if the exception went on its
/// way.
class GuardedApplication : public QApplication {
    Q_OBJECT

  public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override;

  signals:
    /// What an event led to was broken off. As long as nobody listens, exceptions go on their way.
    void broke(const Failure& failure);

  private:
    void take(const Failure& failure);

    QElapsedTimer first_; ///< since the first one of those that count
    int count_ = 0;
};

} // namespace tanba::gui
