#include "app/gui/pages/help_area.h"

#include "app/gui/widgets/action_card.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "core/guidance/help_search.h"

#include <QFocusEvent>
#include <QLineEdit>
#include <QUrl>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

using guidance::HelpBlock;
using guidance::HelpBlockKind;
using guidance::HelpLanguage;

struct LanguageRow {
    text::Language language;
    HelpLanguage help;
};
constexpr std::array<LanguageRow, 3> kLanguages = {{
    {text::Language::Kk, HelpLanguage::Kazakh},
    {text::Language::Ru, HelpLanguage::Russian},
    {text::Language::En, HelpLanguage::English},
}};

/// Topics that have a page where something can be done about them.
struct WayRow {
    std::string_view topic;
    Icon icon;
    Phrase title;
    Phrase text;
    AdvicePlace place;
};
constexpr std::array<WayRow, 5> kWays = {{
    {"lost-or-misused", Icon::Attention, Phrase::LostTitle, Phrase::LostCard, AdvicePlace::Lost},
    {"keep-your-key", Icon::Folder, Phrase::HygieneTitle, Phrase::HygieneCard, AdvicePlace::Hygiene},
    {"not-my-key", Icon::Person, Phrase::OwnKeyTitle, Phrase::OwnKeyCard, AdvicePlace::OwnKey},
    {"roles", Icon::Organisation, Phrase::RolesTitle, Phrase::RolesCard, AdvicePlace::Roles},
    {"fines", Icon::File, Phrase::FinesTitle, Phrase::FinesCard, AdvicePlace::Fines},
}};

HelpLanguage helpLanguage(const Words& words) {
    return std::ranges::find(kLanguages, words.language(), &LanguageRow::language)->help;
}

/// Coming with Tab, the keyboard stands on a link at once, where it is seen, and not on the whole paragraph.
class Paragraph : public Text {
  public:
    using Text::Text;

  protected:
    void focusInEvent(QFocusEvent* event) override {
        Text::focusInEvent(event);
        if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason)
            focusNextPrevChild(event->reason() == Qt::TabFocusReason);
    }
};

QString htmlOf(const HelpBlock& block) {
    QString html;
    for (const guidance::HelpSpan& span : block.spans) {
        QString part = fromUtf8(span.text).toHtmlEscaped();
        if (span.look == guidance::HelpSpan::Look::Strong)
            part = QStringLiteral("<b>%1</b>").arg(part);
        if (!span.address.empty())
            part = QStringLiteral("<a href=\"%1\">%2</a>").arg(fromUtf8(span.address).toHtmlEscaped(), part);
        html += part;
    }
    return html;
}

/// What stands before an item of a list; null for what is no item.
QString markOf(const HelpBlock& block) {
    if (block.kind == HelpBlockKind::Bullet)
        return QStringLiteral("•");
    if (block.kind == HelpBlockKind::Step)
        return QString::number(block.number) + QLatin1Char('.');
    return block.kind == HelpBlockKind::Quotation ? QStringLiteral("") : QString();
}

} // namespace

HelpTopicsPage::HelpTopicsPage(const Desk& desk)
    : desk_(desk), search_(new QLineEdit), result_(new Text(TypeRole::Small, Tone::Muted)),
      list_(new QVBoxLayout) {
    search_->setMaxLength(200);
    theme().keep(search_, [this] {
        search_->setTextMargins(theme().px(10), 0, theme().px(10), 0);
        search_->setClearButtonEnabled(false); // asked anew, its picture takes the new colour
        search_->setClearButtonEnabled(true);
    });
    list_->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(kHalo, 4, kHalo, 0);
    row->addWidget(search_);
    column().addLayout(row);
    column().addWidget(result_);
    column().addLayout(list_);
    connect(search_, &QLineEdit::textChanged, this, &HelpTopicsPage::refresh);
    desk_.words.keep(this, [this] {
        const Words& words = desk_.words;
        setTitle(words.say(Phrase::NavHelp));
        setLead(words.say(Phrase::HelpLead));
        search_->setPlaceholderText(words.say(Phrase::HelpSearch));
        search_->setAccessibleName(words.say(Phrase::HelpSearch));
        if (!cards_.isEmpty())
            refresh();
    });
}

void HelpTopicsPage::showEvent(QShowEvent* event) {
    // The articles are read when somebody opens the help, not when the program starts.
    if (cards_.isEmpty())
        refresh();
    Page::showEvent(event);
}

