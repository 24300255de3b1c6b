#pragma once

#include "app/gui/pages/desk.h"

#include <QObject>
#include <chrono>
#include <memory>
#include <optional>

namespace tanba::gui {

class StepProgress;

enum class SearchEnd { Done, Stopped };

/// How far a search is.
struct SearchProgress {
    int found = 0;
    QString folder;   ///< where it looks now; none while it finds out where to look
    int perMille = 0; ///< of what there is to look through; see keys::SearchShares
};

/// One search for keys after another; results go straight to the shelf.
class KeySearch : public QObject {
    Q_OBJECT

  public:
    explicit KeySearch(const Desk& desk);

    bool running() const { return cancel_ != nullptr; }
    /// Asked to stop, it waits for the folder that it is in.
    bool stopping() const { return cancel_ != nullptr && cancel_->cancelled(); }
    const SearchProgress& progress() const { return progress_; }
    /// How long it will still take, once enough is done to tell.
    std::optional<std::chrono::seconds> timeLeft() const;

    void start();
    void stop();

  signals:
    /// Another place, or another key, or it has come a little further, or it is to stop.
    void moved();
    void ended(SearchEnd end);

  private:
    SearchReport report();
    std::shared_ptr<StepProgress> watchProgress();

    const Desk& desk_;
    std::shared_ptr<CancelToken> cancel_;
    SearchProgress progress_;
    std::chrono::milliseconds startedAt_{}; ///< of Desk::steady
};

} // namespace tanba::gui
