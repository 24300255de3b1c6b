#include "app/gui/pages/settings_page.h"

#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/picture.h"
#include "core/base/utf8.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QSignalBlocker>
#include <array>

namespace tanba::gui {

namespace {

using platform::settings::kFolders;
using platform::settings::kLanguage;

/// Each language by its own name, so that somebody who cannot read the present one finds theirs.
struct LanguageRow {
    text::Language language;
    const char* name;
};
constexpr std::array<LanguageRow, 3> kLanguageNames = {{
    {text::Language::Kk, "Қазақша"},
    {text::Language::Ru, "Русский"},
    {text::Language::En, "English"},
}};

struct ThemeRow {
    ThemeChoice choice;
    Phrase name;
};
constexpr std::array<ThemeRow, 4> kThemes = {{
    {ThemeChoice::System, Phrase::ThemeSystem},
    {ThemeChoice::Light, Phrase::ThemeLight},
    {ThemeChoice::Dark, Phrase::ThemeDark},
    {ThemeChoice::HighContrast, Phrase::ThemeContrast},
}};

struct SizeRow {
    TextSize size;
    Phrase name;
};
constexpr std::array<SizeRow, 3> kSizes = {{
    {TextSize::Normal, Phrase::SizeNormal},
    {TextSize::Large, Phrase::SizeLarge},
    {TextSize::Largest, Phrase::SizeLargest},
}};

template <typename Value>
void addItem(QComboBox& box, const QString& name, Value value, Value chosen) {
    box.addItem(name, static_cast<int>(value));
    if (value == chosen)
        box.setCurrentIndex(box.count() - 1);
}

} // namespace

SettingsPage::SettingsPage(const Desk& desk, platform::Settings& settings, Appearance& appearance,
                           platform::Autostart& autostart)
    : desk_(desk), settings_(settings), appearance_(appearance), autostart_(autostart),
      parts_(new QVBoxLayout) {
    desk_.words.keep(this, [this] {
        setTitle(desk_.words.say(Phrase::NavSettings));
        setLead(desk_.words.say(Phrase::SettingsLead));
    });
    addLook();
    addReminders();
    addStart();
    addFolders();
    addPrivacy();
    column().addLayout(parts_);
    addAbout();
    desk_.words.keep(this, [this] { fillChoices(); });
}

void SettingsPage::showPart(QWidget& part) {
    // Where it stands is known when the page was laid out.
    QMetaObject::invokeMethod(
        this,
        [this, &part] {
            const int bottom = part.mapTo(widget(), QPoint()).y() + viewport()->height();
            ensureVisible(0, bottom, 0, 0);
            part.setFocus(Qt::OtherFocusReason);
        },
        Qt::QueuedConnection);
}

QComboBox* SettingsPage::addChoice(Phrase label) {
    auto* text = new Text(TypeRole::Body);
    auto* box = new QComboBox;
    text->setBuddy(box);
    box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    desk_.words.keep(box, [this, text, box, label] {
        text->setText(desk_.words.say(label));
        box->setAccessibleName(text->text());
    });
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, kHalo, 0);
    row->addWidget(text, 2);
    row->addWidget(box, 3);
    column().addLayout(row);
    return box;
}

void SettingsPage::addLook() {
    Text* heading = addSection();
    desk_.words.keep(heading, [this, heading] { heading->setText(desk_.words.say(Phrase::SettingsLook)); });
    language_ = addChoice(Phrase::SettingsLanguage);
    theme_ = addChoice(Phrase::SettingsTheme);
    textSize_ = addChoice(Phrase::SettingsTextSize);
    connect(language_, &QComboBox::activated, this, [this](int index) {
        const auto chosen = static_cast<text::Language>(language_->itemData(index).toInt());
        settings_.set(kLanguage, fromUtf8(text::languageName(chosen)));
        desk_.words.setLanguage(chosen);
    });
    connect(theme_, &QComboBox::activated, this, [this](int index) {
        appearance_.choose(static_cast<ThemeChoice>(theme_->itemData(index).toInt()));
    });
    connect(textSize_, &QComboBox::activated, this, [this](int index) {
        appearance_.choose(static_cast<TextSize>(textSize_->itemData(index).toInt()));
    });
}

void SettingsPage::fillChoices() {
    for (QComboBox* box : {language_, theme_, textSize_})
        box->clear();
    for (const LanguageRow& row : kLanguageNames)
        addItem(*language_, QString::fromUtf8(row.name), row.language, desk_.words.language());
    for (const ThemeRow& row : kThemes)
        addItem(*theme_, desk_.words.say(row.name), row.choice, appearance_.themeChoice());
    for (const SizeRow& row : kSizes)
        addItem(*textSize_, desk_.words.say(row.name), row.size, appearance_.textSize());
}

