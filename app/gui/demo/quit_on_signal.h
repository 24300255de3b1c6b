#pragma once

#include <QSocketNotifier>
#include <csignal>
#include <memory>

namespace tanba::gui {

/// Ctrl-C, a closed terminal and a polite kill end the program in order, so that what a demonstration made is
/// gone. To be made before the process has a second thread: threads inherit what is held back here.
class QuitOnSignal {
  public:
    QuitOnSignal();
    ~QuitOnSignal();
    QuitOnSignal(const QuitOnSignal&) = delete;
    QuitOnSignal& operator=(const QuitOnSignal&) = delete;

    /// Once there is an application.
    void listen();

  private:
    int descriptor_ = -1;
    std::unique_ptr<QSocketNotifier> notifier_;
};

} // namespace tanba::gui
