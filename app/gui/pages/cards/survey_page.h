#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/style/icon.h"
#include "app/gui/widgets/page.h"

#include <filesystem>
#include <memory>

class QPlainTextEdit;

namespace tanba::gui {

class Banner;
class Button;
class Card;

/// Makes the report on a card, shows exactly what it holds, and saves it where the person chooses. Sends
/// nothing.
class SurveyPage : public Page {
    Q_OBJECT

  public:
    explicit SurveyPage(const Desk& desk);

    void show(const std::string& reader);
    /// Saves what is shown; never in the place of another file.
    void saveTo(const std::filesystem::path& file);
    bool working() const { return cancel_ != nullptr; }

  signals:
    void left();

  private:
    void say();
    void make();
    void made(const Result<std::string>& report);
    void chooseAndSave();
    void showParts();
    void showProgress(std::uint64_t done, std::uint64_t expected);

    const Desk& desk_;
    std::string reader_;
    std::string report_;
    std::shared_ptr<CancelToken> cancel_;
    Button* back_;
    Banner* banner_;
    QWidget* promises_;
    Button* make_;
    Card* progress_;
    Text* progressText_;
    Button* stop_;
    Text* shown_;
    Card* textCard_;
    QPlainTextEdit* text_;
    Button* save_;
};

} // namespace tanba::gui
