#include "app/gui/pages/password_rules.h"

#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/picture.h"
#include "app/gui/widgets/text.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

constexpr int kMeterParts = 3;

using guidance::PasswordRemark;
using guidance::PasswordStrength;

struct StrengthRow {
    PasswordStrength strength;
    int parts;
    Tone tone;
    Phrase words;
};
constexpr std::array<StrengthRow, 4> kStrengths = {{
    {PasswordStrength::Refused, 1, Tone::Bad, Phrase::StrengthWeak},
    {PasswordStrength::Weak, 1, Tone::Bad, Phrase::StrengthWeak},
    {PasswordStrength::Fair, 2, Tone::Attention, Phrase::StrengthFair},
    {PasswordStrength::Good, 3, Tone::Good, Phrase::StrengthGood},
}};
constexpr StrengthRow kNothingTyped = {PasswordStrength::Refused, 0, Tone::Muted, Phrase::StrengthNone};

const StrengthRow& rowOfStrength(PasswordStrength strength, bool typed) {
    return typed ? *std::ranges::find(kStrengths, strength, &StrengthRow::strength) : kNothingTyped;
}

/// Remarks that stand for themselves; the others are points of the rule.
struct RemarkRow {
    PasswordRemark remark;
    Phrase words;
};
constexpr std::array<RemarkRow, 5> kRemarks = {{
    {PasswordRemark::Published, Phrase::RemarkPublished},
    {PasswordRemark::OwnersNumber, Phrase::RemarkOwner},
    {PasswordRemark::NotLatin, Phrase::RemarkNotLatin},
    {PasswordRemark::Predictable, Phrase::RemarkPredictable},
    {PasswordRemark::ShorterThanRecommended, Phrase::RemarkShort},
}};

} // namespace

PasswordRules::PasswordRules(Words& words, QWidget* parent)
    : QWidget(parent), words_(words), title_(new Text(TypeRole::Body)), meter_(new QWidget),
      strengthText_(new Text(TypeRole::Small, Tone::Muted)), remark_(new Text(TypeRole::Small, Tone::Muted)) {
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
    theme().keep(meter_, [this] { meter_->setFixedHeight(theme().px(8)); });
    grid->addWidget(meter_, grid->rowCount(), 0, 1, 2);
    grid->addWidget(strengthText_, grid->rowCount(), 0, 1, 2);
    grid->addWidget(remark_, grid->rowCount(), 0, 1, 2);
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
    const StrengthRow& row = rowOfStrength(judgement_.strength, typed_);
    strengthText_->setText(words_.say(row.words));
    strengthText_->setTone(row.tone);
    strengthText_->setToolTip(words_.say(Phrase::StrengthTip));
    const auto remark = std::ranges::find_if(kRemarks, [this](const RemarkRow& each) {
        return std::ranges::find(judgement_.remarks, each.remark) != judgement_.remarks.end();
    });
    remark_->setVisible(typed_ && remark != kRemarks.end());
    if (remark != kRemarks.end())
        remark_->setText(words_.say(remark->words));
    update();
}

void PasswordRules::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const StrengthRow& row = rowOfStrength(judgement_.strength, typed_);
    const QRectF area = QRectF(meter_->geometry()).adjusted(kHalo, 1, -kHalo, -1);
    const qreal gap = 6;
    const qreal width = (area.width() - gap * (kMeterParts - 1)) / kMeterParts;
    for (int part = 0; part < kMeterParts; ++part) {
        const QRectF bar(area.left() + part * (width + gap), area.top(), width, area.height());
        const bool filled = part < row.parts;
        painter.setPen(theme().highContrast() ? QPen(theme().colour(&Colours::edge), 1) : QPen(Qt::NoPen));
        painter.setBrush(filled ? toneColour(row.tone) : theme().colour(&Colours::line));
        if (theme().highContrast() && !filled)
            painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2);
    }
}

} // namespace tanba::gui