void SettingsPage::addFolders() {
    Text* heading = addSection();
    auto* note = new Text(TypeRole::Body, Tone::Muted);
    folders_ = new QVBoxLayout;
    folders_->setSpacing(0);
    addFolder_ = new Button(ButtonKind::Plain, Icon::FolderAdd);
    column().addWidget(note);
    column().addLayout(folders_);
    column().addLayout(rowOf({addFolder_}));
    connect(addFolder_, &QAbstractButton::clicked, this, &SettingsPage::addFolder);
    desk_.words.keep(note, [this, heading, note] {
        heading->setText(desk_.words.say(Phrase::SettingsFolders));
        note->setText(desk_.words.say(Phrase::SettingsFoldersNote));
        addFolder_->setText(desk_.words.say(Phrase::SettingsAddFolder));
        showFolders();
    });
}

void SettingsPage::showFolders() {
    qDeleteAll(folderRows_);
    folderRows_.clear();
    for (const QString& folder : settings_.get(kFolders)) {
        auto* holder = new QWidget;
        auto* name = new Text(TypeRole::Body);
        const std::string shown = displayText(toUtf8(folder));
        name->setText(fromUtf8(shown));
        auto* remove = new Button(ButtonKind::Quiet, Icon::Close);
        remove->showIconOnly();
        remove->setText(desk_.words.say(Phrase::SettingsRemoveFolder, {{"folder", shown}}));
        remove->setToolTip(remove->text());
        auto* row = new QHBoxLayout(holder);
        row->setContentsMargins(kHalo, 0, 0, 0);
        row->addWidget(new Picture(Icon::Folder, 20, Tone::Muted));
        row->addWidget(name, 1);
        row->addWidget(remove);
        connect(remove, &QAbstractButton::clicked, this, [this, folder] {
            QStringList folders = settings_.get(kFolders);
            folders.removeAll(folder);
            settings_.set(kFolders, folders);
            addFolder_->setFocus(Qt::OtherFocusReason);
            QMetaObject::invokeMethod(this, &SettingsPage::showFolders, Qt::QueuedConnection);
        });
        folders_->addWidget(holder);
        folderRows_.append(holder);
    }
}

void SettingsPage::addFolder() {
    const QString folder =
        QFileDialog::getExistingDirectory(this, desk_.words.say(Phrase::SettingsAddFolder));
    QStringList folders = settings_.get(kFolders);
    if (folder.isEmpty() || folders.contains(folder))
        return;
    folders.append(folder);
    settings_.set(kFolders, folders);
    showFolders();
}

void SettingsPage::addPrivacy() {
    Text* heading = addSection();
    auto* note = new Text(TypeRole::Body, Tone::Muted);
    auto* question = new Text(TypeRole::Body);
    forget_ = new Button(ButtonKind::Danger, Icon::Remove);
    yes_ = new Button(ButtonKind::Danger, Icon::Remove);
    auto* no = new Button(ButtonKind::Plain);
    ask_ = new QWidget;
    forgotten_ = new Banner(desk_.words);
    auto* asking = new QVBoxLayout(ask_);
    asking->setContentsMargins(0, 0, 0, 0);
    asking->addWidget(question);
    asking->addLayout(rowOf({yes_, no}));
    ask_->setVisible(false);
    column().addWidget(note);
    column().addLayout(rowOf({forget_}));
    column().addWidget(ask_);
    column().addWidget(forgotten_);
    connect(forget_, &QAbstractButton::clicked, this, [this] { askToForget(true); });
    connect(no, &QAbstractButton::clicked, this, [this] { askToForget(false); });
    connect(yes_, &QAbstractButton::clicked, this, [this] {
        desk_.shelf.forgetAll();
        desk_.cards.forgetAll();
        desk_.attendant.expiry().forgetAll();
        emit forgetWanted();
        askToForget(false);
        forgotten_->showMessage(CardKind::Good, desk_.words.say(Phrase::SettingsForgetDone), {});
    });
    connect(&desk_.shelf, &KeyShelf::changed, this, &SettingsPage::allowForgetting);
    connect(&desk_.cards, &CardShelf::cardsChanged, this, &SettingsPage::allowForgetting);
    allowForgetting();
    desk_.words.keep(note, [this, heading, note, question, no] {
        const Words& words = desk_.words;
        heading->setText(words.say(Phrase::SettingsPrivacy));
        note->setText(words.say(Phrase::SettingsPrivacyNote));
        question->setText(words.say(Phrase::SettingsForgetAsk));
        forget_->setText(words.say(Phrase::SettingsForgetAll));
        yes_->setText(words.say(Phrase::SettingsForgetYes));
        yes_->setAccessibleDescription(question->text());
        no->setText(words.say(Phrase::SettingsForgetNo));
        forgotten_->clear();
    });
}

