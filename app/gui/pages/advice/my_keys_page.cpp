#include "app/gui/pages/advice/my_keys_page.h"

#include "app/gui/widgets/action_card.h"
#include "app/gui/widgets/card.h"
#include "app/gui/widgets/distances.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

namespace tanba::gui {

namespace {

struct SiteRow {
    Phrase title;
    Phrase text;
    const std::string& (*address)();
};
constexpr std::array<SiteRow, 3> kSites = {{
    {Phrase::MyKeysList, Phrase::MyKeysListText, &myKeysAddress},
    {Phrase::MyKeysRevoke, Phrase::MyKeysRevokeText, &revokeAddress},
    {Phrase::MyKeysReissue, Phrase::MyKeysReissueText, &reissueAddress},
}};

struct Counts {
    int all = 0, good = 0, early = 0, old = 0, unknown = 0;
};

int& placeFor(guidance::ExpiryState state, Counts& counts) {
    switch (state) {
    case guidance::ExpiryState::NotYetValid:
        return counts.early;
    case guidance::ExpiryState::Expired:
        return counts.old;
    case guidance::ExpiryState::Calm:
    case guidance::ExpiryState::Soon:
        return counts.good;
    }
    std::abort();
}

/// Key files, and the keys of cards, each certificate once; the demonstration card is nobody's.
Counts countOf(const Desk& desk) {
    Counts counts;
    std::set<std::string> seen;
    const auto add = [&](const keys::Certificate* certificate) {
        if (certificate != nullptr && !seen.insert(expiryId(*certificate)).second)
            return;
        ++counts.all;
        ++(certificate == nullptr ? counts.unknown
                                  : placeFor(expiryOf(*certificate, desk.shelf.now()).state, counts));
    };
    for (const KeyEntry& entry : desk.shelf.entries())
        add(leadingCertificate(entry, desk.shelf.now()));
    for (const CardEntry& card : desk.cards.entries())
        if (!card.simulated())
            for (const CardKeyInfo& key : card.keys)
                add(key.certificate ? &*key.certificate : nullptr);
    return counts;
}

} // namespace

MyKeysPage::MyKeysPage(const Desk& desk)
    : AdvicePage(desk, Phrase::MyKeysTitle, Phrase::MyKeysLead), here_(new Text(TypeRole::Strong)),
      detail_(new Text(TypeRole::Body)), opens_(new Text(TypeRole::Small, Tone::Muted)) {
    auto* card = new Card;
    auto* inside = new QVBoxLayout(card);
    keepCardMargin(*inside, 14);
    keepSpacing(*inside, 4);
    auto* rest = new Text(TypeRole::Body, Tone::Muted);
    for (Text* text : {here_, detail_, rest})
        inside->addWidget(text);
    column().addWidget(card);
    for (const SiteRow& site : kSites)
        connect(addCard(Icon::External, site.title, site.text), &QAbstractButton::clicked, this,
                [this, address = site.address] { openSite(address()); });
    column().addWidget(opens_);
    addText(Phrase::MyKeysUnexpected);
    addSource({"key.old_keys_stay_valid", "key.reissue_only_while_valid", "key.reissue_asks_second_check"});
    connect(&desk.shelf, &KeyShelf::changed, this, &MyKeysPage::count);
    connect(&desk.cards, &CardShelf::cardsChanged, this, &MyKeysPage::count);
    desk.words.keep(this, [this, rest] {
        rest->setText(words().say(Phrase::MyKeysRest));
        opens_->setText(words().say(Phrase::MyKeysOpens, {{"host", hostOf(myKeysAddress())}}));
        count();
    });
}

void MyKeysPage::count() {
    const Counts counts = countOf(desk());
    here_->setText(words().say(Phrase::MyKeysHere, {{"count", std::to_string(counts.all)}}));
    detail_->setVisible(counts.all > 0);
    QString detail = words().say(Phrase::MyKeysDetail, {{"good", std::to_string(counts.good)},
                                                        {"old", std::to_string(counts.old)},
                                                        {"unknown", std::to_string(counts.unknown)}});
    if (counts.early > 0)
        detail +=
            QLatin1Char(' ') + words().say(Phrase::MyKeysEarly, {{"count", std::to_string(counts.early)}});
    detail_->setText(detail);
}

} // namespace tanba::gui