void HelpTopicsPage::refresh() {
    for (QWidget* card : cards_)
        card->deleteLater();
    cards_.clear();
    const HelpLanguage language = helpLanguage(desk_.words);
    const std::string query = toUtf8(search_->text().trimmed());
    if (query.empty()) {
        for (const guidance::HelpArticle& article : guidance::helpArticles(language))
            addTopic(article, {});
        result_->setVisible(false);
        return;
    }
    const auto hits = guidance::searchHelp(query, language);
    for (const guidance::HelpHit& hit : hits)
        addTopic(*hit.article, hit.excerpt);
    result_->setVisible(true);
    result_->setText(hits.empty()
                         ? desk_.words.say(Phrase::HelpNothing)
                         : desk_.words.say(Phrase::HelpFound, {{"count", std::to_string(hits.size())}}));
    search_->setAccessibleDescription(result_->text());
}

void HelpTopicsPage::addTopic(const guidance::HelpArticle& article, const std::string& excerpt) {
    auto* card = new ActionCard(Icon::Info);
    card->say(fromUtf8(article.title()), fromUtf8(excerpt));
    connect(card, &QAbstractButton::clicked, this, [this, id = article.topic->id] { emit topicWanted(id); });
    list_->addWidget(card);
    cards_.append(card);
}

void HelpTopicsPage::focusFirst() {
    search_->setFocus(Qt::OtherFocusReason);
}

HelpArticlePage::HelpArticlePage(const Desk& desk)
    : desk_(desk), back_(new Button(ButtonKind::Quiet, Icon::Back)), blocks_(new QVBoxLayout) {
    addAboveTitle(back_);
    setLead({});
    column().addLayout(blocks_);
    keepSpacing(*blocks_, 8);
    connect(back_, &QAbstractButton::clicked, this, [this] { emit left(way_); });
    desk_.words.keep(this, [this] { refresh(); });
}

void HelpArticlePage::show(const std::string& id, ArticleBack back) {
    id_ = id;
    way_ = back;
    refresh();
    ensureVisible(0, 0);
}

void HelpArticlePage::refresh() {
    back_->setText(desk_.words.say(way_ == ArticleBack::ToTopics ? Phrase::HelpBack : Phrase::GoBack));
    while (QLayoutItem* item = blocks_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (id_.empty())
        return;
    const guidance::HelpArticle* article = guidance::helpArticle(id_, helpLanguage(desk_.words));
    if (article == nullptr)
        return;
    setTitle(fromUtf8(article->title()));
    addWay();
    for (const HelpBlock& block : article->blocks)
        addBlock(block);
}

void HelpArticlePage::addWay() {
    const auto row = std::ranges::find(kWays, id_, &WayRow::topic);
    if (row == kWays.end())
        return;
    auto* card = new ActionCard(row->icon);
    card->say(desk_.words.say(row->title), desk_.words.say(row->text));
    connect(card, &QAbstractButton::clicked, this, [this, place = row->place] { emit adviceWanted(place); });
    blocks_->addWidget(card);
}

void HelpArticlePage::addBlock(const HelpBlock& block) {
    if (block.kind == HelpBlockKind::Title)
        return;
    auto* text = new Paragraph(block.kind == HelpBlockKind::Heading ? TypeRole::Section : TypeRole::Body,
                               block.kind == HelpBlockKind::Quotation ? Tone::Muted : Tone::Normal);
    text->showRich(htmlOf(block));
    connect(text, &QLabel::linkActivated, this, [this](const QString& link) { desk_.open(QUrl(link)); });
    if (block.kind == HelpBlockKind::Heading)
        theme().keep(text, [text] { text->setContentsMargins(kHalo, theme().px(10), kHalo, 0); });
    const QString mark = markOf(block);
    if (mark.isNull()) {
        blocks_->addWidget(text);
        return;
    }
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    auto* sign = new Text(TypeRole::Body, Tone::Accent);
    sign->setText(mark);
    theme().keep(sign, [sign] { sign->setFixedWidth(theme().px(28)); });
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(sign, 0, Qt::AlignTop);
    layout->addWidget(text, 1);
    blocks_->addWidget(row);
}

HelpArea::HelpArea(const Desk& desk)
    : topics_(new HelpTopicsPage(desk)), article_(new HelpArticlePage(desk)) {
    addWidget(topics_);
    addWidget(article_);
    connect(topics_, &HelpTopicsPage::topicWanted, this, [this](const std::string& id) { showTopic(id); });
    connect(article_, &HelpArticlePage::adviceWanted, this, &HelpArea::adviceWanted);
    connect(article_, &HelpArticlePage::left, this, [this](ArticleBack back) {
        if (back == ArticleBack::ToPage) {
            emit pageWanted();
            return;
        }
        showTopics();
        topics_->focusFirst();
    });
}

void HelpArea::showTopics() {
    setCurrentWidget(topics_);
}

void HelpArea::showTopic(const std::string& id, ArticleBack back) {
    article_->show(id, back);
    setCurrentWidget(article_);
    article_->focusFirst();
}

} // namespace tanba::gui
