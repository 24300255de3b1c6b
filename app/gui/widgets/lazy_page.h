#pragma once

#include <QStackedWidget>
#include <functional>
#include <utility>

namespace tanba::gui {

/// A page, or an area of pages, that is made when somebody first goes there: most starts of the program need
/// one page only.
template <typename Made>
class LazyPage {
  public:
    /// @param make makes it and connects its signals; called once at most
    LazyPage(QStackedWidget& stack, std::function<Made*()> make) : stack_(stack), make_(std::move(make)) {}

    /// It stands in the stack from now on, at the latest.
    Made& get() {
        if (made_ == nullptr) {
            made_ = make_();
            stack_.addWidget(made_);
        }
        return *made_;
    }
    /// Null as long as nobody went there.
    Made* made() const { return made_; }

  private:
    QStackedWidget& stack_;
    std::function<Made*()> make_;
    Made* made_ = nullptr;
};

} // namespace tanba::gui
