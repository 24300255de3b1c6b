#pragma once

#include "app/gui/main_window.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/secret_line_edit.h"
#include "core/base/clock.h"
#include "core/base/disk_file_store.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::gui::test {

/// The whole program but for its composition root: real windows, real files in a folder of its own, a clock
/// that stands, and nothing that leaves the process.
class World {
  public:
    explicit World(text::Language language = text::Language::Kk);
    ~World();

    std::filesystem::path home() const { return home_; }
    std::filesystem::path indexPath() const { return home_ / "data" / "keys.json"; }
    /// Writes a key file of a natural person; valid in the whole of 2026 unless `until` says otherwise.
    std::filesystem::path putKey(const std::string& name, std::string_view password,
                                 std::string_view until = "2027-01-01T00:00:00Z");
    /// Lets everything happen that is under way: tasks, their results, painting.
    void settle();

    MainWindow& window() { return *window_; }
    Words& words() { return words_; }
    KeyShelf& shelf() { return shelf_; }
    Appearance& appearance() { return appearance_; }
    platform::Settings& settings() { return settings_; }
    std::vector<QUrl>& opened() { return opened_; }

    /// The visible control that says this; the test fails when there is none.
    QAbstractButton* button(Phrase phrase);
    void press(Phrase phrase);
    /// The visible password field of this name.
    SecretLineEdit* field(Phrase name);
    void type(Phrase name, std::string_view text);
    /// Every text that can be read now.
    QString visibleText();

  private:
    std::filesystem::path home_;
    DiskFileStore files_;
    FixedClock clock_;
    platform::Settings settings_;
    Words words_;
    platform::DesktopLook look_;
    Appearance appearance_;
    platform::Autostart autostart_;
    KeyShelf shelf_;
    TaskRunner tasks_;
    std::vector<QUrl> opened_;
    Desk desk_;
    std::unique_ptr<MainWindow> window_;
};

/// Presses keys as a person does.
void typeInto(QWidget& widget, const QString& text);
void pressKey(QWidget& widget, int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);

} // namespace tanba::gui::test
