#include "app/gui/pages/source_fold.h"

#include "app/gui/pages/site.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/text/dates.h"
#include "core/guidance/rules.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace tanba::gui {

namespace {

struct CitationRow {
    std::string_view rule;
    Phrase words;
};
constexpr std::array<CitationRow, 14> kCitations = {{
    {"eds.equals_own_hand", Phrase::SourceOwnHand},
    {"eds.private_key_not_passed_on", Phrase::SourceNotPassedOn},
    {"fine.handing_over_own_key", Phrase::SourceFineHanding},
    {"fine.use_of_another_persons_key", Phrase::SourceFineUse},
    {"key.old_keys_stay_valid", Phrase::SourceOldKeys},
    {"sign.only_authorised", Phrase::SourceOnlyAuthorised},
    {"key.issued_online_with_biometrics", Phrase::SourceIssueOnline},
    {"key.reissue_asks_second_check", Phrase::SourceReissueCheck},
    {"key.reissue_only_while_valid", Phrase::SourceReissueValid},
    {"key.lifetime_by_medium", Phrase::SourceLifetime},
    {"key.lifetime_on_tokens", Phrase::SourceTokens},
    {"key.authority_reminds", Phrase::SourceReminds},
    {"sms.code_asked_by_fraudsters", Phrase::SourceFraud},
    {"portal.second_stage", Phrase::SourceSecondStage},
}};

struct Citation {
    const guidance::Rule& rule;
    Phrase words;
};

Citation citation(std::string_view id) {
    const guidance::Rule* rule = guidance::findRule(id);
    const auto row = std::ranges::find(kCitations, id, &CitationRow::rule);
    if (rule == nullptr || row == kCitations.end())
        std::abort(); // both tables belong to the program
    return {*rule, row->words};
}

QString datesOf(const guidance::Rule& rule, const Words& words) {
    QStringList dates;
    if (rule.from) {
        const QString from = sourceDate(guidance::formatDate(*rule.from), words);
        dates << words.say(Phrase::SourceFrom, {{"date", toUtf8(from)}});
    }
    if (!rule.stated.empty())
        dates << words.say(Phrase::SourceStated, {{"date", toUtf8(sourceDate(rule.stated, words))}});
    if (!rule.read.empty())
        dates << words.say(Phrase::SourceRead, {{"date", toUtf8(sourceDate(rule.read, words))}});
    return dates.join(QStringLiteral(" · "));
}

} // namespace

QString sourceDate(std::string_view date, const Words& words) {
    const auto day = guidance::parseDate(date);
    if (day.ok())
        return fromUtf8(text::dateInWords(guidance::startOfDay(day.value()), guidance::kKazakhstanOffset,
                                          words.language()));
    constexpr std::size_t kYearAndMonth = 7;
    if (date.size() != kYearAndMonth)
        return fromUtf8(date);
    return fromUtf8(std::string(date.substr(5)) + "." + std::string(date.substr(0, 4)));
}

SourceFold::SourceFold(const Desk& desk, std::initializer_list<std::string_view> rules)
    : Fold(desk.words, Phrase::SourceTitle), desk_(desk) {
    for (const std::string_view id : rules) {
        const Citation cited = citation(id);
        auto* words = new Text(TypeRole::Body);
        auto* dates = new Text(TypeRole::Small, Tone::Muted);
        content().addWidget(words);
        content().addWidget(dates);
        desk_.words.keep(words, [this, words, dates, &rule = cited.rule, phrase = cited.words] {
            words->setText(desk_.words.say(phrase));
            dates->setText(datesOf(rule, desk_.words));
        });
        addSite(cited.rule.address);
    }
}

void SourceFold::add(Phrase phrase, const text::TextValues& values, const std::string& address) {
    auto* words = new Text(TypeRole::Body);
    content().addWidget(words);
    desk_.words.keep(words,
                     [this, words, phrase, values] { words->setText(desk_.words.say(phrase, values)); });
    if (!address.empty())
        addSite(address);
}

void SourceFold::addSite(const std::string& address) {
    auto* site = new Button(ButtonKind::Quiet, Icon::External);
    auto* failed = new Banner(desk_.words);
    content().addWidget(site, 0, Qt::AlignLeft);
    content().addWidget(failed);
    desk_.words.keep(site, [this, site, address] {
        site->setText(desk_.words.say(Phrase::SourceOpen, {{"host", hostOf(address)}}));
        site->setAccessibleDescription(fromUtf8(address));
    });
    connect(site, &QAbstractButton::clicked, this,
            [this, failed, address] { openSite(desk_, QUrl(fromUtf8(address)), *failed); });
}

} // namespace tanba::gui
