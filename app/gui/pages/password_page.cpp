#include "app/gui/pages/password_page.h"

#include "app/gui/documents/time_guess.h"
#include "app/gui/pages/key_words.h"
#include "app/gui/pages/password_rules.h"
#include "app/gui/pages/time_left.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/fold.h"
#include "app/gui/widgets/secret_field.h"
#include "core/keys/kz_profile.h"

#include <QCheckBox>
#include <QProgressBar>
#include <array>

namespace tanba::gui {

namespace {

constexpr int kSideBySide = 720;

/// What a step has behind it, by the derivations of the password: one to open the file, two to rewrite it,
/// one to prove it; and one to look at it when all is done.
constexpr std::array<int, 4> kDoneBefore = {0, 1, 3, 4};
constexpr int kAllDone = 5;

int doneBefore(keys::ChangeStep step) {
    return kDoneBefore.at(static_cast<std::size_t>(step));
}

/// What a change leads to: its outcome, and the certificates of the file as they could be read with the new
/// password.
struct Changed {
    Outcome outcome;
    std::vector<keys::Certificate> certificates{};
};

struct Passwords {
    SecretBytes current;
    SecretBytes fresh;
};

bool isChanged(const Outcome& outcome) {
    return outcome.ok() || outcome.failure().code == FailureCode::PasswordBackupRemains;
}

Changed changePassword(FileStore& files, const std::filesystem::path& path, const Passwords& passwords,
                       keys::IterationChoice iterations, const keys::ChangeControl& control) {
    const Outcome rule = keys::checkNewPassword(passwords.fresh);
    if (!rule.ok())
        return {rule, {}};
    Outcome outcome =
        keys::changePkcs12Password(files, path, passwords.current, passwords.fresh, iterations, control);
    if (!isChanged(outcome))
        return {std::move(outcome), {}};
    auto certificates = readCertificates(files, path, passwords.fresh);
    return {std::move(outcome),
            certificates.ok() ? std::move(certificates).value() : std::vector<keys::Certificate>()};
}

} // namespace

PasswordPage::PasswordPage(const Desk& desk)
    : desk_(desk), back_(new Button(ButtonKind::Quiet, Icon::Back)), banner_(new Banner(desk.words)),
      form_(new Card), sides_(new QBoxLayout(QBoxLayout::TopToBottom)),
      current_(new SecretField(desk.words, Phrase::PasswordCurrent)), forgot_(new Button(ButtonKind::Quiet)),
      new_(new SecretField(desk.words, Phrase::PasswordNew)),
      repeat_(new SecretField(desk.words, Phrase::PasswordRepeat)), rules_(new PasswordRules(desk.words)),
      more_(new Fold(desk.words, Phrase::KeyDetails)), keep_(new QCheckBox),
      keepNote_(new Text(TypeRole::Small, Tone::Muted)), copies_(new Text(TypeRole::Body, Tone::Muted)),
      change_(new Button(ButtonKind::Main, Icon::Lock)), progress_(new Card(CardKind::Info)),
      workingText_(new Text(TypeRole::Body)), bar_(new QProgressBar),
      left_(new Text(TypeRole::Small, Tone::Muted)), cancel_(new Button(ButtonKind::Plain, Icon::Close)),
      doneBack_(new Button(ButtonKind::Main, Icon::Key)) {
    layOut();
    connect(back_, &QAbstractButton::clicked, this, &PasswordPage::left);
    connect(doneBack_, &QAbstractButton::clicked, this, &PasswordPage::left);
    connect(forgot_, &QAbstractButton::clicked, this, &PasswordPage::passwordForgotten);
    connect(change_, &QAbstractButton::clicked, this, &PasswordPage::change);
    connect(cancel_, &QAbstractButton::clicked, this, &PasswordPage::cancelChange);
    for (SecretField* field : {current_, new_, repeat_}) {
        connect(field, &SecretField::edited, this, &PasswordPage::judge);
        connect(field, &SecretField::submitted, this, &PasswordPage::change);
    }
    desk_.words.keep(this, [this] { say(); });
}

void PasswordPage::layOut() {
    addAboveTitle(back_);
    auto* form = new QVBoxLayout(form_);
    keepCardMargin(*form, 18);
    keepSpacing(*form, 10);
    auto* fields = new QVBoxLayout;
    keepSpacing(*fields, 10);
    for (SecretField* field : {current_, new_, repeat_})
        fields->addWidget(field);
    fields->addStretch(1);
    auto* rules = new QVBoxLayout;
    rules->addWidget(rules_);
    rules->addStretch(1);
    keepSpacing(*sides_, 16);
    sides_->addLayout(fields, 3);
    sides_->addLayout(rules, 2);
    form->addLayout(sides_);
    form->addWidget(more_);
    more_->content().addWidget(keep_);
    more_->content().addWidget(keepNote_);
    column().addWidget(banner_);
    column().addWidget(form_);
    column().addWidget(copies_);
    column().addLayout(rowOf({change_, doneBack_, forgot_}));
    column().addWidget(progress_);
    auto* progress = new QVBoxLayout;
    keepSpacing(*progress, 6);
    for (QWidget* part :
         {static_cast<QWidget*>(workingText_), static_cast<QWidget*>(bar_), static_cast<QWidget*>(left_)})
        progress->addWidget(part);
    auto* row = new QHBoxLayout(progress_);
    keepCardMargin(*row, 14);
    row->addLayout(progress, 1);
    row->addWidget(cancel_);
    bar_->setRange(0, kAllDone);
    bar_->setTextVisible(false);
    bar_->setFocusPolicy(Qt::NoFocus);
}

void PasswordPage::say() {
    const Words& words = desk_.words;
    setTitle(words.say(Phrase::KeyChange));
    setLead(done_ ? QString() : words.say(Phrase::PasswordLead));
    back_->setText(words.say(Phrase::PasswordDoneBack));
    doneBack_->setText(words.say(Phrase::PasswordDoneBack));
    forgot_->setText(words.say(Phrase::KeyForgot));
    keep_->setText(words.say(Phrase::PasswordKeep));
    keepNote_->setText(words.say(Phrase::PasswordKeepNote));
    keep_->setAccessibleDescription(keepNote_->text());
    copies_->setText(words.say(Phrase::PasswordCopies));
    change_->setText(words.say(Phrase::KeyChange));
    bar_->setAccessibleName(words.say(Phrase::PasswordBar));
    cancel_->setText(words.say(Phrase::Cancel));
    showStep(step_);
    if (done_)
        banner_->showMessage(CardKind::Good, words.say(Phrase::PasswordDoneTitle),
                             words.say(Phrase::PasswordDoneText));
}

void PasswordPage::show(const std::filesystem::path& path) {
    if (working_)
        return;
    path_ = path;
    done_ = false;
    clearFields();
    keep_->setChecked(false);
    more_->setOpen(false);
    banner_->clear();
    form_->setVisible(true);
    back_->setVisible(true);
    change_->setVisible(true);
    forgot_->setVisible(true);
    doneBack_->setVisible(false);
    banner_->setClosing(Closing::Allowed);
    setWorking(false);
    say();
    ensureVisible(0, 0);
}

void PasswordPage::judge() {
    guidance::OwnerNumbers owner;
    if (const KeyEntry* entry = desk_.shelf.find(path_); entry != nullptr && !entry->certificates.empty()) {
        const keys::Owner holder = keys::kzProfile(entry->certificates.front()).owner;
        owner = {holder.iin, holder.bin};
    }
    rules_->judge(new_->edit().secret(), repeat_->edit().secret(), owner);
    change_->setEnabled(!working_ && rules_->acceptable() && !current_->edit().isEmpty());
}

void PasswordPage::setWorking(bool working) {
    working_ = working;
    form_->setEnabled(!working);
    forgot_->setEnabled(!working);
    back_->setEnabled(!working);
    progress_->setVisible(working);
    judge();
}

void PasswordPage::clearFields() {
    for (SecretField* field : {current_, new_, repeat_})
        field->clear();
}

void PasswordPage::hideEvent(QHideEvent* event) {
    if (!working_)
        clearFields();
    Page::hideEvent(event);
}

void PasswordPage::change() {
    if (!change_->isEnabled())
        return;
    banner_->clear();
    setWorking(true);
    cancel_->setEnabled(true);
    elapsed_.start();
    showStep(keys::ChangeStep::Opening);
    cancel_->setFocus(Qt::OtherFocusReason);
    auto passwords = std::make_shared<Passwords>(Passwords{current_->edit().copy(), new_->edit().copy()});
    const auto iterations =
        keep_->isChecked() ? keys::IterationChoice::KeepOld : keys::IterationChoice::Strengthen;
    FileStore& files = desk_.files;
    TaskRunner& tasks = desk_.tasks;
    const auto gate = std::make_shared<CancelGate>();
    gate_ = gate;
    const QPointer<QObject> self(this);
    const auto began = [this, self, gate, &tasks](keys::ChangeStep step) {
        tasks.deliver(self, [this, gate, step] {
            if (gate == gate_)
                showStep(step);
        });
    };
    tasks.run<Changed>(
        this,
        [&files, path = path_, passwords, iterations, gate, began](const WorkControl&) {
            return changePassword(files, path, *passwords, iterations, {gate.get(), began});
        },
        [this, gate](Changed result) {
            if (gate == gate_) // else it was cancelled
                changed(result.outcome, std::move(result.certificates));
        });
}

void PasswordPage::showStep(keys::ChangeStep step) {
    step_ = step;
    const Words& words = desk_.words;
    const bool replacing = step == keys::ChangeStep::Replacing;
    workingText_->setText(words.say(replacing ? Phrase::PasswordWorking : Phrase::PasswordPreparing));
    bar_->setValue(doneBefore(step));
    const auto left = working_ ? guessTimeLeft(std::chrono::milliseconds(elapsed_.elapsed()),
                                               static_cast<double>(doneBefore(step)) / kAllDone)
                               : std::nullopt;
    left_->setText(left ? timeLeftWords(*left, words) : words.say(Phrase::KeyUnlockingNote));
    bar_->setAccessibleDescription(left_->text());
    cancel_->setAccessibleDescription(workingText_->text());
    if (!replacing)
        return;
    if (cancel_->hasFocus())
        Page::focusFirst();
    cancel_->setEnabled(false);
}

void PasswordPage::cancelChange() {
    if (!gate_ || !gate_->cancel())
        return; // too late, it will say so itself
    gate_.reset();
    setWorking(false);
    clearFields();
    banner_->showMessage(CardKind::Info, desk_.words.say(Phrase::PasswordCancelledTitle),
                         desk_.words.say(Phrase::PasswordCancelledText));
    ensureVisible(0, 0);
    focusFirst();
}

void PasswordPage::changed(const Outcome& outcome, std::vector<keys::Certificate> certificates) {
    gate_.reset();
    setWorking(false);
    if (!isVisible())
        clearFields();
    if (!certificates.empty())
        desk_.shelf.unlocked(path_, std::move(certificates));
    if (!outcome.ok()) {
        banner_->showFailure(outcome.failure());
        if (outcome.failure().code == FailureCode::Pkcs12WrongPassword) {
            current_->edit().selectAll();
            current_->edit().setAccessibleDescription(fromUtf8(desk_.words.sentence(outcome.failure()).what));
        }
        ensureVisible(0, 0);
        focusFirst();
        return;
    }
    done_ = true;
    clearFields();
    form_->setVisible(false);
    back_->setVisible(false);
    change_->setVisible(false);
    forgot_->setVisible(false);
    doneBack_->setVisible(true);
    banner_->setClosing(Closing::Never);
    say();
    doneBack_->setAccessibleDescription(banner_->spoken());
    doneBack_->setFocus(Qt::OtherFocusReason);
}

void PasswordPage::resizeEvent(QResizeEvent* event) {
    // The rule stands beside the fields where there is room for both.
    const bool wide = viewport()->width() >= theme().px(kSideBySide);
    sides_->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    Page::resizeEvent(event);
}

void PasswordPage::focusFirst() {
    current_->edit().setFocus(Qt::OtherFocusReason);
    if (!current_->edit().isEmpty())
        current_->edit().selectAll();
}

} // namespace tanba::gui
