#include "app/gui/pages/password_rules.h"

#include "app/gui/pages/strength_meter.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/picture.h"
#include "app/gui/widgets/text.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

using guidance::PasswordRemark;
using guidance::PasswordStrength;

} // namespace

PasswordRules::PasswordRules(Words& words, QWidget* parent)
    : QWidget(parent), words_(words), title_(new Text(TypeRole::Body)),
      meter_(new StrengthMeter(words, guidance::SecretMedium::KeyFile)) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    keepSpacing(*grid, 4);
    grid->setColumnStretch(1, 1);
    grid->addWidget(title_, 0, 0, 1, 2);
    for (const Phrase phrase :
         {Phrase::RuleLength, Phrase::RuleCapital, Phrase::RuleSmall, Phrase::RuleDigit, Phrase::RuleMatch}) {
        Point point{phrase, false, new Picture(Icon::Circle, 20, Tone::Muted),
                    new Text(TypeRole::Body, Tone::Muted)};
        const int row = grid->rowCount();
        auto* holder = new QHBoxLayout;
        holder->setContentsMargins(kHalo, 0, 0, 0);
        holder->addWidget(point.picture);
        grid->addLayout(holder, row, 0);
        grid->addWidget(point.text, row, 1);
        points_.push_back(point);
    }
    const int above = grid->rowCount(); // the meter is no further point of the list
    theme().keep(this, [grid, above] { grid->setRowMinimumHeight(above, theme().px(4)); });
    grid->addWidget(meter_, above + 1, 0, 1, 2);
    words.keep(this, [this] { refresh(); });
}

void PasswordRules::judge(const SecretBytes& password, const SecretBytes& repeated,
                          const guidance::OwnerNumbers& owner) {
    typed_ = !password.empty();
    judgement_ = guidance::judgeNewPassword(password, owner);
    const auto without = [this](PasswordRemark remark) {
        return typed_ && std::ranges::find(judgement_.remarks, remark) == judgement_.remarks.end();
    };
    const std::array<bool, 5> met = {
        without(PasswordRemark::TooShort) && without(PasswordRemark::TooLong),
        without(PasswordRemark::NoCapital),
        without(PasswordRemark::NoSmall),
        without(PasswordRemark::NoDigit),
        typed_ && password.equals(repeated),
    };
    for (std::size_t index = 0; index < points_.size(); ++index)
        points_[index].met = met.at(index);
    refresh();
}

bool PasswordRules::acceptable() const {
    return judgement_.strength != PasswordStrength::Refused && std::ranges::all_of(points_, &Point::met);
}

void PasswordRules::refresh() {
    title_->setText(words_.say(Phrase::RuleTitle));
    for (const Point& point : points_) {
        const QString words = words_.say(point.phrase);
        point.picture->show(point.met ? Icon::Good : Icon::Circle, point.met ? Tone::Good : Tone::Muted);
        point.text->setText(words);
        point.text->setTone(point.met ? Tone::Normal : Tone::Muted);
        point.text->setAccessibleName(
            words_.say(point.met ? Phrase::RuleMet : Phrase::RuleUnmet, {{"rule", toUtf8(words)}}));
    }
    meter_->show(typed_ ? std::optional(judgement_) : std::nullopt);
}

} // namespace tanba::gui
