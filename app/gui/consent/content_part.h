#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/widgets/card.h"
#include "app/service/consent/consent.h"

#include <QWidget>

namespace tanba::gui {

class Banner;
class Button;
class DocumentRows;
class FactsView;
class Fold;
class Picture;

/// What a question would have signed: of one document its beginning and everything that is known of it, of
/// several a list. The sandboxed worker reads it (SECURITY.md, rule 16).
class ContentPart : public QWidget {
    Q_OBJECT

  public:
    explicit ContentPart(const Desk& desk);
    ~ContentPart() override;

    /// None: nothing is to be signed.
    void show(std::shared_ptr<const service::ConsentQuestion> question);
    /// In the present language; what was read is not read again.
    void say();
    /// What is to be signed cannot be shown, or not as what it is.
    bool warns() const;

  signals:
    /// To look at all of it.
    void lookWanted(std::size_t item);

  private:
    void showOne();
    void showSeveral();
    void showWarning();
    void readBeginning();
    void showBeginning();

    const Desk& desk_;
    std::shared_ptr<const service::ConsentQuestion> question_;
    std::shared_ptr<CancelToken> reading_;
    std::vector<std::string> beginning_;
    bool cutOff_ = false;
    Banner* warning_;
    Card* card_;
    Picture* picture_;
    Text* name_;
    Text* detail_;
    Text* signers_;
    Text* lines_;
    Text* more_;
    Button* look_;
    Fold* fold_;
    FactsView* facts_;
    DocumentRows* rows_;
    Text* total_;
};

} // namespace tanba::gui
