#include "app/gui/pages/sign/role_part.h"

#include "app/gui/widgets/banner.h"
#include "core/keys/kz_profile.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

using guidance::DocumentNature;
using guidance::MentionsOrganisation;
using guidance::RoleRemark;

struct NatureRow {
    DocumentNature nature;
    Phrase words;
};
constexpr std::array<NatureRow, 5> kNatures = {{
    {DocumentNature::Unknown, Phrase::SignNatureUnknown},
    {DocumentNature::Personal, Phrase::SignNaturePersonal},
    {DocumentNature::Organisation, Phrase::SignNatureOrganisation},
    {DocumentNature::Finance, Phrase::SignNatureFinance},
    {DocumentNature::Personnel, Phrase::SignNaturePersonnel},
}};

struct RemarkRow {
    RoleRemark remark;
    Phrase words;
};
constexpr std::array<RemarkRow, 5> kRemarks = {{
    {RoleRemark::EmployeeForOrganisation, Phrase::RoleEmployee},
    {RoleRemark::PersonnelRoleElsewhere, Phrase::RolePersonnel},
    {RoleRemark::FinanceRoleElsewhere, Phrase::RoleFinance},
    {RoleRemark::SystemKeyByHand, Phrase::RoleSystem},
    {RoleRemark::PersonalKeyForOrganisation, Phrase::SignRolePersonal},
}};

/// The answer about the documents changes what is said of an organisation's key.
bool natureMatters(const keys::KzProfile& profile) {
    return !profile.owner.bin.empty() && std::ranges::any_of(kNatures, [&profile](const NatureRow& row) {
        return !guidance::roleWarnings(profile, row.nature, MentionsOrganisation::No).empty();
    });
}

} // namespace

RolePart::RolePart(const Desk& desk)
    : desk_(desk), question_(new Text(TypeRole::Body)), nature_(new QComboBox),
      banner_(new Banner(desk.words)) {
    banner_->setClosing(Closing::Never);
    question_->setBuddy(nature_);
    nature_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    nature_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    nature_->setMinimumContentsLength(12);
    for (std::size_t index = 0; index < kNatures.size(); ++index)
        nature_->addItem(QString());
    auto* chooser = new QHBoxLayout;
    chooser->setContentsMargins(0, 0, kHalo, 0);
    chooser->addWidget(question_, 2);
    chooser->addWidget(nature_, 3);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(chooser);
    column->addWidget(banner_);
    connect(nature_, &QComboBox::currentIndexChanged, this, &RolePart::refresh);
    desk.words.keep(this, [this] {
        const QSignalBlocker quiet(nature_);
        question_->setText(desk_.words.say(Phrase::SignNature));
        nature_->setAccessibleName(question_->text());
        for (std::size_t index = 0; index < kNatures.size(); ++index)
            nature_->setItemText(static_cast<int>(index), desk_.words.say(kNatures.at(index).words));
        refresh();
    });
}

void RolePart::begin() {
    nature_->setCurrentIndex(0);
}

void RolePart::show(const std::optional<SigningKeyOption>& key, MentionsOrganisation mentions) {
    key_ = key;
    mentions_ = mentions;
    refresh();
}

void RolePart::refresh() {
    banner_->clear();
    if (!key_ || !key_->certificate || key_->demonstration) {
        setVisible(false);
        return;
    }
    const keys::KzProfile profile = keys::kzProfile(*key_->certificate);
    const bool asks = natureMatters(profile);
    question_->setVisible(asks);
    nature_->setVisible(asks);
    const auto nature = asks ? kNatures.at(static_cast<std::size_t>(nature_->currentIndex())).nature
                             : DocumentNature::Unknown;
    QStringList remarks;
    bool strong = false;
    for (const guidance::RoleWarning& warning : guidance::roleWarnings(profile, nature, mentions_)) {
        remarks << desk_.words.say(std::ranges::find(kRemarks, warning.remark, &RemarkRow::remark)->words);
        strong = strong || warning.weight == guidance::Weight::Strong;
    }
    if (!remarks.isEmpty())
        banner_->showMessage(strong ? CardKind::Attention : CardKind::Info,
                             desk_.words.say(Phrase::SignRoleTitle), remarks.join(QLatin1Char('\n')));
    setVisible(asks || !remarks.isEmpty());
}

} // namespace tanba::gui
