#pragma once

#include <QWidget>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace tanba::gui::test {

/// The walks over what the program shows, each in the test program that can make its part.
enum class Walk { Shell, Consent, Demonstration, Mobile, HelperCard };

/// A class of widgets that the sources of app/gui declare.
struct DeclaredClass {
    std::string name;
    std::string folder; ///< below app/gui; empty for app/gui itself
};

/// Every class of widgets that a header of app/gui declares.
const std::vector<DeclaredClass>& declaredWidgets();
/// The classes of a header's text that stand on a class of widgets; for the test of the reader itself.
std::vector<std::string> widgetsDeclaredIn(const std::string& header);

/// Notes what a walk sees, and fails when it was not all that the walk is for.
class SeenClasses {
  public:
    /// Everything in the window that can be seen now.
    void look(const QWidget& window);
    void expectAll(Walk walk) const;

  private:
    std::set<std::string> seen_;
};

/// Fails when a folder of app/gui has widgets and no walk.
void expectAWalkForEveryFolder();

} // namespace tanba::gui::test
