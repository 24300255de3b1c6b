#include "app/gui/consent/refusal_page.h"

#include "app/gui/consent/caller_card.h"
#include "app/gui/widgets/breakable.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/verdict_header.h"

namespace tanba::gui {

RefusalPage::RefusalPage(const Desk& desk, GuiConsentDesk& consent)
    : desk_(desk), caller_(new CallerCard(desk.words)), verdict_(new VerdictHeader),
      text_(new Text(TypeRole::Body)), next_(new Text(TypeRole::Strong)),
      understood_(new Button(ButtonKind::Main)) {
    for (QWidget* part : {static_cast<QWidget*>(verdict_), static_cast<QWidget*>(caller_),
                          static_cast<QWidget*>(text_), static_cast<QWidget*>(next_)})
        column().addWidget(part);
    auto* foot = new PageFoot;
    foot->column().addLayout(rowOf({understood_}));
    setFoot(foot);
    connect(understood_, &QAbstractButton::clicked, &consent, &GuiConsentDesk::cancel);
    desk_.words.keep(this, [this] { say(); });
}

void RefusalPage::show(const service::RefusalNotice& notice) {
    notice_ = notice;
    say();
    ensureVisible(0, 0);
}

void RefusalPage::say() {
    const Words& words = desk_.words;
    setTitle(words.say(Phrase::PortalBlockedTitle));
    setLead({});
    next_->setText(words.say(Phrase::PortalBlockedNext));
    understood_->setText(words.say(Phrase::PortalUnderstood));
    if (!notice_)
        return;
    caller_->show(notice_->caller);
    const bool program = notice_->caller.kind == service::Caller::Kind::Program;
    verdict_->show(CardKind::Bad,
                   words.say(program ? Phrase::PortalBlockedProgram : Phrase::PortalBlockedWhat), {});
    text_->setText(breakable(words.say(Phrase::PortalBlockedText,
                                       {{"portal", notice_->reason.detail.empty() ? notice_->reason.subject
                                                                                  : notice_->reason.detail}}),
                             kRunInFacts));
    understood_->setAccessibleDescription(text_->text() + QLatin1Char(' ') + next_->text());
}

void RefusalPage::focusFirst() {
    understood_->setFocus(Qt::OtherFocusReason);
}

} // namespace tanba::gui