void SettingsPage::setMoreRemembered(bool more) {
    moreRemembered_ = more;
    allowForgetting();
}

void SettingsPage::allowForgetting() {
    forget_->setEnabled(moreRemembered_ || !desk_.shelf.empty() || desk_.cards.remembersAny());
}

void SettingsPage::askToForget(bool ask) {
    forgotten_->clear();
    ask_->setVisible(ask);
    forget_->setVisible(!ask);
    (ask ? yes_ : forget_)->setFocus(Qt::OtherFocusReason);
    if (!ask && !forget_->isEnabled())
        Page::focusFirst();
}

QCheckBox* SettingsPage::addCheck(Phrase label, Phrase note) {
    auto* check = new QCheckBox;
    auto* text = new Text(TypeRole::Small, Tone::Muted);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(kHalo, 0, 0, 0);
    row->addWidget(check);
    column().addLayout(row);
    column().addWidget(text);
    desk_.words.keep(check, [this, check, text, label, note] {
        check->setText(desk_.words.say(label));
        text->setText(desk_.words.say(note));
        check->setAccessibleDescription(text->text());
    });
    return check;
}

void SettingsPage::addReminders() {
    Text* heading = addSection();
    desk_.words.keep(heading,
                     [this, heading] { heading->setText(desk_.words.say(Phrase::SettingsReminders)); });
    QCheckBox* notify = addCheck(Phrase::SettingsNotify, Phrase::SettingsNotifyNote);
    QCheckBox* yearly = addCheck(Phrase::SettingsYearly, Phrase::SettingsYearlyNote);
    notify->setChecked(settings_.get(platform::settings::kNotifications));
    yearly->setChecked(desk_.attendant.yearly().enabled());
    connect(notify, &QCheckBox::clicked, this,
            [this](bool on) { settings_.set(platform::settings::kNotifications, on); });
    connect(yearly, &QCheckBox::clicked, this, [this](bool on) { desk_.attendant.yearly().setEnabled(on); });
    connect(&desk_.attendant.yearly(), &YearlyWatch::changed, yearly,
            [this, yearly] { yearly->setChecked(desk_.attendant.yearly().enabled()); });
}

void SettingsPage::addStart() {
    Text* heading = addSection();
    desk_.words.keep(heading, [this, heading] { heading->setText(desk_.words.say(Phrase::SettingsStart)); });
    start_ = addCheck(Phrase::SettingsAutostart, Phrase::SettingsAutostartNote);
    minimised_ = addCheck(Phrase::SettingsMinimised, Phrase::SettingsMinimisedNote);
    startBanner_ = new Banner(desk_.words);
    column().addWidget(startBanner_);
    for (QCheckBox* box : {start_, minimised_})
        box->setEnabled(false); // until the disk has told
    changeAutostart([] { return Outcome(Done{}); });
    connect(start_, &QCheckBox::clicked, this,
            [this](bool on) { setAutostart(on, platform::StartWindow::Hidden); });
    connect(minimised_, &QCheckBox::clicked, this, [this](bool hidden) {
        setAutostart(true, hidden ? platform::StartWindow::Hidden : platform::StartWindow::Shown);
    });
}

void SettingsPage::setAutostart(bool on, platform::StartWindow window) {
    startBanner_->clear();
    platform::Autostart& autostart = autostart_;
    changeAutostart([&autostart, on, window] { return on ? autostart.enable(window) : autostart.disable(); });
}

void SettingsPage::changeAutostart(std::function<Outcome()> change) {
    struct Now {
        Outcome changed;
        bool enabled = false;
        platform::StartWindow window = platform::StartWindow::Hidden;
    };
    platform::Autostart& autostart = autostart_;
    desk_.tasks.runInOrder<Now>(
        this,
        [&autostart, change = std::move(change)] {
            const Outcome changed = change();
            return Now{changed, autostart.enabled(), autostart.window()};
        },
        [this](const Now& now) {
            if (!now.changed.ok())
                startBanner_->showFailure(now.changed.failure());
            start_->setEnabled(true);
            start_->setChecked(now.enabled);
            minimised_->setChecked(now.window == platform::StartWindow::Hidden);
            minimised_->setEnabled(now.enabled);
        });
}

void SettingsPage::addAbout() {
    Text* heading = addSection();
    auto* version = new Text(TypeRole::Body);
    auto* disclaimer = new Text(TypeRole::Body, Tone::Muted);
    column().addWidget(version);
    column().addWidget(disclaimer);
    desk_.words.keep(heading, [this, heading, version, disclaimer] {
        heading->setText(desk_.words.say(Phrase::SettingsAbout));
        version->setText(desk_.words.say(Phrase::SettingsVersion, {{"version", TANBA_VERSION}}));
        disclaimer->setText(desk_.words.say(Phrase::SettingsDisclaimer));
    });
}

} // namespace tanba::gui
