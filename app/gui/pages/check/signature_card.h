#pragma once

#include "app/gui/widgets/card.h"
#include "app/gui/words/words.h"
#include "app/text/report_view.h"
#include "core/trust/verdict.h"

namespace tanba::gui {

/// One signature: whose, in what role, when, and why it is worth what it is; the rest folded.
class SignatureCard : public Card {
    Q_OBJECT

  public:
    /// Where it stands among the signatures of the file.
    struct Place {
        std::size_t number = 1;
        std::size_t total = 1;
    };

    SignatureCard(Words& words, const trust::Report& report, const text::SignatureView& view, Place place,
                  QWidget* parent = nullptr);

  private:
    QWidget* heading(const Words& words, const text::SignatureView& view, Place place);
    QWidget* stricter(const Words& words, const text::ReasonView& reason);
};

} // namespace tanba::gui
