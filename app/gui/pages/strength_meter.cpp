#include "app/gui/pages/strength_meter.h"

#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/text.h"

#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

using guidance::PasswordRemark;
using guidance::PasswordStrength;
using guidance::SecretMedium;

constexpr int kParts = 3;

struct StrengthRow {
    PasswordStrength strength;
    int parts;
    Tone tone;
    Phrase ofPassword;
    Phrase ofPin;
};
constexpr std::array<StrengthRow, 4> kStrengths = {{
    {PasswordStrength::Refused, 1, Tone::Bad, Phrase::StrengthWeak, Phrase::PinStrengthWeak},
    {PasswordStrength::Weak, 1, Tone::Bad, Phrase::StrengthWeak, Phrase::PinStrengthWeak},
    {PasswordStrength::Fair, 2, Tone::Attention, Phrase::StrengthFair, Phrase::PinStrengthFair},
    {PasswordStrength::Good, 3, Tone::Good, Phrase::StrengthGood, Phrase::PinStrengthGood},
}};
constexpr StrengthRow kNothingTyped = {PasswordStrength::Refused, 0, Tone::Muted, Phrase::StrengthNone,
                                       Phrase::PinStrengthNone};

const StrengthRow& strengthRow(const std::optional<guidance::PasswordJudgement>& judgement) {
    return judgement ? *std::ranges::find(kStrengths, judgement->strength, &StrengthRow::strength)
                     : kNothingTyped;
}

/// Remarks that stand for themselves; the others are points of the rule for passwords.
struct RemarkRow {
    PasswordRemark remark;
    Phrase ofPassword;
    Phrase ofPin;
};
constexpr std::array<RemarkRow, 5> kRemarks = {{
    {PasswordRemark::Published, Phrase::RemarkPublished, Phrase::PinRemarkPublished},
    {PasswordRemark::OwnersNumber, Phrase::RemarkOwner, Phrase::PinRemarkOwner},
    {PasswordRemark::NotLatin, Phrase::RemarkNotLatin, Phrase::RemarkNotLatin},
    {PasswordRemark::Predictable, Phrase::RemarkPredictable, Phrase::PinRemarkPredictable},
    {PasswordRemark::ShorterThanRecommended, Phrase::RemarkShort, Phrase::PinRemarkShort},
}};

} // namespace

StrengthMeter::StrengthMeter(Words& words, SecretMedium medium, QWidget* parent)
    : QWidget(parent), words_(words), medium_(medium), bar_(new QWidget),
      strength_(new Text(TypeRole::Small, Tone::Muted)), remark_(new Text(TypeRole::Small, Tone::Muted)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(*column, 4);
    theme().keep(bar_, [this] { bar_->setFixedHeight(theme().px(8)); });
    column->addWidget(bar_);
    column->addWidget(strength_);
    column->addWidget(remark_);
    words.keep(this, [this] { refresh(); });
}

void StrengthMeter::show(std::optional<guidance::PasswordJudgement> judgement) {
    judgement_ = std::move(judgement);
    refresh();
}

QString StrengthMeter::spoken() const {
    return remark_->isHidden() ? strength_->text()
                               : strength_->text() + QStringLiteral(". ") + remark_->text();
}

void StrengthMeter::refresh() {
    const bool password = medium_ == SecretMedium::KeyFile;
    const StrengthRow& row = strengthRow(judgement_);
    strength_->setText(words_.say(password ? row.ofPassword : row.ofPin));
    strength_->setTone(row.tone);
    if (password)
        strength_->setToolTip(words_.say(Phrase::StrengthTip));
    const auto remark = std::ranges::find_if(kRemarks, [this](const RemarkRow& each) {
        return judgement_ && std::ranges::find(judgement_->remarks, each.remark) != judgement_->remarks.end();
    });
    remark_->setVisible(remark != kRemarks.end());
    if (remark != kRemarks.end())
        remark_->setText(words_.say(password ? remark->ofPassword : remark->ofPin));
    update();
}

void StrengthMeter::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const StrengthRow& row = strengthRow(judgement_);
    const QRectF area = QRectF(bar_->geometry()).adjusted(kHalo, 1, -kHalo, -1);
    const qreal gap = 6;
    const qreal width = (area.width() - gap * (kParts - 1)) / kParts;
    for (int part = 0; part < kParts; ++part) {
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
