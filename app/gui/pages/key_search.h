#pragma once

#include "app/gui/pages/desk.h"

#include <QObject>
#include <memory>

namespace tanba::gui {

enum class SearchEnd { Done, Stopped };

/// How far a search is. Places differ so much in size that their number tells no time.
struct SearchProgress {
    int found = 0;
    QString folder; ///< where it looks now; none while it finds out where to look
    int done = 0;   ///< places
    int places = 0;
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

    void start();
    void stop();

  signals:
    /// Another place, or another key, or it is to stop.
    void moved();
    void ended(SearchEnd end);

  private:
    SearchReport report();

    const Desk& desk_;
    std::shared_ptr<CancelToken> cancel_;
    SearchProgress progress_;
};

} // namespace tanba::gui
