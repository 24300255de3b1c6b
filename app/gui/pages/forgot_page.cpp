#include "app/gui/pages/forgot_page.h"

#include "app/gui/pages/site.h"
#include "app/gui/pages/source_fold.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/picture.h"

namespace tanba::gui {

ForgotPage::ForgotPage(const Desk& desk)
    : desk_(desk), back_(new Button(ButtonKind::Quiet, Icon::Back)),
      site_(new Button(ButtonKind::Main, Icon::External)), banner_(new Banner(desk.words)),
      warning_(new Banner(desk.words)) {
    addAboveTitle(back_);
    tryTitle_ = addSection();
    addList({{Phrase::ForgotTryLayout, Icon::Keyboard},
             {Phrase::ForgotTryCaps, Icon::Info},
             {Phrase::ForgotTryOther, Icon::Key}});
    newTitle_ = addSection();
    addList({{Phrase::ForgotNewApply, Icon::Globe},
             {Phrase::ForgotNewPassword, Icon::Lock},
             {Phrase::ForgotNewRevoke, Icon::Shield}});
    column().addLayout(rowOf({site_}));
    column().addWidget(banner_);
    column().addWidget(warning_);
    warning_->setClosing(Closing::Never);
    column().addWidget(
        new SourceFold(desk_, {"key.issued_online_with_biometrics", "key.old_keys_stay_valid"}));
    connect(back_, &QAbstractButton::clicked, this, &ForgotPage::left);
    connect(site_, &QAbstractButton::clicked, this, [this] { openSite(desk_, renewalSite(), *banner_); });
    desk_.words.keep(this, [this] { say(); });
}

void ForgotPage::addList(const std::vector<Point>& points) {
    for (const Point& point : points) {
        auto* row = new QHBoxLayout;
        keepSpacing(*row, 4);
        row->setContentsMargins(kHalo, 0, 0, 0);
        auto* text = new Text(TypeRole::Body);
        desk_.words.keep(text,
                         [this, text, phrase = point.phrase] { text->setText(desk_.words.say(phrase)); });
        row->addWidget(new Picture(point.icon, 20, Tone::Accent), 0, Qt::AlignTop);
        row->addWidget(text, 1);
        column().addLayout(row);
    }
}

void ForgotPage::say() {
    const Words& words = desk_.words;
    setTitle(words.say(Phrase::ForgotTitle));
    setLead(words.say(Phrase::ForgotLead));
    back_->setText(words.say(Phrase::ForgotBack));
    tryTitle_->setText(words.say(Phrase::ForgotTryTitle));
    newTitle_->setText(words.say(Phrase::ForgotNewTitle));
    site_->setText(words.say(Phrase::KeyRenewLink));
    site_->setToolTip(words.say(Phrase::KeyRenewTip));
    warning_->showMessage(CardKind::Attention, words.say(Phrase::ForgotWarning), {});
}

} // namespace tanba::gui
