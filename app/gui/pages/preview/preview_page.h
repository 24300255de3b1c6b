#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"
#include "app/preview/preview.h"

class QPlainTextEdit;

namespace tanba::gui {

class Banner;
class Button;
class Card;
class PixelView;

/// A document to look at before it is signed, or after it was found in a signed file. The sandboxed worker
/// reads it (SECURITY.md, rule 16); this page only paints lines and pixels.
class PreviewPage : public Page {
    Q_OBJECT

  public:
    /// Gives the content, on a working thread.
    using OpenContent = std::function<Result<std::unique_ptr<InputFile>>(const WorkControl& control)>;

    explicit PreviewPage(const Desk& desk);
    ~PreviewPage() override;

    /// @param name of the document; foreign.
    void show(const std::string& name, OpenContent open);
    /// Ends the work and forgets what was shown.
    void clear();
    bool working() const { return cancel_ != nullptr; }
    void focusFirst() override;

  signals:
    /// The person wants to go back.
    void left();

  private:
    void say();
    void load(std::uint32_t page);
    void take(std::uint64_t job, Result<preview::Preview> result);
    void showResult();
    void showFlags();
    void showPages();

    const Desk& desk_;
    std::string name_;
    OpenContent open_;
    std::shared_ptr<CancelToken> cancel_;
    std::uint64_t job_ = 0;
    std::uint32_t pageNumber_ = 1;
    std::optional<Result<preview::Preview>> result_;
    Button* back_;
    Banner* problem_;
    Banner* different_;
    Text* working_;
    QWidget* pages_;
    Button* previous_;
    Text* pageText_;
    Button* next_;
    PixelView* picture_;
    Card* sheet_;
    QPlainTextEdit* lines_;
    Text* cutOff_;
};

} // namespace tanba::gui
