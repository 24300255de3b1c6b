#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/widgets/fold.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace tanba::gui {

/// Who says so: rules of resources/guidance-rules.json with their dates and addresses, folded.
class SourceFold : public Fold {
    Q_OBJECT

  public:
    SourceFold(const Desk& desk, std::initializer_list<std::string_view> rules);
    /// Another source below them, which is no rule.
    /// @param address https; without one there is no button
    void add(Phrase phrase, const text::TextValues& values, const std::string& address);

  private:
    void addSite(const std::string& address);

    const Desk& desk_;
};

/// The date of a source in words, as exact as it is known: "2025-10-10", "2025-10", "2025".
QString sourceDate(std::string_view date, const Words& words);

} // namespace tanba::gui
