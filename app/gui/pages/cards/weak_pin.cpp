#include "app/gui/pages/cards/weak_pin.h"

#include "app/gui/widgets/button.h"
#include "core/guidance/password_judgement.h"

#include <utility>

namespace tanba::gui {

bool isPublishedPin(const SecretBytes& pin) {
    return !pin.empty() && guidance::publishedSecret(pin, guidance::SecretMedium::CardOrToken) ==
                               guidance::SecretKnown::Published;
}

void showWeakPin(Banner& banner, const CardEntry* card, const Words& words, std::function<void()> change) {
    const bool elsewhere = card != nullptr && !card->canChangePin;
    banner.showMessage(CardKind::Attention, words.say(Phrase::PinDefaultTitle),
                       words.say(elsewhere ? Phrase::PinDefaultElsewhere : Phrase::PinDefaultText));
    if (card == nullptr || elsewhere)
        return;
    auto* button = new Button(ButtonKind::Plain, Icon::Lock);
    button->setText(words.say(Phrase::PinChange));
    QObject::connect(button, &QAbstractButton::clicked, &banner, std::move(change));
    banner.addAction(button);
}

} // namespace tanba::gui
