#include "app/gui/pages/demonstration_mark.h"

#include "core/keys/demo_certificate.h"

namespace tanba::gui {

Reality realityOf(const keys::Certificate& certificate) {
    return keys::isDemonstration(certificate) ? Reality::Demonstration : Reality::Real;
}

Reality realityOf(const KeyEntry& entry) {
    return entry.certificates.empty() ? Reality::Real : realityOf(entry.certificates.front());
}

Reality realityOf(const CardEntry& entry) {
    return entry.simulated() ? Reality::Demonstration : Reality::Real;
}

Reality realityOf(const SigningKeyOption& option) {
    if (option.demonstration)
        return Reality::Demonstration;
    return option.certificate ? realityOf(*option.certificate) : Reality::Real;
}

Reality realityOf(const documents::KeyIdentity& key) {
    return key.demonstration ? Reality::Demonstration : Reality::Real;
}

QString markedName(const QString& name, Reality reality, const Words& words) {
    return reality == Reality::Real ? name : name + QStringLiteral(" · ") + words.say(Phrase::StatusDemo);
}

DemonstrationMark::DemonstrationMark(QWidget* parent) : Pill(parent) {
    setVisible(false);
}

void DemonstrationMark::tell(Reality reality, const Words& words) {
    Pill::show(CardKind::Info, words.say(Phrase::StatusDemo));
    setVisible(reality == Reality::Demonstration);
}

} // namespace tanba::gui
